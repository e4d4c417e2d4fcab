#include "base/text/digest.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tenfold {
namespace {

// The examples that NIST publishes with FIPS 180-4.
TEST(Sha256, KnownAnswers) {
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PiecesMakeNoDifference) {
  Sha256 digest;
  digest.Add("a");
  digest.Add("");
  EXPECT_EQ(digest.Hex(), Sha256Hex("a"));
  EXPECT_EQ(digest.Hex(), Sha256Hex("a")) << "asking changes nothing";
  digest.Add("bc");
  EXPECT_EQ(digest.Hex(), Sha256Hex("abc"));
}

TEST(Sha256, BeginsAnew) {
  Sha256 digest;
  for (const char* text : {"a", "", "abc"}) {
    digest.Add(text);
    EXPECT_EQ(digest.Finish(), Sha256Hex(text));
  }
}

TEST(Sha256, NumbersAreLittleEndian) {
  Sha256 integers;
  integers.AddNumbers<uint16_t>({0x0102, 0x0304});
  EXPECT_EQ(integers.Hex(), Sha256Hex("\x02\x01\x04\x03"));
  Sha256 floats;
  floats.AddNumbers<float>({1.0f});  // 0x3f800000
  EXPECT_EQ(floats.Hex(), Sha256Hex(absl::string_view("\x00\x00\x80\x3f", 4)));
}

TEST(Sha256, TellsZeroFromNegativeZero) {
  Sha256 positive, negative;
  positive.AddNumbers<float>({0.0f});
  negative.AddNumbers<float>({-0.0f});
  EXPECT_NE(positive.Hex(), negative.Hex());
}

}  // namespace
}  // namespace tenfold
