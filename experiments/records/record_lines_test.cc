#include "experiments/records/record_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "experiments/records/sealed_record.h"

namespace tenfold {
namespace {

using testing::HasSubstr;

RunRecord Whole(int64_t seed) {
  RunRecord record;
  record.run_id = absl::StrFormat("pairs/paper,epochs=2/cnn/simd/seed-%02d", seed);
  record.experiment = "pairs";
  record.preset = "paper";
  record.overrides = "epochs=2";
  record.variant = "cnn";
  record.engine = "simd";
  record.seed = seed;
  record.hyperparameters = {{"epochs", 2}, {"learning_rate", 6e-4}};
  record.dataset = "mnist";
  record.dataset_digest = "d";
  record.train_loss = {0.7, 0.6};
  record.first_losses = {0.75, 0.74};
  record.train_accuracy = 0.875;
  record.test_accuracy = 0.8125;
  record.weights_digest = absl::StrCat("w", seed);
  record.timing = {{"training_time_s", 0.1}};
  record.provenance = {{"key", absl::StrCat("k", seed)}, {"commit", "abc"}};
  return record;
}

RunRecord Short(int64_t seed) {
  RunRecord record = Whole(seed);
  record.train_loss.clear();
  record.first_losses.clear();
  record.timing = nlohmann::ordered_json::object();
  record.provenance.erase("key");
  return record;
}

// What was written is read again, field by field.
void ExpectRoundTrip(const std::vector<RunRecord>& records) {
  const absl::StatusOr<std::vector<RunRecord>> read =
      ParseRecordLines(RecordLines(records), Unsealed::kRefused);
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->size(), records.size());
  for (size_t i = 0; i < records.size(); ++i)
    EXPECT_EQ(ToJson((*read)[i]).dump(), ToJson(records[i]).dump());
}

// As editors and tools of other systems leave them.
TEST(RecordLines, LineEndsByteOrderMarkAndBlankLines) {
  const std::string lines = RecordLines({Whole(0), Short(10)});
  const std::string with_returns = absl::StrReplaceAll(lines, {{"\n", "\r\n"}});
  for (const std::string& text :
       {"\xef\xbb\xbf" + lines, with_returns, lines + "\n", lines + "\r\n \n", "\n" + lines,
        "\xef\xbb\xbf" + with_returns + "\r\n", lines.substr(0, lines.size() - 1)}) {
    const absl::StatusOr<std::vector<RunRecord>> read = ParseRecordLines(text);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(RecordLines(*read), lines);
  }
  EXPECT_THAT(std::string(ParseRecordLines("\n\nx\n").status().message()),
              testing::StartsWith("3: no run record: "));
  EXPECT_EQ(ParseRecordLines("\r\n")->size(), 0);
}

TEST(RecordLines, ShortWhereThatLosesNothing) {
  EXPECT_EQ(RecordLines({Whole(0), Short(10)}),
            SealedLine(Whole(0)) +
                "\n{\"like\":\"pairs/paper,epochs=2/cnn/simd/seed-00\",\"seed\":10,"
                "\"weights_digest\":\"w10\",\"checksum\":\"" +
                ChecksumOf(Short(10)) + "\"}\n");
  RunRecord digest = Short(11);
  digest.dataset_digest = "other";
  digest.test_accuracy = 0.5;
  RunRecord diverged = Short(12);
  diverged.status = "diverged";
  diverged.diverged_step = 7;
  diverged.train_accuracy.reset();
  diverged.test_accuracy.reset();
  RunRecord later = Short(13);
  later.provenance["commit"] = "def";
  const std::vector<RunRecord> records = {Whole(0), Short(1), digest, diverged, later, Short(1000)};
  const std::string lines = RecordLines(records);
  EXPECT_THAT(lines, HasSubstr("\"seed\":11,\"dataset_digest\":\"other\",\"test_accuracy\":0.5,"));
  EXPECT_THAT(lines, HasSubstr("\"seed\":12,\"status\":\"diverged\",\"diverged_step\":7,"));
  EXPECT_THAT(lines, HasSubstr("\"weights_digest\":\"w13\",\"commit\":\"def\""));
  ExpectRoundTrip(records);
}

TEST(RecordLines, WholeWhereThatWouldLoseSomething) {
  RunRecord hyperparameters = Short(10), provenance = Short(11), timing = Short(12);
  RunRecord key = Short(16);
  key.provenance["key"] = "k16";
  hyperparameters.hyperparameters["epochs"] = 3;
  provenance.provenance["compiler"] = "def";
  timing.timing["training_time_s"] = 0.2;
  RunRecord elsewhere = Short(13);
  elsewhere.run_id = "elsewhere/seed-13";
  RunRecord other_engine = Short(14);
  other_engine.engine = "eigen";
  for (const RunRecord& record :
       {hyperparameters, provenance, timing, elsewhere, other_engine, key, Whole(15)}) {
    EXPECT_EQ(RecordLines({Whole(0), record}),
              SealedLine(Whole(0)) + "\n" + SealedLine(record) + "\n");
  }
  RunRecord zero = Whole(0), minus_zero = Short(10);
  zero.test_accuracy = 0.0;
  minus_zero.test_accuracy = -0.0;
  ExpectRoundTrip({zero, minus_zero});
  // None to be like, or one that is no better.
  EXPECT_EQ(RecordLines({Short(10), Short(11)}),
            SealedLine(Short(10)) + "\n" + SealedLine(Short(11)) + "\n");
}

TEST(ParseRecordLines, ShortLinesBeforeWhatTheyAreLike) {
  const std::string lines = RecordLines({Whole(0), Short(10)});
  const size_t second = lines.find('\n') + 1;
  const absl::StatusOr<std::vector<RunRecord>> read =
      ParseRecordLines(lines.substr(second) + lines.substr(0, second));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(ToJson((*read)[1]).dump(), ToJson(Short(10)).dump());
}

TEST(ParseRecordLines, AnEditOfAShortLineOrOfWhatItIsLikeIsNoticed) {
  RunRecord other = Whole(0);
  other.hyperparameters["epochs"] = 3;
  const std::string lines = RecordLines({Whole(0), Short(10)});
  const std::string line = lines.substr(lines.find('\n') + 1);
  const auto error = [&](const std::string& text, Unsealed unsealed) {
    return std::string(ParseRecordLines(text, unsealed).status().message());
  };
  const std::string whole = SealedLine(Whole(0)) + "\n";
  EXPECT_EQ(error(whole + line, Unsealed::kRefused), "");
  EXPECT_THAT(error(whole + absl::StrReplaceAll(line, {{":10,", ":11,"}}), Unsealed::kRead),
              HasSubstr("2: no run record: not what its checksum says"));
  EXPECT_THAT(error(SealedLine(other) + "\n" + line, Unsealed::kRead),
              HasSubstr("2: no run record: not what its checksum says"));
  const std::string unsealed = line.substr(0, line.find(",\"checksum\"")) + "}\n";
  EXPECT_EQ(error(whole + unsealed, Unsealed::kRead), "");
  EXPECT_EQ(error(whole + unsealed, Unsealed::kRefused),
            "2: no run record: field \"checksum\" is missing");
  EXPECT_EQ(error(ToJson(Whole(0)).dump() + "\n", Unsealed::kRefused),
            "1: no run record: field \"checksum\" is missing");
}

TEST(ParseRecordLines, Errors) {
  const std::string whole = SealedLine(Whole(0)) + "\n";
  const auto error = [&](const std::string& line) {
    return std::string(ParseRecordLines(whole + line).status().message());
  };
  const std::string like = R"({"like":"pairs/paper,epochs=2/cnn/simd/seed-00")";
  EXPECT_EQ(error(R"({"like":"a/seed-00","seed":1})"),
            "2: no run record: it is like \"a/seed-00\", which is no whole record of this file");
  EXPECT_EQ(error(R"({"like":7,"seed":1})"), "2: no run record: field \"like\" is not a string");
  EXPECT_EQ(error(like + "}"), "2: no run record: field \"seed\" is missing");
  EXPECT_EQ(error(like + R"(,"seed":1,"variant":"mlp"})"),
            "2: no run record: a short record has no field \"variant\"");
  EXPECT_EQ(error(like + R"(,"seed":1,"test_accuracy":2})"),
            "2: no run record: field \"test_accuracy\" is not a number from 0 to 1");
  EXPECT_EQ(error(like + R"(,"seed":1,"status":"diverged"})"),
            "2: no run record: status is \"diverged\" but \"diverged_step\" is missing");
  EXPECT_EQ(error("[1]"), "2: no run record: not a JSON object");
  EXPECT_EQ(error("{"), "2: no run record: not valid JSON");
  // A short line is no record to be like.
  EXPECT_THAT(error(like + ",\"seed\":1}\n" +
                    R"({"like":"pairs/paper,epochs=2/cnn/simd/seed-01","seed":2})"),
              HasSubstr("3: no run record: it is like"));
}

TEST(ParseRecordLines, ShortLinesDoNotFillTheMemory) {
  RunRecord large = Whole(0);
  large.provenance["commit"] = std::string(15 << 20, 'x');
  std::string text = SealedLine(large) + "\n";
  for (int seed = 1; seed <= 80; ++seed) {
    absl::StrAppend(&text, R"({"like":"pairs/paper,epochs=2/cnn/simd/seed-00","seed":)", seed,
                    "}\n");
  }
  EXPECT_EQ(ParseRecordLines(text).status().message(),
            "70: no run record: short records up to here repeat more than 1073741824 bytes of "
            "whole ones");
}

}  // namespace
}  // namespace tenfold
