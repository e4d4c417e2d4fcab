#include "base/text/gzip.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace tenfold {
namespace {

constexpr int64_t kMany = int64_t{1} << 30;

// Text of several blocks that does not compress to nothing.
std::string LongText() {
  std::string text;
  uint32_t state = 1;
  while (text.size() < 3'000'000) {
    state = state * 1664525u + 1013904223u;
    text += std::to_string(state);
    text += '\n';
  }
  return text;
}

TEST(Gzip, IsReadAsItWas) {
  for (const std::string& text : {std::string(), std::string("a"), std::string(3, '\0'),
                                  std::string(1'000'000, 'x'), LongText()}) {
    const std::string bytes = Gzip(text);
    EXPECT_TRUE(IsGzip(bytes));
    const absl::StatusOr<std::string> read = Gunzip(bytes, kMany);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_TRUE(*read == text) << text.size();
  }
  EXPECT_FALSE(IsGzip("{}"));
  EXPECT_FALSE(IsGzip(""));
}

// RFC 1952: no flags, no time, an unknown system.
TEST(Gzip, HeaderHasNoNameAndNoTime) {
  const std::string bytes = Gzip("text");
  EXPECT_EQ(bytes.substr(0, 4), std::string("\x1f\x8b\x08\x00", 4));
  EXPECT_EQ(bytes.substr(4, 4), std::string(4, '\0'));
  EXPECT_EQ(bytes[9], '\xff');
  EXPECT_EQ(Gzip("text"), bytes);
}

TEST(Gunzip, MembersBehindEachOther) {
  EXPECT_EQ(*Gunzip(Gzip("a\n") + Gzip("b\n"), kMany), "a\nb\n");
}

TEST(Gunzip, WhatIsWrong) {
  const std::string text = LongText(), bytes = Gzip(text);
  const auto error = [](const std::string& damaged, int64_t most = kMany) {
    return std::string(Gunzip(damaged, most).status().message());
  };
  for (size_t size : {size_t{0}, size_t{2}, size_t{9}, size_t{20}, bytes.size() - 1})
    EXPECT_EQ(error(bytes.substr(0, size)), "gzip stream breaks off") << size;
  std::string damaged = bytes;
  damaged[bytes.size() - 6] ^= 1;
  EXPECT_EQ(error(damaged), "corrupt gzip stream: incorrect data check");
  EXPECT_EQ(error("no gzip"), "corrupt gzip stream: incorrect header check");
  EXPECT_EQ(error(bytes + "more"), "corrupt gzip stream: incorrect header check");
  EXPECT_EQ(error(Gzip(std::string(2'000'000, 'x')), 1'000'000),
            "decompressed larger than the 1000000 bytes that are allowed");
}

}  // namespace
}  // namespace tenfold
