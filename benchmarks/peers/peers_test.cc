// What peers refuse. That they do the work of `reference` is checked by each session before it
// times them.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "benchmarks/peers/peer_training.h"
#include "benchmarks/workloads/workload_tasks.h"
#include "experiments/datasets/digits.h"

namespace tenfold::benchmarks {
namespace {

TEST(PeersTest, RefuseWhatTheyDoNotHave) {
  const char* const environment = std::getenv("TENFOLD_PEERS");
  ASSERT_NE(environment, nullptr) << "--test_env=TENFOLD_PEERS names the environment";
  WorkloadTasks workloads(DefaultMnistDir(""));
  const auto refusal = [&](const std::string& engine, TrainingTask task) {
    return std::string(
        MakePeerTraining(environment, engine, {std::move(task)}, {0}).status().message());
  };
  EXPECT_EQ(refusal("numpy/batch last", *workloads.Make("W3", 0)),
            "numpy: no backward pass by hand of Bias, Conv2d, MaxPool2d");
  TrainingTask gelu = *workloads.Make("W2", 0);
  gelu.network.blocks.front().layers.emplace_back(GELU{});
  EXPECT_EQ(refusal("jax/scan", std::move(gelu)), "the peers have no GELU()");
  EXPECT_EQ(refusal("tensorflow/graph", *workloads.Make("W2", 0)),
            "unknown engine \"tensorflow/graph\"; there are jax, pytorch, numpy");
}

}  // namespace
}  // namespace tenfold::benchmarks
