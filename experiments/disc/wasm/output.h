// How the module and who runs it exchange arrays: the host writes into the input, and reads what a
// call has left in the output.
#pragma once

#include <string_view>
#include <vector>

#define TENFOLD_EXPORT(name) extern "C" __attribute__((export_name(name)))

namespace tenfold {

std::string_view InputText();
std::vector<float>& InputFloats();

// `bytes` are kept.
void SetOutputBytes(const void* bytes, size_t size);

template <typename Array>
void SetOutput(const Array& values) {
  SetOutputBytes(values.data(), values.size() * sizeof(values[0]));
}

}  // namespace tenfold
