#include "experiments/sweeps/sweep.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/files.h"
#include "engine/framework/safetensors.h"
#include "experiments/records/artifacts.h"
#include "experiments/sweeps/testing/small_sweep.h"

namespace tenfold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Weights out of a file: named by their content in the run id, in the record and in the key.
TEST_F(SweepTest, RunsCanBeginWithWeightsOfAFile) {
  options_.variants = {"depth-3"};
  options_.seeds = {0};
  options_.save_weights = true;
  ASSERT_TRUE(Execute().ok());
  const RunRecord first = Store::ForReading(folder_)->ReadAll()->records.at(0);
  const std::string path = ArtifactFolder(folder_, first.run_id) + "/final_weights.safetensors";
  const Safetensors file = *ParseSafetensors(*ReadFile(path, 1 << 20), path);
  EXPECT_EQ(file.tensors[0].name, "0.bias");
  EXPECT_EQ(file.metadata.at("run_id"), first.run_id);

  options_.initial_weights = {path, file};
  options_.hyperparameters["epochs"] = 2;
  ASSERT_TRUE(Execute().ok());
  const RunRecord second = Store::ForReading(folder_)->ReadAll()->records.at(1);
  EXPECT_EQ(second.initial_weights_digest, first.weights_digest);
  EXPECT_EQ(second.run_id, "disc/paper,points=20,epochs=2,initial_weights=sha256-" +
                               first.weights_digest.substr(0, 16) + "/depth-3/failing/seed-00");
  EXPECT_EQ(*ReadFile(ArtifactFolder(folder_, second.run_id) + "/initial_weights/net.0.weight.npy",
                      1 << 20),
            *ReadFile(ArtifactFolder(folder_, first.run_id) + "/final_weights/net.0.weight.npy",
                      1 << 20));
  ASSERT_TRUE(Execute().ok());
  EXPECT_THAT(states_, ElementsAre(RecordState::kPresent));

  // Other weights are another run, with another key.
  const auto planned = [&] {
    return (*Sweep::Create(*experiment_, options_, ProcessProvenance(""), digests_))[0].record;
  };
  const RunRecord before = planned();
  options_.initial_weights->content.tensors[0].values[0] += 1.0f;
  EXPECT_NE(planned().run_id, before.run_id);
  EXPECT_NE(KeyOf(planned()), KeyOf(before));
  options_.set_by_user = {"weights_seed"};
  options_.hyperparameters["weights_seed"] = "3";
  const auto error = [&] {
    return std::string(
        Sweep::Create(*experiment_, options_, ProcessProvenance(""), digests_).status().message());
  };
  EXPECT_THAT(error(), HasSubstr("weights_seed=3 changes nothing in this sweep; it needs weights "
                                 "that seeds draw"));
  options_.variants = {"depth-4"};
  EXPECT_EQ(error(), "--initial_weights: variant depth-4: " + path +
                         ": tensor \"6.weight\" has the shape [1, 25], wants [25, 25]");
}

// What a user sets and nothing reads would become part of run ids with the same bits.
TEST_F(SweepTest, WhatIsSetAndChangesNothingIsRefused) {
  const auto refused = [&](const std::string& name, const Hyperparameters& value) {
    SweepOptions options = options_;
    options.hyperparameters[name] = value;
    options.set_by_user = {name};
    return std::string(
        Sweep::Create(*experiment_, options, ProcessProvenance(""), digests_).status().message());
  };
  EXPECT_EQ(refused("weight_decay", 0.1),
            "--set: weight_decay=0.1 changes nothing in this sweep; it needs optimizer=adamw");
  EXPECT_THAT(refused("beta1", 0.8), HasSubstr("beta1=0.8 changes nothing"));
  EXPECT_THAT(refused("nesterov", true), HasSubstr("it needs a momentum above 0"));
  EXPECT_THAT(refused("stages", 5), HasSubstr("it needs schedule=step"));
  EXPECT_EQ(refused("momentum", 0.9), "");
  options_.hyperparameters["schedule"] = "step";
  EXPECT_EQ(refused("stages", 5), "");
  options_.hyperparameters["optimizer"] = "adam";
  EXPECT_THAT(refused("momentum", 0.9), HasSubstr("it needs optimizer=sgd"));
  // A preset may have what has no effect.
  options_.hyperparameters["weight_decay"] = 0.1;
  EXPECT_EQ(refused("beta2", 0.9), "");
}

TEST_F(SweepTest, ARunIsOfItsOwnEnginesSources) {
  options_.variants = {"depth-3"};
  options_.seeds = {0};
  options_.engines = {&engine_, *FindBackend("simd")};
  EXPECT_EQ(Execute().message(), "engine simd has no digest of sources");
  digests_["simd"] = "s";
  ASSERT_TRUE(Execute().ok());
  digests_["failing"] = "changed";
  ASSERT_TRUE(Execute().ok());
  EXPECT_THAT(states_, ElementsAre(RecordState::kStale, RecordState::kPresent));
  const absl::StatusOr<Sweep> sweep =
      Sweep::Create(*experiment_, options_, ProcessProvenance("of no engine"), digests_);
  EXPECT_EQ((*sweep)[0].record.provenance["source_digest"], "changed");
  const RunRecord record = (*sweep)[1].record;
  EXPECT_EQ(record.provenance.at("source_digest"), "s");
  EXPECT_EQ(record.provenance.at("key"), RunKey(record, record.provenance, experiment_->neutral()));
}

}  // namespace
}  // namespace tenfold
