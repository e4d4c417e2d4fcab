#include "experiments/disc/wasm/output.h"

#include <string>

namespace tenfold {
namespace {

std::vector<char>& Output() {
  static std::vector<char>& output = *new std::vector<char>;
  return output;
}

std::string& Text() {
  static std::string& text = *new std::string;
  return text;
}

}  // namespace

std::string_view InputText() { return Text(); }

std::vector<float>& InputFloats() {
  static std::vector<float>& floats = *new std::vector<float>;
  return floats;
}

void SetOutputBytes(const void* bytes, size_t size) {
  const char* begin = static_cast<const char*>(bytes);
  Output().assign(begin, begin + size);
}

// Where the host writes so many bytes of text, or so many floats.
TENFOLD_EXPORT("input_text") char* ResizedText(int size) {
  Text().resize(size);
  return Text().data();
}
TENFOLD_EXPORT("input_floats") float* ResizedFloats(int count) {
  InputFloats().resize(count);
  return InputFloats().data();
}

TENFOLD_EXPORT("output") const char* OutputBytes() { return Output().data(); }
TENFOLD_EXPORT("output_size") int OutputSize() { return static_cast<int>(Output().size()); }

}  // namespace tenfold
