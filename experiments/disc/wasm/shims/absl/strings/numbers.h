#pragma once

#include <charconv>
#include <string_view>
#include <system_error>

namespace absl {

template <typename Integer>
bool SimpleAtoi(std::string_view text, Integer* number) {
  const char* end = text.data() + text.size();
  const std::from_chars_result result = std::from_chars(text.data(), end, *number);
  return result.ec == std::errc() && result.ptr == end;
}

}  // namespace absl
