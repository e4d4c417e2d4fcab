#include <ATen/Version.h>
#include <dlfcn.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "baselines/libtorch/libtorch.h"
#include "third_party/libtorch_version.h"

namespace tenfold::libtorch {
namespace {

// The first line of what a function without arguments of a loaded library returns; "" if there is
// no such function.
std::string Call(const char* function) {
  using Function = const char* (*)();
  auto* const call = reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, function));
  return call == nullptr ? "" : std::string(absl::StripAsciiWhitespace(call()));
}

std::string Blas() {
  const std::string kernel = Call("openblas_get_corename");
  if (!kernel.empty()) return absl::StrCat(Call("openblas_get_config"), ", kernel ", kernel);
  return at::hasMKL() ? at::get_mkl_version() : "unknown";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> Versions() {
  return {{"libtorch", TENFOLD_LIBTORCH_VERSION},
          {"libtorch_blas", Blas()},
          {"libtorch_onednn", at::hasMKLDNN() ? at::get_mkldnn_version() : "none"}};
}

}  // namespace tenfold::libtorch
