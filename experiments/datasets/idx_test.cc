#include "experiments/datasets/idx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "experiments/datasets/testing/idx_bytes.h"

namespace tenfold {
namespace {

using ::testing::ElementsAre;

class IdxTest : public ::testing::Test {
 protected:
  // Reads a file with these bytes.
  absl::StatusOr<IdxArray> Read(const std::string& bytes, int rank = 3) {
    MakeFile(path_, bytes);
    Sha256 digest;
    absl::StatusOr<IdxArray> array = ReadIdx(path_, rank, digest);
    digest_ = digest.Hex();
    return array;
  }

  // The message about such a file, without the path that it begins with.
  std::string Error(const std::string& bytes, int rank = 3) {
    const absl::StatusOr<IdxArray> array = Read(bytes, rank);
    if (array.ok()) return "no error";
    const std::string message(array.status().message());
    EXPECT_EQ(message.substr(0, path_.size() + 2), path_ + ": ");
    EXPECT_EQ(message.find('\n'), std::string::npos);
    return message.substr(path_.size() + 2);
  }

  const std::string path_ = ::testing::TempDir() + "/idx/fi: le";
  const std::string whole_ = IdxBytes({2, 1, 3}, {1, 2, 3, 253, 254, 255});
  std::string digest_;
};

TEST_F(IdxTest, AnyRankIsTheFilesOwn) {
  EXPECT_THAT(Read(whole_, kAnyRank)->dimensions, ElementsAre(2, 1, 3));
  EXPECT_THAT(Read(IdxBytes({3}, {7, 8, 9}), kAnyRank)->values, ElementsAre(7, 8, 9));
  EXPECT_THAT(Read(IdxBytes({1, 2, 1, 1}, {7, 8}), kAnyRank)->dimensions, ElementsAre(1, 2, 1, 1));
  EXPECT_THAT(Error(IdxBytes({1, 1, 1, 1, 1}, {7}), kAnyRank), ::testing::HasSubstr("magic"));
}

TEST_F(IdxTest, PlainAndGzippedAgree) {
  for (const std::string& bytes : {whole_, Gzip(whole_)}) {
    const absl::StatusOr<IdxArray> array = Read(bytes);
    ASSERT_TRUE(array.ok()) << array.status();
    EXPECT_THAT(array->dimensions, ElementsAre(2, 1, 3));
    EXPECT_THAT(array->values, ElementsAre(1, 2, 3, 253, 254, 255));
    EXPECT_EQ(digest_, Sha256Hex(whole_));
  }
}

TEST_F(IdxTest, LargerThanOneBlock) {
  std::vector<uint8_t> values(3 << 20);
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<uint8_t>(i * i >> 8);
  const std::string bytes = IdxBytes({3 << 20}, values);
  for (const std::string& file : {bytes, Gzip(bytes)}) {
    const absl::StatusOr<IdxArray> array = Read(file, 1);
    ASSERT_TRUE(array.ok()) << array.status();
    EXPECT_EQ(array->values, values);
    EXPECT_EQ(digest_, Sha256Hex(bytes));
  }
}

TEST_F(IdxTest, NotAFile) {
  Sha256 digest;
  const std::string folder = ::testing::TempDir();
  const absl::Status missing = ReadIdx(folder + "/none", 3, digest).status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(missing.message(), folder + "/none: no such file");
  EXPECT_EQ(ReadIdx(folder, 3, digest).status().message(), folder + ": not a regular file");
  EXPECT_EQ(ReadIdx("/dev/zero", 3, digest).status().message(), "/dev/zero: not a regular file");
}

TEST_F(IdxTest, CannotBeRead) {
  // A regular file that nobody, not even root, can read from.
  Sha256 digest;
  const std::string path = "/proc/self/mem";
  EXPECT_EQ(ReadIdx(path, 3, digest).status().message(),
            path + ": cannot read: Input/output error");
}

TEST_F(IdxTest, WrongMagicNumber) {
  EXPECT_EQ(Error(IdxBytes({6}, {1, 2, 3, 4, 5, 6})),
            "wrong magic number: expected 0x00000803 (unsigned bytes, 3 dimensions), found "
            "0x00000801");
  EXPECT_EQ(Error(whole_, 1),
            "wrong magic number: expected 0x00000801 (unsigned bytes, 1 dimension), found "
            "0x00000803");
  EXPECT_EQ(Error(Gzip("\x89PNG")),
            "wrong magic number: expected 0x00000803 (unsigned bytes, 3 dimensions), found "
            "0x89504e47");
}

TEST_F(IdxTest, AbsurdDimensions) {
  const std::string expected = ": expected 1 to 1073741824 bytes in all";
  EXPECT_EQ(Error(IdxBytes({60000, 0, 28}, {})), "absurd dimensions 60000 x 0 x 28" + expected);
  EXPECT_EQ(Error(IdxBytes({4294967295, 28, 28}, {1})),
            "absurd dimensions 4294967295 x 28 x 28" + expected);
  // Products that overflow 32 and 64 bits, the latter to 0.
  EXPECT_EQ(Error(IdxBytes({65536, 65536, 1}, {1})),
            "absurd dimensions 65536 x 65536 x 1" + expected);
  EXPECT_EQ(Error(IdxBytes({1u << 31, 1u << 31, 4}, {1})),
            "absurd dimensions 2147483648 x 2147483648 x 4" + expected);
  EXPECT_EQ(Error(IdxBytes({(1 << 30) + 1}, {1}), 1), "absurd dimensions 1073741825" + expected);
}

TEST_F(IdxTest, CutShort) {
  EXPECT_EQ(Error(""), "cut short: expected a header of 16 bytes, found 0 bytes");
  EXPECT_EQ(Error(whole_.substr(0, 3)), "cut short: expected a header of 16 bytes, found 3 bytes");
  EXPECT_EQ(Error(whole_.substr(0, 15)),
            "cut short: expected a header of 16 bytes, found 15 bytes");
  EXPECT_EQ(Error(whole_.substr(0, whole_.size() - 1)),
            "cut short: expected 6 bytes (2 x 1 x 3) after the header, found 5");
  EXPECT_EQ(Error(Gzip(whole_.substr(0, 16))),
            "cut short: expected 6 bytes (2 x 1 x 3) after the header, found 0");
}

TEST_F(IdxTest, ClaimsMoreThanThereIs) {
  // A gigabyte, which is allowed, so only the content can tell.
  EXPECT_EQ(Error(IdxBytes({1 << 30}, {1, 2}), 1),
            "cut short: expected 1073741824 bytes (1073741824) after the header, found 2");
}

TEST_F(IdxTest, GzippedClaimsMoreThanItCanHold) {
  const std::string gzipped = Gzip(IdxBytes({1 << 30}, {1, 2}));
  EXPECT_EQ(Error(gzipped, 1),
            absl::StrCat("cut short: expected 1073741824 bytes (1073741824) after the header, more "
                         "than ",
                         gzipped.size(), " compressed bytes can hold"));
}

TEST_F(IdxTest, TrailingBytes) {
  EXPECT_EQ(Error(whole_ + "x"),
            "trailing bytes: expected the end after 6 bytes (2 x 1 x 3) and the header");
  EXPECT_EQ(Error(Gzip(whole_ + "x")),
            "trailing bytes: expected the end after 6 bytes (2 x 1 x 3) and the header");
}

TEST_F(IdxTest, DamagedGzipStream) {
  const std::string gzipped = Gzip(whole_);
  // The trailer is the CRC and the length, four bytes each.
  std::string wrong_sum = gzipped;
  wrong_sum[wrong_sum.size() - 8] ^= 1;
  EXPECT_EQ(Error(wrong_sum), "corrupt gzip stream: incorrect data check");
  std::string wrong_length = gzipped;
  wrong_length[wrong_length.size() - 1] ^= 1;
  EXPECT_EQ(Error(wrong_length), "corrupt gzip stream: incorrect length check");
  std::string wrong_block = gzipped;
  wrong_block[10] = 7;  // after the header of 10 bytes: a block of type 3, which there is not
  EXPECT_EQ(Error(wrong_block), "corrupt gzip stream: invalid block type");
}

TEST_F(IdxTest, GzipStreamCutAnywhere) {
  const std::string gzipped = Gzip(whole_);
  for (size_t size = 0; size < gzipped.size(); ++size) {
    EXPECT_NE(Error(gzipped.substr(0, size)), "no error") << size;
  }
  EXPECT_EQ(Error(gzipped.substr(0, gzipped.size() - 1)), "cut short: the gzip stream has no end");
}

}  // namespace
}  // namespace tenfold
