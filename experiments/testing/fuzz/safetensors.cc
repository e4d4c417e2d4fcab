// Named tensors as safetensors files.
#include "engine/framework/safetensors.h"

#include <cstdint>
#include <cstring>

#include "base/check.h"

namespace {

using namespace tenfold;

bool IsFloat(const NamedTensor& tensor) { return tensor.dtype == "F32"; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::StatusOr<Safetensors> file =
      ParseSafetensors({reinterpret_cast<const char*>(data), size}, "w.safetensors");
  if (!file.ok()) {
    TENFOLD_CHECK(file.status().message().find('\n') == absl::string_view::npos, "one line");
    return 0;
  }
  bool all_floats = true;
  for (const NamedTensor& tensor : file->tensors) {
    all_floats = all_floats && IsFloat(tensor);
    for (int dimension : tensor.shape) TENFOLD_CHECK(dimension >= 0, "dimensions");
    TENFOLD_CHECK(
        !IsFloat(tensor) || NumElements(tensor.shape) == static_cast<int64_t>(tensor.values.size()),
        "values");
    TENFOLD_CHECK(tensor.values.size() * sizeof(float) <= size, "no more than there is");
  }
  if (!all_floats) return 0;
  // What is read is written, and read again as it was.
  const absl::StatusOr<std::string> bytes = SafetensorsFile(*file);
  TENFOLD_CHECK(bytes.ok(), bytes.status().message());
  const absl::StatusOr<Safetensors> again = ParseSafetensors(*bytes, "w.safetensors");
  TENFOLD_CHECK(again.ok(), again.status().message());
  TENFOLD_CHECK(again->metadata == file->metadata, "metadata");
  TENFOLD_CHECK(again->tensors.size() == file->tensors.size(), "tensors");
  for (size_t i = 0; i < file->tensors.size(); ++i) {
    const NamedTensor &a = file->tensors[i], &b = again->tensors[i];
    TENFOLD_CHECK(a.name == b.name && a.shape == b.shape && a.values.size() == b.values.size() &&
                      (a.values.empty() || std::memcmp(a.values.data(), b.values.data(),
                                                       a.values.size() * sizeof(float)) == 0),
                  "a tensor");
  }
  return 0;
}
