// The published files are read and written byte for byte, and each of them with one place changed
// is read or refused with a line that says where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/files.h"
#include "experiments/measurements/accuracy.h"
#include "experiments/measurements/benchmark.h"
#include "experiments/measurements/exhaustive.h"
#include "experiments/measurements/file.h"
#include "experiments/measurements/growth.h"
#include "experiments/measurements/multiverse.h"
#include "experiments/measurements/testing/mutants.h"
#include "experiments/measurements/variance.h"

namespace tenfold::measurements {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::ordered_json;

template <typename T>
struct Published;
template <>
struct Published<Benchmark> {
  static constexpr char kName[] = "benchmark";
};
template <>
struct Published<Growth> {
  static constexpr char kName[] = "growth";
};
template <>
struct Published<Accuracy> {
  static constexpr char kName[] = "accuracy";
};
template <>
struct Published<Multiverse> {
  static constexpr char kName[] = "multiverse";
};
template <>
struct Published<Variance> {
  static constexpr char kName[] = "variance";
};

// Fewer rows of each kind.
template <typename T>
Json Thinned(const Json& json) {
  return WithoutRepeats(json);
}
// Its settings have a level of each choice, and of each variant the same seeds.
template <>
Json Thinned<Multiverse>(const Json& json) {
  Json thinned = json;
  for (Json& grid : thinned["grids"]) {
    grid["settings"].erase(grid["settings"].begin() + 2, grid["settings"].end());
    for (Json& setting : grid["settings"]) {
      Json runs = Json::array();
      for (const Json& run : setting["runs"]) {
        const std::vector<std::string> words = absl::StrSplit(run.get<std::string>(), ' ');
        if (words[1] == "0") runs.push_back(run);
      }
      setting["runs"] = runs;
    }
  }
  return thinned;
}

template <>
struct Published<Exhaustive> {
  static constexpr char kName[] = "exhaustive";
};

template <typename T>
class PublishedTest : public ::testing::Test {
 protected:
  const std::string text_ =
      *ReadMeasurements(absl::StrCat("reports/published/", Published<T>::kName, ".json"));
};

using Files = ::testing::Types<Benchmark, Growth, Accuracy, Multiverse, Variance, Exhaustive>;
TYPED_TEST_SUITE(PublishedTest, Files);

// Which members may be null.
bool MayBeNull(const std::string& name) {
  return name == "blas" || name == "width" || absl::StrContains(name, "_exponent");
}

// Whether it names the member, or says that members are not consistent with each other.
bool NamesPlace(const std::string& message, const Mutant& mutant) {
  return (absl::StrContains(message, absl::StrCat("\"", mutant.parent)) &&
          // A ratio that is not there wants a reason.
          (absl::StrContains(message, mutant.name) ||
           absl::StrContains(message, ".why\" is missing"))) ||
         absl::StrContains(message, "settings\" is not settings, at least one, w") ||
         absl::StrContains(message, "networks\" is not networks with ascending seeds");
}

template <typename T>
void ExpectReadOrRefused(const Json& json, const Mutant& mutant) {
  const absl::StatusOr<T> value = FromJson<T>(json);
  if (!value.ok()) {
    const std::string message(value.status().message());
    EXPECT_THAT(message, Not(HasSubstr("\n")));
    EXPECT_LT(message.size(), 300u);
    EXPECT_TRUE(NamesPlace(message, mutant)) << message;
    return;
  }
  EXPECT_NE(mutant.mutation, Mutation::kOtherType);
  EXPECT_TRUE(mutant.mutation != Mutation::kNull || MayBeNull(mutant.name));
  const Json written = ToJson(*value);
  const absl::StatusOr<T> again = FromJson<T>(written);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(ToJson(*again), written);
}

TYPED_TEST(PublishedTest, IsReadAndWrittenByteForByte) {
  const absl::StatusOr<TypeParam> value = Parse<TypeParam>(this->text_);
  ASSERT_TRUE(value.ok()) << value.status();
  EXPECT_EQ(ToText(ToJson(*value)), this->text_);
}

TYPED_TEST(PublishedTest, IsReadOrRefusedWhateverIsChanged) {
  Json json = Thinned<TypeParam>(*ParsePlain(this->text_));
  const Json before = json;
  ASSERT_TRUE(FromJson<TypeParam>(json).ok());
  int mutants = 0;
  ForEachMutant(json, [&](const Mutant& mutant) {
    ++mutants;
    ExpectReadOrRefused<TypeParam>(json, mutant);
    if (this->HasFailure()) {
      GTEST_FAIL() << mutant.parent << " . " << mutant.name << ", mutation "
                   << static_cast<int>(mutant.mutation);
    }
  });
  EXPECT_EQ(json, before);
  EXPECT_GT(mutants, 60);
  std::printf("%d mutants\n", mutants);
}

// The line that a reader gets when the published file has `value` at `pointer`.
template <typename T>
std::string ErrorWith(const char* pointer, const Json& value) {
  Json json = *ParsePlain(
      *ReadMeasurements(absl::StrCat("reports/published/", Published<T>::kName, ".json")));
  json[Json::json_pointer(pointer)] = value;
  return std::string(FromJson<T>(json).status().message());
}

TEST(Errors, SayWhereAndWhat) {
  EXPECT_EQ(ErrorWith<Benchmark>("/triad/0", Json::object()), "\"triad[0].bytes\" is missing");
  EXPECT_EQ(ErrorWith<Benchmark>("/ratios", 1), "\"ratios\" is not an array of objects");
  EXPECT_EQ(ErrorWith<Benchmark>("/ratios/3/low", "a"),
            "\"ratios[3].low\" is not a number above 0");
  EXPECT_EQ(ErrorWith<Benchmark>("/timings/0", 1), "\"timings[0]\" is not a JSON object");
  EXPECT_EQ(ErrorWith<Benchmark>("/timings/0/samples/1", Json::array({1})),
            "\"timings[0].samples[1]\" is not a pair of numbers above 0");
  EXPECT_EQ(ErrorWith<Benchmark>("/peak_gflops/1", nullptr),
            "\"peak_gflops.1\" is not a number above 0");
  EXPECT_EQ(ErrorWith<Growth>("/growth/0/points/2", Json::object()),
            "\"growth[0].points[2].value\" is missing");
  EXPECT_EQ(ErrorWith<Growth>("/growth/0/time_exponent", 1),
            "\"growth[0].time_exponent\" is not a JSON object");
  EXPECT_EQ(ErrorWith<Growth>("/map/0/seeds", 0), "\"map[0].seeds\" is not an integer from 1 on");
  EXPECT_EQ(ErrorWith<Accuracy>("/cpu", 1), "\"cpu\" is not a string");
  EXPECT_EQ(ErrorWith<Accuracy>("/runs", Json::array()),
            "\"runs\" is not an array of runs, at least one");
  EXPECT_EQ(ErrorWith<Accuracy>("/runs/0/run", "disc"),
            "\"runs[0].run\" is not a name such as disc/paper/depth-4/seed-00");
  EXPECT_EQ(ErrorWith<Accuracy>("/runs/1/engines", Json::object()),
            "\"runs[1].engines\" is not an object of engines, at least one");
  EXPECT_EQ(ErrorWith<Accuracy>("/runs/0/engines/simd/first_losses", Json::array()),
            "\"runs[0].engines.simd.first_losses\" is not an array of numbers, at least one");
  EXPECT_EQ(ErrorWith<Accuracy>("/runs/0/engines/simd/epoch_losses/1", nullptr),
            "\"runs[0].engines.simd.epoch_losses[1]\" is not a number from 0 on");
}

// Of a session beside today's peers their versions are kept; one without is written without.
TEST(Benchmark, Peers) {
  Benchmark benchmark = *Parse<Benchmark>(*ReadMeasurements("reports/published/benchmark.json"));
  benchmark.session.peers = {{"jax", "0.10.2"}, {"pytorch", "2.15.0+cu132"}};
  const std::string text = ToText(ToJson(benchmark));
  EXPECT_EQ(Parse<Benchmark>(text)->session.peers, benchmark.session.peers);
  benchmark.session.peers.reset();
  EXPECT_EQ(ToJson(benchmark).contains("peers"), false);
  Json json = Json::parse(text);
  json["peers"] = {{"jax", 1}};
  EXPECT_EQ(FromJson<Benchmark>(json).status().message(), "\"peers.jax\" is not a string");
}

}  // namespace
}  // namespace tenfold::measurements
