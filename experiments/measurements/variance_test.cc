#include "experiments/measurements/variance.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"
#include "experiments/measurements/file.h"
#include "experiments/measurements/testing/mutants.h"

namespace tenfold::measurements {
namespace {

using Json = nlohmann::ordered_json;

Variance Made() {
  Variance file;
  file.provenance = {"c", "d", 1, "g++", {{"abseil", "1"}}, "a processor", std::nullopt};
  file.dataset_digest = "e";
  file.test_pairs = 1000;
  file.test_draws = 20;
  file.settings = {{"pairs/paper/mlp", {{160, {1, 2, 3, 4, 5, 6, 7, 8}, {9, 8, 7, 6, 5, 4, 3, 2}}}},
                   {"pairs/paper/cnn", {}}};
  return file;
}

TEST(VarianceFile, AReplicateIsALine) {
  const std::string text = ToText(ToJson(Made()));
  EXPECT_TRUE(absl::StrContains(text, "\n    \"160 1 2 3 4 5 6 7 8 9 8 7 6 5 4 3 2\"\n")) << text;
  const absl::StatusOr<Variance> read = Parse<Variance>(text);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->settings[0].replicates[0].any_draws[7], 2);
  EXPECT_EQ(ToText(ToJson(*read)), text);
}

std::string ErrorWith(const char* pointer, const Json& value) {
  Json json = ToJson(Made());
  json[Json::json_pointer(pointer)] = value;
  return std::string(FromJson<Variance>(json).status().message());
}

TEST(VarianceFile, ErrorsSayWhereAndWhat) {
  for (const char* wrong :
       {"160 1 2 3 4 5 6 7 8 9 8 7 6 5 4 3", "160 1 2 3 4 5 6 7 8 9 8 7 6 5 4 3 2 1",
        "160 1 2 3 4 5 6 7 8 9 8 7 6 5 4 3 -2", "160 1 2 3 4 5 6 7 8 9 8 7 6 5 4 3 2.5",
        "160 1 2 3 4 5 6 7 8 9 8 7 6 5 4 3 02", "160  1 2 3 4 5 6 7 8 9 8 7 6 5 4 3", "",
        "160 1 2 3 4 5 6 7 8 9 8 7 6 5 4 3 1000000000000001"}) {
    EXPECT_EQ(ErrorWith("/settings/0/replicates/0", wrong),
              "\"settings[0].replicates[0]\" is not 17 integers from 0 on")
        << wrong;
  }
  EXPECT_EQ(ErrorWith("/settings/0/setting", "pairs"),
            "\"settings[0].setting\" is not a name such as pairs/paper/mlp-shared-aux");
  EXPECT_EQ(ErrorWith("/settings", Json::array()),
            "\"settings\" is not an array of settings, at least one");
  EXPECT_EQ(ErrorWith("/test_draws", 1), "\"test_draws\" is not an integer from 2 on");
}

TEST(VarianceFile, IsReadOrRefusedWhateverIsChanged) {
  Json json = ToJson(Made());
  int mutants = 0;
  ForEachMutant(json, [&](const Mutant& mutant) {
    ++mutants;
    const absl::StatusOr<Variance> value = FromJson<Variance>(json);
    if (!value.ok()) {
      EXPECT_TRUE(absl::StrContains(value.status().message(), mutant.name)) << value.status();
      EXPECT_FALSE(absl::StrContains(value.status().message(), '\n')) << value.status();
    } else {
      EXPECT_NE(mutant.mutation, Mutation::kOtherType) << mutant.parent << "." << mutant.name;
    }
  });
  EXPECT_GT(mutants, 50);
}

}  // namespace
}  // namespace tenfold::measurements
