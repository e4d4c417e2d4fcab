// What random networks do not reach: special values and errors. Each function returns OK or what is
// wrong.
#pragma once

#include "absl/status/status.h"
#include "engine/network/backend.h"

namespace tenfold {

// Ties of a maximum go to the first, and the derivative of ReLU at 0 is 0. With `exact` also what
// becomes of NaN, -0 and infinity: a backend of other people's kernels need not share that.
absl::Status CompareSpecialValues(const Backend& expected, const Backend& actual, bool exact);

// What cannot be planned is refused with a status that says why.
absl::Status CheckErrors(const Backend& backend);

}  // namespace tenfold
