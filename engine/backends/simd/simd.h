// The backend that fuses and vectorises: layers run on kernels compiled per instruction set, alone
// or fused with their neighbours; large max-pools, average pools, layer norm, dropout and
// comparison run on the kernels of `reference` (LayersByReference). It computes bit for bit what
// `reference` computes, on every instruction set.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/backends/simd/kernels/kernels.h"
#include "engine/network/backend.h"

namespace tenfold::simd {

// "simd", on the fastest instruction set of this processor.
const Backend& GetBackend();

// The same on given kernels; its name is "simd" too.
std::unique_ptr<Backend> MakeBackend(const Kernels& kernels);

// On "avx512", "avx2", "neon", "scalar", or "auto", the fastest. InvalidArgument for an unknown
// name or if the processor lacks it.
absl::StatusOr<std::unique_ptr<Backend>> MakeBackend(absl::string_view isa);

// The layers of a network that run on `reference`'s plain loops, as "trunk.3: Dropout(0.5)".
// InvalidArgument for a network whose layers do not fit.
absl::StatusOr<std::vector<std::string>> LayersByReference(const Network& network);

}  // namespace tenfold::simd
