#include "experiments/records/npy.h"

#include <gtest/gtest.h>

#include <climits>
#include <string>
#include <vector>

namespace tenfold {
namespace {

// The file for zeros of this shape, without its values.
std::string Header(const std::vector<int>& shape, int elements) {
  const std::string bytes = *NpyFile(std::vector<float>(elements), shape);
  return bytes.substr(0, bytes.size() - 4 * elements);
}

// From the format's description, NEP 1: magic string, version 1.0, the header's length in
// little-endian order, a Python dictionary padded with blanks and ended by a newline so that the
// values are aligned, the values.
TEST(Npy, EveryByteOfASmallArray) {
  const std::vector<float> values = {1.0f, -2.0f};
  const std::string dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }";
  const std::string expected = std::string("\x93NUMPY\x01\x00\x76\x00", 10) + dictionary +
                               std::string(128 - 10 - dictionary.size() - 1, ' ') + "\n" +
                               std::string("\x00\x00\x80\x3f\x00\x00\x00\xc0", 8);
  EXPECT_EQ(*NpyFile(values, {2, 1}), expected);
}

TEST(Npy, ShapesAreWrittenAsPythonTuples) {
  EXPECT_NE(Header({}, 1).find("'shape': (), }"), std::string::npos);
  EXPECT_NE(Header({3}, 3).find("'shape': (3,), }"), std::string::npos);
  EXPECT_NE(Header({3, 4}, 12).find("'shape': (3, 4), }"), std::string::npos);
  EXPECT_NE(Header({2, 3, 1, 5}, 30).find("'shape': (2, 3, 1, 5), }"), std::string::npos);
}

TEST(Npy, HeaderIsAMultipleOf64BytesForEveryLengthOfShape) {
  for (int rank = 0; rank < 70; ++rank) {
    const std::string header = Header(std::vector<int>(rank, 1), 1);
    EXPECT_EQ(header.size() % 64, 0u);
    const auto byte = [&](int i) { return static_cast<unsigned char>(header[i]); };
    EXPECT_EQ(byte(8) + 256u * byte(9), header.size() - 10);
    EXPECT_EQ(header.back(), '\n');
  }
}

TEST(Npy, WrongNumberOfValues) {
  const std::vector<float> values(6);
  EXPECT_EQ(NpyFile(values, {2, 4}).status().message(),
            "6 values do not make an array of shape [2, 4]");
  for (const std::vector<int>& shape : std::vector<std::vector<int>>{
           {}, {5}, {2, 2}, {-2, -3}, {6, 0}, {INT_MAX, INT_MAX, INT_MAX}}) {
    EXPECT_EQ(NpyFile(values, shape).status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_FALSE(NpyFile({}, {2}).ok());
}

}  // namespace
}  // namespace tenfold
