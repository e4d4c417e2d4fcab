#include "experiments/records/run_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "experiments/training/max_epochs.h"

namespace tenfold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::ordered_json;

RunRecord Example() {
  RunRecord record;
  record.run_id = "pairs/paper,epochs=2/cnn/eigen/seed-03";
  record.experiment = "pairs";
  record.preset = "paper";
  record.overrides = "epochs=2";
  record.variant = "cnn";
  record.engine = "eigen";
  record.seed = 3;
  record.hyperparameters = {{"learning_rate", 6e-4}, {"batch_size", 100}, {"head", "linear"}};
  record.dataset = "mnist";
  record.dataset_digest = "d1";
  record.train_loss = {0.1, 1.0 / 3.0};
  record.first_losses = {0.7, 1e-300, -0.0};
  record.train_accuracy = 1.0;
  record.test_accuracy = 0.8125;
  record.weights_digest = "d2";
  record.timing = {{"wall_time_s", 1.5}};
  record.provenance = {{"key", "k"}, {"host", "h"}};
  return record;
}

std::string Error(const Json& json) {
  const absl::StatusOr<RunRecord> record = RunRecordFromJson(json);
  if (record.ok()) return "no error";
  EXPECT_EQ(record.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(record.status().message());
}

// The example with one member set otherwise.
std::string ErrorWith(const std::string& name, const Json& value) {
  Json json = ToJson(Example());
  json[name] = value;
  return Error(json);
}

TEST(RunRecord, SurvivesJson) {
  const RunRecord record = Example();
  const absl::StatusOr<RunRecord> read = ParseRunRecord(ToJson(record).dump(2));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(ToJson(*read).dump(), ToJson(record).dump());
  EXPECT_EQ(read->train_loss, record.train_loss) << "every bit";
  EXPECT_TRUE(std::signbit(read->first_losses[2]));
  EXPECT_EQ(read->seed, 3);
  EXPECT_EQ(read->diverged_step, std::nullopt);
  EXPECT_EQ(read->hyperparameters.begin().key(), "learning_rate") << "the order stays";
}

TEST(RunRecord, DivergedRunHasNoAccuracies) {
  RunRecord record = Example();
  record.status = "diverged";
  record.diverged_step = 17;
  record.train_accuracy.reset();
  record.test_accuracy.reset();
  const absl::StatusOr<RunRecord> read = ParseRunRecord(ToJson(record).dump());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->status, "diverged");
  EXPECT_EQ(read->diverged_step, 17);
  EXPECT_EQ(read->train_accuracy, std::nullopt);
}

TEST(RunRecord, EarlyStopping) {
  RunRecord record = Example();
  record.early_stopping = {"patience", 3, 1, {0.5, INFINITY, 1.0 / 3.0}};
  const absl::StatusOr<RunRecord> read = ParseRunRecord(ToJson(record).dump());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->early_stopping->ended_by, "patience");
  EXPECT_EQ(read->early_stopping->epochs, 3);
  EXPECT_EQ(read->early_stopping->best_epoch, 1);
  EXPECT_EQ(read->early_stopping->held_out_loss[2], 1.0 / 3.0);
  EXPECT_TRUE(std::isnan(read->early_stopping->held_out_loss[1])) << "not finite";
  EXPECT_EQ(ToJson(*read).dump(), ToJson(record).dump());
  EXPECT_NE(ComparableLine(record), ComparableLine(Example()));
  Json early = ToJson(record)["early_stopping"];
  early["ended_by"] = "whim";
  EXPECT_EQ(ErrorWith("early_stopping", early),
            "field \"early_stopping\" is not ended by \"patience\" or \"epochs\"");
  early.erase("best_epoch");
  EXPECT_EQ(ErrorWith("early_stopping", early),
            "field \"early_stopping\": field \"best_epoch\" is missing");
  EXPECT_EQ(ErrorWith("early_stopping", 3), "field \"early_stopping\" is not an object");
}

