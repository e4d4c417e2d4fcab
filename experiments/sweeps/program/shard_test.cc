#include "experiments/sweeps/program/shard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/backends/backends.h"

namespace tenfold {
namespace {

using ::testing::HasSubstr;

using Environment = std::map<std::string, std::string>;

Environment Array(const std::string& id, const std::string& count, const std::string& first,
                  const std::string& last, const std::string& step) {
  // Slurm tells a batch script also of its one process.
  return {{"SLURM_ARRAY_TASK_ID", id},     {"SLURM_ARRAY_TASK_COUNT", count},
          {"SLURM_ARRAY_TASK_MIN", first}, {"SLURM_ARRAY_TASK_MAX", last},
          {"SLURM_ARRAY_TASK_STEP", step}, {"SLURM_PROCID", "0"}};
}

Environment Srun(const std::string& task, const std::string& tasks) {
  return {{"SLURM_STEP_ID", "0"}, {"SLURM_PROCID", task}, {"SLURM_NTASKS", tasks}};
}

Environment Both(Environment a, const Environment& b) {
  for (const auto& [name, value] : b) a[name] = value;
  return a;
}

absl::StatusOr<Shard> Choose(const Environment& environment,
                             absl::optional<int64_t> index = absl::nullopt,
                             absl::optional<int64_t> count = absl::nullopt) {
  return ChooseShard(index, count, [&](const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? nullptr : found->second.c_str();
  });
}

void ExpectShard(const absl::StatusOr<Shard>& shard, int64_t index, int64_t count) {
  ASSERT_TRUE(shard.ok()) << shard.status();
  EXPECT_EQ(shard->index, index);
  EXPECT_EQ(shard->count, count);
}

void ExpectError(const absl::StatusOr<Shard>& shard, const std::string& message) {
  ASSERT_FALSE(shard.ok()) << shard->index << " of " << shard->count;
  EXPECT_THAT(std::string(shard.status().message()), HasSubstr(message));
  EXPECT_EQ(shard.status().message().find('\n'), std::string::npos);
}

TEST(ChooseShard, WithoutFlagsAndSlurmIsTheWholeSweep) { ExpectShard(Choose({}), 0, 1); }

TEST(ChooseShard, TakesTheFlags) {
  ExpectShard(Choose({}, 2, 3), 2, 3);
  ExpectShard(Choose({}, 0, 1), 0, 1);
}

TEST(ChooseShard, RefusesFlagsOutOfRange) {
  ExpectError(Choose({}, 3, 3), "--shard_index is 3, wants 0 to 2");
  ExpectError(Choose({}, -1, 3), "--shard_index is -1, wants 0 to 2");
  ExpectError(Choose({}, 0, 0), "--shard_count is 0, wants a number from 1");
  ExpectError(Choose({}, 0, -4), "--shard_count is -4");
  ExpectError(Choose({}, 1), "--shard_index is given without --shard_count");
  ExpectError(Choose({}, absl::nullopt, 4), "--shard_count is given without --shard_index");
}

TEST(ChooseShard, TakesAnArrayWithoutItsBaseAndStep) {
  ExpectShard(Choose(Array("2", "4", "0", "3", "1")), 2, 4);
  ExpectShard(Choose(Array("1", "4", "1", "4", "1")), 0, 4);
  ExpectShard(Choose(Array("5", "4", "1", "7", "2")), 2, 4);
  ExpectShard(Choose(Array("5", "4", "1", "8", "2")), 2, 4);  // --array=1-8:2
  ExpectShard(Choose(Array("7", "1", "7", "7", "1")), 0, 1);
}

TEST(ChooseShard, RefusesAnArrayWithGaps) {
  // What Slurm 22.05 sets for --array=0,2,5.
  ExpectError(Choose(Array("2", "3", "0", "5", "1")), "no plain range: task 2 of 3 from 0 to 5");
  ExpectError(Choose(Array("4", "4", "1", "7", "2")), "no plain range");
  ExpectError(Choose(Array("4", "4", "0", "3", "1")), "no plain range");
  ExpectError(Choose(Array("0", "0", "0", "0", "0")), "no plain range");
  ExpectError(Choose({{"SLURM_ARRAY_TASK_ID", "1"}}), "SLURM_ARRAY_TASK_COUNT is not set");
  ExpectError(Choose(Array("one", "4", "0", "3", "1")), "SLURM_ARRAY_TASK_ID is \"one\"");
  ExpectShard(Choose(Array("2", "3", "0", "5", "1"), 1, 2), 1, 2);
}

TEST(ChooseShard, TakesTasksOfSrun) {
  ExpectShard(Choose(Srun("2", "3")), 2, 3);
  ExpectShard(Choose(Srun("0", "1")), 0, 1);
  ExpectError(Choose(Srun("3", "3")), "SLURM_PROCID is 3");
  ExpectError(Choose({{"SLURM_STEP_ID", "0"}, {"SLURM_PROCID", "0"}}), "SLURM_NTASKS is not set");
}

TEST(ChooseShard, ABatchScriptIsOneProcess) {
  ExpectShard(Choose({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "3"}}), 0, 1);
}

Environment Pod(const std::string& index, const std::string& completions = "") {
  Environment pod = {{"JOB_COMPLETION_INDEX", index}};
  if (!completions.empty()) pod["JOB_COMPLETIONS"] = completions;
  return pod;
}

TEST(ChooseShard, TakesPodsOfAnIndexedJob) {
  ExpectShard(Choose(Pod("2", "3")), 2, 3);
  ExpectShard(Choose(Pod("0", "1")), 0, 1);
  ExpectShard(Choose(Pod("2"), absl::nullopt, 3), 2, 3);
  ExpectShard(Choose(Pod("2", "3"), absl::nullopt, 3), 2, 3);
  ExpectShard(Choose(Pod("2", "3"), 2, 3), 2, 3);
  ExpectShard(Choose(Pod("2", "3"), 0, 1), 0, 1);
}

TEST(ChooseShard, RefusesPodsThatSayTooLittleOrTwoThings) {
  ExpectError(Choose(Pod("2")), "JOB_COMPLETION_INDEX is set, and nothing says of how many");
  ExpectError(Choose({{"JOB_COMPLETIONS", "3"}}), "the job wants completionMode: Indexed");
  ExpectError(Choose(Pod("3", "3")),
              "JOB_COMPLETION_INDEX is 3, wants less than the completions, 3");
  ExpectError(Choose(Pod("x", "3")), "JOB_COMPLETION_INDEX is \"x\", wants a number");
  ExpectError(Choose(Pod("2", "3"), absl::nullopt, 4),
              "--shard_count=4 contradicts Kubernetes, which has 3 of them");
  ExpectError(Choose(Pod("2", "3"), 1, 3), "contradicts Kubernetes, where this is task 2 of 3");
  ExpectError(Choose(Both(Pod("2", "3"), Srun("1", "4"))),
              "two shards are named: task 1 of 4 by Slurm and 2 of 3 by Kubernetes");
  ExpectShard(Choose(Both(Pod("2", "3"), Srun("1", "4")), 7, 9), 7, 9);
}

TEST(ChooseShard, RefusesArrayAndSrunTogether) {
  const Environment both = Both(Array("2", "4", "0", "3", "1"), Srun("1", "3"));
  ExpectError(Choose(both), "two shards: task 2 of 4 of an array and task 1 of 3 of srun");
  ExpectShard(Choose(both, 7, 12), 7, 12);
  ExpectShard(Choose(Both(Array("2", "4", "0", "3", "1"), Srun("0", "1"))), 2, 4);
  ExpectShard(Choose(Both(Array("0", "1", "0", "0", "1"), Srun("1", "3"))), 1, 3);
}

TEST(ChooseShard, RefusesFlagsThatContradictSlurm) {
  ExpectShard(Choose(Array("2", "4", "0", "3", "1"), 2, 4), 2, 4);
  ExpectError(Choose(Array("2", "4", "0", "3", "1"), 1, 4),
              "contradicts Slurm, where this is task 2 of 4");
  ExpectError(Choose(Srun("1", "3"), 1, 4), "contradicts Slurm");
  ExpectShard(Choose(Array("2", "4", "0", "3", "1"), 0, 1), 0, 1);
}

SweepOptions Options(const std::vector<std::string>& variants, int seeds) {
  SweepOptions options;
  options.variants = variants;
  options.engines = AllBackends();
  for (int seed = 0; seed < seeds; ++seed) options.seeds.push_back(seed);
  return options;
}

TEST(RunsOfShard, CountsTheSortedList) {
  SweepOptions options = Options({"b", "a"}, 3);
  options.engines.resize(1);
  // Sorted: a0 a1 a2 b0 b1 b2; planned: b0 b1 b2 a0 a1 a2.
  EXPECT_EQ(RunsOfShard(options, {0, 2}), (std::vector<uint32_t>{1, 3, 5}));
  EXPECT_EQ(RunsOfShard(options, {1, 2}), (std::vector<uint32_t>{0, 2, 4}));
  EXPECT_EQ(RunsOfShard(options, {3, 4}), (std::vector<uint32_t>{0}));
  EXPECT_EQ(RunsOfShard(options, {0, 1}), (std::vector<uint32_t>{0, 1, 2, 3, 4, 5}));
  EXPECT_TRUE(RunsOfShard(options, {6, 7}).empty());
}

// The runs of a shard by name, sorted.
std::set<std::string> Names(const SweepOptions& options, const Shard& shard) {
  std::set<std::string> names;
  for (uint32_t place : RunsOfShard(options, shard)) {
    const size_t setting = place / options.seeds.size();
    const Backend* engine = options.engines[setting % options.engines.size()];
    names.insert(options.variants[setting / options.engines.size()] + "/" +
                 std::string(engine->name()) + "/" +
                 std::to_string(options.seeds[place % options.seeds.size()]));
  }
  return names;
}

TEST(RunsOfShard, DoesNotDependOnTheOrderOfTheLists) {
  const SweepOptions options = Options({"a", "b", "c"}, 5);
  SweepOptions other = Options({"c", "a", "b"}, 5);
  std::reverse(other.engines.begin(), other.engines.end());
  for (int64_t index = 0; index < 4; ++index) {
    EXPECT_EQ(Names(options, {index, 4}), Names(other, {index, 4}));
  }
}

TEST(RunsOfShard, EveryRunIsInOneShard) {
  const SweepOptions options = Options({"c", "a", "b"}, 11);
  const int64_t total = static_cast<int64_t>(3 * options.engines.size() * 11);
  for (int64_t count : {int64_t{1}, int64_t{2}, int64_t{7}, total, total + 9}) {
    std::multiset<uint32_t> all;
    for (int64_t index = 0; index < count; ++index) {
      const std::vector<uint32_t> part = RunsOfShard(options, {index, count});
      EXPECT_NEAR(part.size(), static_cast<double>(total) / count, 1.0);
      all.insert(part.begin(), part.end());
    }
    std::multiset<uint32_t> expected;
    for (int64_t place = 0; place < total; ++place) expected.insert(place);
    EXPECT_EQ(all, expected);
  }
}

TEST(ShardName, IsEmptyForAll) {
  EXPECT_EQ(ShardName({1, 4}), "shard 1 of 0-3");
  EXPECT_EQ(ShardName({}), "");
}

}  // namespace
}  // namespace tenfold
