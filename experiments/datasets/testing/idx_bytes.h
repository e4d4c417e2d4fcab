// Makes small IDX files for tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tenfold {

// A whole IDX file of unsigned bytes; the values need not fit the dimensions.
std::string IdxBytes(const std::vector<uint32_t>& dimensions, const std::vector<uint8_t>& values);

// The same bytes as a gzip stream.
std::string Gzip(const std::string& bytes);

// Writes a file and creates the folders above it; aborts if that fails.
void MakeFile(const std::string& path, const std::string& bytes);

}  // namespace tenfold