TEST(RunRecord, OtherMetricsInPlaceOfAccuracies) {
  RunRecord record = Example();
  record.train_accuracy.reset();
  record.test_accuracy.reset();
  record.metrics = {{"train_rmse", 0.5}, {"test_rmse", 1.0 / 3.0}};
  record.network = "Linear(4, 16), ReLU(), Linear(16, 1)";
  const absl::StatusOr<RunRecord> read = ParseRunRecord(ToJson(record).dump());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(ToJson(*read).dump(), ToJson(record).dump());
  EXPECT_EQ(read->metrics.at("test_rmse").get<double>(), 1.0 / 3.0);
  EXPECT_EQ(read->network, record.network);
  RunRecord other = record;
  other.network = "Linear(4, 1)";
  EXPECT_NE(ComparableLine(other), ComparableLine(record));
  EXPECT_EQ(ErrorWith("metrics", {{"rmse", "small"}}),
            "field \"metrics\" is not an object of plain names with numbers");
  EXPECT_EQ(ErrorWith("network", "two\nlines"),
            "field \"network\" is not a line of at most 10000 printable characters");
  EXPECT_EQ(ErrorWith("network", std::string(10001, 'x')),
            "field \"network\" is not a line of at most 10000 printable characters");
}

TEST(RunRecord, FieldsInTheOrderOfTheStruct) {
  std::vector<std::string> names;
  const Json json = ToJson(Example());
  for (const auto& item : json.items()) names.push_back(item.key());
  EXPECT_THAT(names, ElementsAre("run_id", "experiment", "preset", "overrides", "variant", "engine",
                                 "seed", "hyperparameters", "dataset", "dataset_digest", "status",
                                 "diverged_step", "train_loss", "first_losses", "train_accuracy",
                                 "test_accuracy", "weights_digest", "timing", "provenance"));
}

TEST(RunRecord, EveryFieldIsWanted) {
  const Json whole = ToJson(Example());
  for (const auto& item : whole.items()) {
    Json json = whole;
    json.erase(item.key());
    if (item.key() == "diverged_step") {
      EXPECT_EQ(Error(json), "no error");
    } else if (item.key() == "train_accuracy" || item.key() == "test_accuracy") {
      EXPECT_EQ(Error(json), "status is \"ok\" but an accuracy is missing");
    } else {
      EXPECT_EQ(Error(json), "field \"" + item.key() + "\" is missing");
    }
  }
}

TEST(RunRecord, WrongTypesAndValues) {
  EXPECT_EQ(ErrorWith("run_id", 3), "field \"run_id\" is not a string");
  EXPECT_EQ(ErrorWith("weights_digest", nullptr), "field \"weights_digest\" is not a string");
  EXPECT_EQ(ErrorWith("seed", "3"), "field \"seed\" is not an integer from 0 to 2^63 - 1");
  EXPECT_EQ(ErrorWith("seed", 3.5), "field \"seed\" is not an integer from 0 to 2^63 - 1");
  EXPECT_EQ(ErrorWith("seed", std::numeric_limits<int64_t>::max()), "no error");
  EXPECT_EQ(ErrorWith("seed", std::numeric_limits<uint64_t>::max()),
            "field \"seed\" is not an integer from 0 to 2^63 - 1");
  EXPECT_EQ(ErrorWith("diverged_step", "3"),
            "field \"diverged_step\" is not an integer from 0 to 2^63 - 1");
  EXPECT_EQ(ErrorWith("hyperparameters", Json::array()),
            "field \"hyperparameters\" is not an object");
  EXPECT_EQ(ErrorWith("timing", 1), "field \"timing\" is not an object");
  EXPECT_EQ(ErrorWith("train_loss", 1.0), "field \"train_loss\" is not an array of numbers");
  EXPECT_EQ(ErrorWith("train_loss", {1.0, nullptr}),
            "field \"train_loss\" is not an array of numbers");
  EXPECT_EQ(ErrorWith("train_loss", Json::array()), "no error");
  EXPECT_EQ(ErrorWith("test_accuracy", 1.01),
            "field \"test_accuracy\" is not a number from 0 to 1");
  EXPECT_EQ(ErrorWith("test_accuracy", -0.01),
            "field \"test_accuracy\" is not a number from 0 to 1");
  EXPECT_EQ(ErrorWith("train_accuracy", "1"),
            "field \"train_accuracy\" is not a number from 0 to 1");
  EXPECT_EQ(ErrorWith("status", "fine"), "field \"status\" is neither \"ok\" nor \"diverged\"");
  EXPECT_EQ(ErrorWith("status", "diverged"),
            "status is \"diverged\" but \"diverged_step\" is missing");
  EXPECT_EQ(Error(Json::array({1})), "not a JSON object");
  EXPECT_EQ(Error(nullptr), "not a JSON object");
}

