#include "experiments/datasets/npy_array.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>

#include "absl/strings/str_cat.h"

namespace tenfold {
namespace {

using ::testing::ElementsAre;

std::string Npy(const std::string& header, const std::string& data, char version = 1) {
  std::string bytes("\x93NUMPY", 6);
  bytes += version;
  bytes += '\0';
  const uint32_t size = static_cast<uint32_t>(header.size());
  bytes.append(reinterpret_cast<const char*>(&size), version == 1 ? 2 : 4);
  return bytes + header + data;
}

std::string Header(const std::string& type, const std::string& shape,
                   const std::string& order = "False") {
  return absl::StrCat("{'descr': '", type, "', 'fortran_order': ", order, ", 'shape': (", shape,
                      "), }   \n");
}

template <typename T>
std::string Bytes(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

template <typename T>
void ExpectRead(const char* type, bool is_integer) {
  const std::vector<T> values = {T(1), T(0), T(2.5), T(-3), T(4), T(100)};
  for (char version : {1, 2, 3}) {
    const absl::StatusOr<NpyArray> array =
        ParseNpy(Npy(Header(type, "2, 3"), Bytes(values), version), "x.npy");
    ASSERT_TRUE(array.ok()) << array.status();
    EXPECT_THAT(array->shape, ElementsAre(2, 3));
    EXPECT_EQ(array->is_integer, is_integer);
    EXPECT_EQ(array->values, std::vector<double>(values.begin(), values.end())) << type;
  }
}

std::string ErrorOf(const std::string& bytes) {
  return std::string(ParseNpy(bytes, "x.npy").status().message());
}

TEST(ParseNpy, ReadsEveryType) {
  ExpectRead<float>("<f4", false);
  ExpectRead<double>("<f8", false);
  ExpectRead<int8_t>("|i1", true);
  ExpectRead<int16_t>("<i2", true);
  ExpectRead<int32_t>("<i4", true);
  ExpectRead<int64_t>("<i8", true);
  ExpectRead<uint8_t>("|u1", true);
  ExpectRead<uint16_t>("<u2", true);
  ExpectRead<uint32_t>("<u4", true);
  EXPECT_THAT(ParseNpy(Npy(Header("|b1", "2,"), std::string("\0\1", 2)), "x")->values,
              ElementsAre(0, 1));
  EXPECT_THAT(ParseNpy(Npy(Header("<u8", "1,"), Bytes<uint64_t>({7})), "x")->values,
              ElementsAre(7));
  EXPECT_THAT(ParseNpy(Npy(Header("<f4", "1, 1, 2, 1"), Bytes<float>({7, 8})), "x")->shape,
              ElementsAre(1, 1, 2, 1));
}

TEST(ParseNpy, SaysWhatIsWrong) {
  EXPECT_EQ(ErrorOf("a,b\n1,2\n"), "x.npy: is no .npy file: wants one that numpy.save wrote");
  EXPECT_EQ(ErrorOf(Npy(Header("<f4", "1,"), "", 4)), "x.npy: is of format 4, wants 1 to 3");
  EXPECT_EQ(ErrorOf(Npy(Header("<f4", "2,"), Bytes<float>({1}))),
            "x.npy: has 4 bytes of values, wants 8 for shape [2]");
  EXPECT_EQ(ErrorOf(Npy(Header("<f4", "1,"), Bytes<float>({1, 2}))),
            "x.npy: has 8 bytes of values, wants 4 for shape [1]");
  const std::string whole = Npy(Header("<f4", "1,"), "");
  EXPECT_EQ(ErrorOf(whole.substr(0, 40)), "x.npy: is cut short: its header is not whole");
  EXPECT_EQ(ErrorOf(Npy(Header("<c8", "1,"), "")),
            "x.npy: holds values of type \"<c8\", wants float32, float64, integers or booleans, "
            "little-endian");
  EXPECT_EQ(ErrorOf(Npy(Header(">f4", "1,"), "")).find("x.npy: holds values of type \">f4\""), 0u);
  EXPECT_EQ(ErrorOf(Npy(Header("<f4", "2, 2", "True"), "")),
            "x.npy: is in Fortran order, wants C order (numpy.ascontiguousarray)");
  for (const char* shape : {"", "0,", "-1,", "3, x", "99999999999,", "1048576, 1048576",
                            "1, 1, 1, 1, 1, 1, 1, 1, 1", "3\n, x"}) {
    const std::string error = ErrorOf(Npy(Header("<f4", shape), ""));
    EXPECT_EQ(error.find("x.npy: has shape \""), 0u) << error;
    EXPECT_EQ(error.find('\n'), std::string::npos) << error;
  }
  EXPECT_EQ(ErrorOf(Npy("{}", "")), "x.npy: has a header without type or order");
  for (float value : {std::numeric_limits<float>::infinity(), std::nanf("")}) {
    EXPECT_EQ(ErrorOf(Npy(Header("<f4", "2,"), Bytes<float>({1, value})))
                  .find("x.npy: value 1 (counted from 0) is "),
              0u);
  }
  EXPECT_EQ(ErrorOf(Npy(Header("<f8", "1,"), Bytes<double>({1e39}))),
            "x.npy: value 0 (counted from 0) is 1e+39, wants a finite number");
  EXPECT_EQ(ErrorOf(Npy(Header("<i8", "1,"), Bytes<int64_t>({int64_t{1} << 60}))),
            "x.npy: value 0 (counted from 0) is 1.15292e+18, wants at most 2^53");
}

}  // namespace
}  // namespace tenfold
