#include "experiments/records/sealed_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/text/digest.h"

namespace tenfold {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

RunRecord Record() {
  RunRecord record;
  record.run_id = "disc/paper/depth-3/simd/seed-00";
  record.hyperparameters = {{"epochs", 2}, {"learning_rate", 0.1}};
  record.train_loss = {0.5, 1.0 / 3.0, 1e-30};
  record.train_accuracy = 0.75;
  record.test_accuracy = 0.5;
  record.weights_digest = "d";
  record.provenance["key"] = "k";
  record.provenance["host"] = "\xff is no UTF-8";
  return record;
}

TEST(SealedRecord, IsReadAsItWasWritten) {
  const absl::StatusOr<RunRecord> text = ParseSealedText(SealedText(Record()));
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(SealedLine(*text), SealedLine(Record()));
  const absl::StatusOr<RunRecord> line = ParseSealedLine(SealedLine(Record()), Unsealed::kRefused);
  ASSERT_TRUE(line.ok()) << line.status();
  EXPECT_EQ(SealedText(*line), SealedText(Record()));
}

TEST(SealedRecord, ChecksumIsOfTheLineWithoutIt) {
  const std::string content =
      ToJson(Record()).dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
  const std::string checksum = absl::StrCat(",\"checksum\":\"", Sha256Hex(content), "\"}");
  EXPECT_THAT(SealedLine(Record()), EndsWith(checksum));
  EXPECT_EQ(absl::StrReplaceAll(SealedLine(Record()), {{checksum, "}"}}), content);
}

TEST(SealedRecord, EveryFlippedBitAndEveryCutIsNoticed) {
  const std::string text = SealedText(Record());
  for (size_t i = 0; i < text.size(); ++i) {
    EXPECT_FALSE(ParseSealedText(text.substr(0, i)).ok()) << i;
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = text;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
      EXPECT_FALSE(ParseSealedText(flipped).ok()) << flipped;
    }
  }
}

// Of a line it is noticed but for what takes the checksum's own name away.
TEST(SealedRecord, EveryFlippedBitOfALineIsNoticed) {
  const std::string line = SealedLine(Record());
  const size_t name = line.rfind("\"checksum\":");
  for (size_t i = 0; i < line.size(); ++i) {
    if (i >= name && i < name + 11) continue;
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = line;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
      EXPECT_FALSE(ParseSealedLine(flipped, Unsealed::kRead).ok()) << flipped;
    }
  }
}

TEST(SealedRecord, ALineWithoutChecksumIsReadOrRefused) {
  RunRecord record = Record();
  record.provenance.erase("host");
  const std::string line = ToJson(record).dump();
  EXPECT_TRUE(ParseSealedLine(line, Unsealed::kRead).ok());
  EXPECT_EQ(ParseSealedLine(line, Unsealed::kRefused).status().message(),
            "field \"checksum\" is missing");
}

TEST(SealedRecord, SaysWhatIsWrong) {
  const std::string text = SealedText(Record());
  const auto message = [](const std::string& changed) {
    return std::string(ParseSealedText(changed).status().message());
  };
  EXPECT_EQ(message(ToJson(Record()).dump(2, ' ', true,
                                          nlohmann::ordered_json::error_handler_t::replace)),
            "field \"checksum\" is missing");
  EXPECT_THAT(message(absl::StrReplaceAll(text, {{"0.75", "0.95"}})), HasSubstr("edited"));
  EXPECT_THAT(message(absl::StrReplaceAll(text, {{"\n}", ",\n  \"more\": 1\n}"}})),
              HasSubstr("edited"));
  EXPECT_THAT(message("{}"), HasSubstr("field \"run_id\" is missing"));
}

// Records outlast a change of what records hold.
TEST(SealedRecord, MembersThatAreNotKnownAreAllowedIfTheyAreSealed) {
  RunRecord record = Record();
  record.provenance.erase("host");
  nlohmann::ordered_json json = ToJson(record);
  json["added_later"] = 1;
  json["checksum"] = Sha256Hex(json.dump());
  EXPECT_TRUE(ParseSealedText(json.dump(2) + "\n").ok());
  EXPECT_TRUE(ParseSealedLine(json.dump(), Unsealed::kRead).ok());
  json["added_later"] = 2;
  EXPECT_FALSE(ParseSealedLine(json.dump(), Unsealed::kRead).ok());
}

}  // namespace
}  // namespace tenfold
