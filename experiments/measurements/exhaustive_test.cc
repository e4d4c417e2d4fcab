#include "experiments/measurements/exhaustive.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"
#include "experiments/measurements/file.h"

namespace tenfold::measurements {
namespace {

using Json = nlohmann::ordered_json;

Exhaustive Made() {
  Exhaustive file;
  file.provenance = {"c", "d", 1, "g++", {{"abseil", "1"}}, "a processor", std::nullopt};
  file.dataset_digest = "e";
  file.test_pairs = 1000;
  file.digits = 10000;
  file.checked_pairs = 20000;
  std::vector<int64_t> resampled;
  for (int64_t i = 0; i < 30; ++i) resampled.push_back(12000000 + i);
  file.settings = {{"pairs/paper/mlp",
                    {{0, "0123456789abcdef", 160, 15999999, 0, resampled},
                     {1, "0123456789abcdef", 150, 15888888, 0, resampled}}},
                   {"pairs/paper/cnn", {}}};
  return file;
}

TEST(ExhaustiveFile, ResamplesAreLines) {
  const std::string text = ToText(ToJson(Made()));
  EXPECT_TRUE(absl::StrContains(text, "\"12000025 12000026 12000027 12000028 12000029\"\n"))
      << text;
  const absl::StatusOr<Exhaustive> read = Parse<Exhaustive>(text);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->settings[0].networks[1].resampled, Made().settings[0].networks[1].resampled);
  EXPECT_EQ(ToText(ToJson(*read)), text);
}

std::string ErrorWith(const char* pointer, const Json& value) {
  Json json = ToJson(Made());
  json[Json::json_pointer(pointer)] = value;
  return std::string(FromJson<Exhaustive>(json).status().message());
}

TEST(ExhaustiveFile, ErrorsSayWhereAndWhat) {
  for (const char* wrong : {"", "1 2 -3", "1 2.5", "1  2", "01", "3600000001", "1 2 "}) {
    EXPECT_EQ(ErrorWith("/settings/0/networks/1/resampled/1", wrong),
              "\"settings[0].networks[1].resampled[1]\" is not integers from 0 on")
        << wrong;
  }
  EXPECT_EQ(ErrorWith("/settings/0/networks/0/weights_digest", "0123456789abcdeg"),
            "\"settings[0].networks[0].weights_digest\" is not 16 hexadecimal digits");
  EXPECT_EQ(ErrorWith("/settings/0/networks/1/seed", 0),
            "\"settings[0].networks\" is not networks with ascending seeds");
  EXPECT_EQ(ErrorWith("/settings/0/setting", "pairs"),
            "\"settings[0].setting\" is not a name such as pairs/paper/mlp-shared-aux");
  EXPECT_EQ(ErrorWith("/digits", 60001), "\"digits\" is not an integer from 1 to 60000");
  const std::string inconsistent =
      "\"settings\" is not settings, at least one, whose networks have equally many resamples and "
      "are not more often wrong than asked";
  EXPECT_EQ(ErrorWith("/settings", Json::array()), inconsistent);
  EXPECT_EQ(ErrorWith("/settings/0/networks/0/resampled/1", "1 2 3 4"), inconsistent);
  EXPECT_EQ(ErrorWith("/settings/0/networks/0/wrong", 100000001), inconsistent);
  EXPECT_EQ(ErrorWith("/settings/0/networks/0/wrong_of_run", 1001), inconsistent);
  EXPECT_EQ(ErrorWith("/settings/0/networks/0/different", 20001), inconsistent);
}

}  // namespace
}  // namespace tenfold::measurements
