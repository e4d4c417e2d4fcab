// Peers do the work of `reference`.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmarks/peers/peer_training.h"
#include "benchmarks/workloads/configuration.h"
#include "benchmarks/workloads/timed_work.h"
#include "benchmarks/workloads/workload_tasks.h"
#include "engine/backends/reference/reference.h"
#include "experiments/datasets/digits.h"

namespace tenfold::benchmarks {
namespace {

// Of stacked seeds so many are compared, the first ones.
constexpr size_t kComparedSeeds = 3;

std::vector<Group> PeerGroups() {
  std::vector<Group> groups;
  for (const Group& group : AllGroups()) {
    if (group.peers) groups.push_back(group);
  }
  return groups;
}

class PeersTest : public testing::TestWithParam<Group> {};

TEST_P(PeersTest, TrainAsReferenceDoes) {
  const char* const environment = std::getenv("TENFOLD_PEERS");
  ASSERT_NE(environment, nullptr) << "--test_env=TENFOLD_PEERS names the environment";
  const std::string& name = GetParam().workloads.front();
  WorkloadTasks workloads(DefaultMnistDir(""));
  std::vector<double> expected;
  for (uint64_t seed = 0; seed < kComparedSeeds; ++seed) {
    absl::StatusOr<TrainingTask> task = workloads.Make(name, seed);
    ASSERT_EQ(task.status(), absl::OkStatus());
    const std::vector<double> losses =
        (*MakeTraining(*std::move(task), seed, reference::GetBackend()))->Check(kCheckedSteps);
    expected.insert(expected.end(), losses.begin(), losses.end());
  }
  int compared = 0;
  for (const Configuration& configuration : PeerBaselines(GetParam(), {}).front().candidates) {
    SCOPED_TRACE(absl::StrCat(configuration.worker_engine, ", ", configuration.seeds, " seeds"));
    std::vector<uint64_t> seeds(configuration.seeds);
    std::iota(seeds.begin(), seeds.end(), 0);
    absl::StatusOr<std::unique_ptr<TimedWork>> peer = MakePeerTraining(
        environment, configuration.worker_engine, *workloads.MakeAll(name, seeds, {}), seeds);
    ASSERT_EQ(peer.status(), absl::OkStatus());
    for (int time = 0; time < 2; ++time) {
      std::vector<double> losses = (*peer)->Check(kCheckedSteps);
      ASSERT_EQ(losses.size(), seeds.size() * kCheckedSteps);
      losses.resize(std::min(losses.size(), expected.size()));
      EXPECT_EQ(CheckLossesAgree("peer", losses, "reference",
                                 {expected.begin(), expected.begin() + losses.size()}),
                absl::OkStatus());
      // It begins anew.
      ASSERT_EQ((*peer)->Restart(), absl::OkStatus());
    }
    ++compared;
  }
  EXPECT_GE(compared, GetParam().convolutions ? 3 : 7);
}

INSTANTIATE_TEST_SUITE_P(Workloads, PeersTest, testing::ValuesIn(PeerGroups()),
                         [](const testing::TestParamInfo<Group>& info) {
                           std::string name = info.param.workloads.front();
                           for (char& c : name) c = std::isalnum(c) ? c : '_';
                           return name;
                         });

TEST(PeersTest, RefuseWhatTheyDoNotHave) {
  const char* const environment = std::getenv("TENFOLD_PEERS");
  ASSERT_NE(environment, nullptr) << "--test_env=TENFOLD_PEERS names the environment";
  WorkloadTasks workloads(DefaultMnistDir(""));
  const auto refusal = [&](const std::string& engine, const std::string& name,
                           const std::vector<std::string>& overrides) {
    return std::string(
        MakePeerTraining(environment, engine, {*workloads.Make(name, 0, overrides)}, {0})
            .status()
            .message());
  };
  EXPECT_EQ(refusal("numpy/batch last", "W3", {}),
            "numpy: no backward pass by hand of Bias, Conv2d, MaxPool2d");
  EXPECT_EQ(refusal("jax/scan", "W2", {"activation=gelu"}), "the peers have no GELU()");
  EXPECT_EQ(refusal("tensorflow/graph", "W2", {}),
            "unknown engine \"tensorflow/graph\"; there are jax, pytorch, numpy");
}

}  // namespace
}  // namespace tenfold::benchmarks
