#include "engine/backends/simd/kernels/isa.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace tenfold::simd {

std::vector<const Kernels*> AvailableKernels() {
  std::vector<const Kernels*> kernels;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")) {
    kernels.push_back(&avx512::kKernels);
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    kernels.push_back(&avx2::kKernels);
  kernels.push_back(&scalar::kKernels);
  return kernels;
}

absl::StatusOr<const Kernels*> FindKernels(absl::string_view isa) {
  const std::vector<const Kernels*> available = AvailableKernels();
  if (isa == "auto") return available.front();
  for (const Kernels* kernels : available) {
    if (isa == kernels->isa) return kernels;
  }
  const bool is_known =
      isa == avx512::kKernels.isa || isa == avx2::kKernels.isa || isa == scalar::kKernels.isa;
  return absl::InvalidArgumentError(
      absl::StrCat(is_known ? "this processor lacks" : "unknown", " instruction set \"", isa,
                   "\"; there are auto, ",
                   absl::StrJoin(available, ", ",
                                 [](std::string* out, const Kernels* k) { out->append(k->isa); })));
}

}  // namespace tenfold::simd
