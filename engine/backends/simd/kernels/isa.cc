#include "engine/backends/simd/kernels/isa.h"

#include <algorithm>
#include <iterator>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace tenfold::simd {
namespace {

// Of all architectures.
constexpr absl::string_view kNames[] = {"avx512", "avx2", "neon", "scalar"};

}  // namespace

absl::StatusOr<const Kernels*> FindKernels(absl::string_view isa) {
  const std::vector<const Kernels*> available = AvailableKernels();
  if (isa == "auto") return available.front();
  for (const Kernels* kernels : available) {
    if (isa == kernels->isa) return kernels;
  }
  const bool is_known = std::find(std::begin(kNames), std::end(kNames), isa) != std::end(kNames);
  return absl::InvalidArgumentError(
      absl::StrCat(is_known ? "this processor lacks" : "unknown", " instruction set \"", isa,
                   "\"; there are auto, ",
                   absl::StrJoin(available, ", ",
                                 [](std::string* out, const Kernels* k) { out->append(k->isa); })));
}

}  // namespace tenfold::simd