// What would be a path, markup, an option, a formula or code, or more than memory should hold.
TEST(RunRecord, HostileValues) {
  const std::string name =
      "\" is not a plain name: letters, digits and \"._,=+-\", at most 200, the first a letter or "
      "digit";
  for (const char* field : {"experiment", "preset", "overrides", "variant", "engine", "dataset",
                            "dataset_digest", "weights_digest"}) {
    for (const std::string& bad :
         {std::string("../../x"), std::string("/etc/passwd"), std::string("a/b"), std::string("-x"),
          std::string("=1+1"), std::string("a\nb"), std::string("a\0b", 3), std::string("a b"),
          std::string("<script>"), std::string("[x](javascript:1)"), std::string("a`b"),
          std::string("a|b"), std::string("it's"), std::string("\xc3\xa9"),
          std::string(201, 'a')}) {
      EXPECT_EQ(ErrorWith(field, bad), "field \"" + std::string(field) + name) << bad;
    }
    EXPECT_EQ(ErrorWith(field, std::string(200, 'a')), "no error");
  }
  EXPECT_EQ(ErrorWith("seed", -1), "field \"seed\" is not an integer from 0 to 2^63 - 1");
  EXPECT_EQ(ErrorWith("train_loss", std::vector<double>(kMaxEpochs)), "no error");
  EXPECT_EQ(ErrorWith("train_loss", std::vector<double>(kMaxEpochs + 1)),
            "field \"train_loss\" is not an array of at most 400000 numbers");
  EXPECT_EQ(ErrorWith("first_losses", std::vector<double>(1001)),
            "field \"first_losses\" is not an array of at most 1000 numbers");
  const std::string flat =
      "field \"hyperparameters\" is not an object of plain names with numbers, plain strings and "
      "booleans";
  EXPECT_EQ(ErrorWith("hyperparameters", {{"a", Json::array()}}), flat);
  EXPECT_EQ(ErrorWith("hyperparameters", {{"a", nullptr}}), flat);
  EXPECT_EQ(ErrorWith("hyperparameters", {{"a", "<b>"}}), flat);
  EXPECT_EQ(ErrorWith("hyperparameters", {{"<b>", 1}}), flat);
  for (const char* field : {"timing", "provenance"}) {
    EXPECT_EQ(ErrorWith(field, {{"a", std::vector<int>(900)}}), "no error");
    EXPECT_EQ(ErrorWith(field, {{"a", std::vector<int>(1100)}}),
              "field \"" + std::string(field) + "\" is not an object of at most 1000 values");
    EXPECT_EQ(ErrorWith(field, {{"a", std::vector<Json>(1100, Json::object())}}),
              "field \"" + std::string(field) + "\" is not an object of at most 1000 values");
  }
}

TEST(ParseRunRecord, NotJson) {
  const std::string text = ToJson(Example()).dump();
  for (const std::string& bad :
       {std::string(), std::string("{"), text.substr(0, text.size() - 1), text + "x",
        std::string("\0", 1), std::string("{\"run_id\": \"\xff\"}"),
        std::string("{\"seed\": 1e999}"), std::string("{\"seed\": NaN}")}) {
    EXPECT_EQ(ParseRunRecord(bad).status().message(), "not valid JSON") << bad;
  }
  EXPECT_EQ(ParseRunRecord("{\"seed\":1,\"seed\":2}").status().message(),
            "JSON with the name \"seed\" twice in one object");
}

TEST(ComparableLine, LeavesOutTimingAndProvenanceOnly) {
  const RunRecord record = Example();
  RunRecord other = record;
  other.timing["wall_time_s"] = 99;
  other.provenance["host"] = "elsewhere";
  EXPECT_EQ(ComparableLine(other), ComparableLine(record));
  EXPECT_THAT(ComparableLine(record), Not(HasSubstr("\n")));
  other.train_loss[1] = std::nextafter(other.train_loss[1], 1.0);
  EXPECT_NE(ComparableLine(other), ComparableLine(record)) << "one bit";
  other = record;
  other.hyperparameters["batch_size"] = 101;
  EXPECT_NE(ComparableLine(other), ComparableLine(record));
}

TEST(ComparableLine, IsTheSameAfterReading) {
  RunRecord record = Example();
  record.train_loss = {1e300, -1e-320, 0.1};
  const absl::StatusOr<RunRecord> read = ParseRunRecord(ComparableLine(record).insert(
      ComparableLine(record).size() - 1, ",\"timing\":{},\"provenance\":{}"));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(ComparableLine(*read), ComparableLine(record));
}

}  // namespace
}  // namespace tenfold
