// Numbers as the kit writes them: bit patterns in hexadecimal, every NaN the same, or a hash of
// them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace tenfold::conformance {

using Json = nlohmann::ordered_json;

// 8 digits a float, 16 a double or a 64-bit word, 8 a 32-bit word, one after the other.
std::string Hex(const std::vector<float>& values);
std::string Hex(const std::vector<double>& values);
std::string Hex(const std::vector<uint32_t>& values);

// What Hex wrote. Throws std::invalid_argument if it is of no such length or has other digits.
std::vector<float> Floats(absl::string_view hex);
std::vector<double> Doubles(absl::string_view hex);
uint64_t Word64(absl::string_view hex);

// The first 16 digits of SHA-256 over the little-endian bytes, every NaN the same.
std::string Hash(const std::vector<float>& values);
std::string Hash(const std::vector<double>& values);
std::string Hash(const std::vector<int32_t>& values);

}  // namespace tenfold::conformance
