#include "engine/backends/backends.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/backends/eigen/eigen.h"
#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/simd.h"
#ifndef TENFOLD_WITHOUT_ONEDNN
#include "engine/backends/onednn/onednn.h"
#endif

namespace tenfold {

const std::vector<const Backend*>& AllBackends() {
  static const std::vector<const Backend*> backends = {
      &reference::GetBackend(),
      &simd::GetBackend(),
      &eigen::GetBackend(),
#ifndef TENFOLD_WITHOUT_ONEDNN
      &onednn::GetBackend(),
#endif
  };
  return backends;
}

absl::StatusOr<const Backend*> FindBackend(absl::string_view name) {
  for (const Backend* backend : AllBackends()) {
    if (backend->name() == name) return backend;
  }
  return absl::NotFoundError(
      absl::StrCat("unknown engine \"", name, "\"; there are ",
                   absl::StrJoin(AllBackends(), ", ", [](std::string* out, const Backend* backend) {
                     absl::StrAppend(out, backend->name());
                   })));
}

}  // namespace tenfold
