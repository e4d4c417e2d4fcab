// The JSON of a file of measurements.
#pragma once

#include "base/check.h"
#include "experiments/measurements/file.h"

namespace tenfold::measurements {

template <typename T>
int FuzzParse(const uint8_t* data, size_t size) {
  const absl::StatusOr<T> value = Parse<T>({reinterpret_cast<const char*>(data), size});
  if (!value.ok()) {
    TENFOLD_CHECK(value.status().message().find('\n') == absl::string_view::npos, "one line");
    return 0;
  }
  const std::string text = ToText(ToJson(*value));
  const absl::StatusOr<T> again = Parse<T>(text);
  TENFOLD_CHECK(again.ok(), again.status().message());
  TENFOLD_CHECK(ToText(ToJson(*again)) == text, "the same when written and read again");
  return 0;
}

}  // namespace tenfold::measurements
