// The receipt of a run among its artifacts.
#pragma once

#include <optional>

#include "experiments/receipts/receipt.h"
#include "experiments/records/run_record.h"
#include "experiments/records/store/store.h"

namespace tenfold {

// Whether a record that is present lists a receipt with all that is asked for: one by step has more
// than one by epoch.
bool HasReceiptAsAsked(const RunRecord& record, const Store& store,
                       std::optional<ReceiptEvery> asked);

// After how many epochs each a record keeps states; 0 if it lists none.
int KeptStatesEvery(const RunRecord& record);

// What a run leaves that is made in place of a record: what is asked for, and no less than the
// record lists.
std::optional<ReceiptEvery> ReceiptToMake(const RunRecord& record, const Store& store,
                                          std::optional<ReceiptEvery> asked);

}  // namespace tenfold
