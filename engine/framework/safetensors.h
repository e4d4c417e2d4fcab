// Named tensors as safetensors files, which PyTorch, JAX and others read and write: eight bytes
// with the length of a header (little-endian), the header as JSON, and the tensors' values.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/layers/shape.h"

namespace tenfold {

inline constexpr int64_t kMaxSafetensorsBytes = int64_t{1} << 32;
inline constexpr int64_t kMaxSafetensorsHeaderBytes = int64_t{16} << 20;

struct NamedTensor {
  std::string name;
  Shape shape;                // the empty shape is a single number
  std::vector<float> values;  // row-major; of a file's tensors only those of type F32 have them
  std::string dtype = "F32";
};

struct Safetensors {
  std::vector<NamedTensor> tensors;  // sorted by name where they come from a file
  std::map<std::string, std::string> metadata;
};

// The bytes of a file with float32 tensors: the same for the same content, with names sorted and
// values in that order. InvalidArgument names a tensor whose values are not as many as its shape
// says, whose name another one has, or a text that is no UTF-8.
absl::StatusOr<std::string> SafetensorsFile(const Safetensors& content);

// Reads the bytes of a file; `name` stands before what an error says, which is one line: a file
// that is cut or has more bytes than its tensors, a header of more than kMaxSafetensorsHeaderBytes
// or about ten thousand names, tensors that overlap or leave a gap, sizes that do not fit a shape
// or an unknown type. Tensors of other known types than F32 have a shape and no values.
absl::StatusOr<Safetensors> ParseSafetensors(absl::string_view bytes, absl::string_view name);

}  // namespace tenfold
