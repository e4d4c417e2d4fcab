#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/backends/simd/kernels/kernels.h"

namespace tenfold::simd {

// The kernels that this processor can run, the fastest first. All give the same bits. Defined for
// each architecture in a file of its own, isa_x86_64.cc or isa_aarch64.cc.
std::vector<const Kernels*> AvailableKernels();

// "auto" is the fastest. InvalidArgument if the processor cannot run them, or for an unknown name.
absl::StatusOr<const Kernels*> FindKernels(absl::string_view isa);

}  // namespace tenfold::simd
