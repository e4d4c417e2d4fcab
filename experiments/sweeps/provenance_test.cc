#include "experiments/sweeps/provenance.h"

#include <gtest/gtest.h>

namespace tenfold {
namespace {

using Json = nlohmann::ordered_json;

const Hyperparameters kNeutral = {{"momentum", 0.0}, {"schedule", "constant"}};

RunRecord RunOf(const std::string& engine) {
  RunRecord record;
  record.run_id = "disc/paper/depth-3/" + engine + "/seed-00";
  record.engine = engine;
  record.hyperparameters = {{"epochs", 3}, {"momentum", 0.9}};
  record.dataset_digest = "data";
  return record;
}

Json Provenance() {
  return {{"commit", "c"},
          {"source_digest", "d"},
          {"contract_version", 1},
          {"compiler", "g++ 12"},
          {"versions",
           {{"abseil", "1"},
            {"eigen", "1"},
            {"onednn", "1"},
            {"libtorch", "1"},
            {"libtorch_blas", "1"}}},
          {"cpu", "p"},
          {"host", "h"}};
}

// The engines for whose runs the change makes another key.
std::string StaleAfter(const std::string& pointer, const Json& value) {
  Json changed = Provenance();
  changed[Json::json_pointer(pointer)] = value;
  std::string stale;
  for (const char* engine : {"eigen", "libtorch", "onednn", "reference", "simd"}) {
    if (RunKey(RunOf(engine), changed, kNeutral) != RunKey(RunOf(engine), Provenance(), kNeutral)) {
      stale += std::string(engine) + " ";
    }
  }
  return stale;
}

TEST(RunKey, HasOfTheProvenanceWhatDecides) {
  EXPECT_EQ(StaleAfter("/source_digest", "e"), "eigen libtorch onednn reference simd ");
  EXPECT_EQ(StaleAfter("/contract_version", 2), "eigen libtorch onednn reference simd ");
  EXPECT_EQ(StaleAfter("/compiler", "g++ 14"), "eigen libtorch onednn ");
  EXPECT_EQ(StaleAfter("/versions/eigen", "2"), "eigen ");
  EXPECT_EQ(StaleAfter("/versions/onednn", "2"), "onednn ");
  EXPECT_EQ(StaleAfter("/versions/libtorch_blas", "2"), "libtorch ");
  EXPECT_EQ(StaleAfter("/versions/abseil", "2"), "");
  for (const char* member : {"/commit", "/cpu", "/host", "/isa"}) {
    EXPECT_EQ(StaleAfter(member, "other"), "") << member;
  }
}

TEST(RunKey, HasTheSettingAndTheData) {
  const std::string key = RunKey(RunOf("simd"), Provenance(), kNeutral);
  EXPECT_EQ(key.size(), 64u);
  for (const char* member : {"run_id", "dataset_digest", "epochs", "momentum"}) {
    RunRecord run = RunOf("simd");
    if (member == std::string("run_id")) run.run_id += "1";
    if (member == std::string("dataset_digest")) run.dataset_digest += "1";
    if (run.hyperparameters.contains(member)) run.hyperparameters[member] = 4;
    EXPECT_NE(RunKey(run, Provenance(), kNeutral), key) << member;
  }
}

TEST(RunKey, LeavesNeutralValuesOut) {
  const std::string key = RunKey(RunOf("simd"), Provenance(), kNeutral);
  RunRecord run = RunOf("simd");
  run.hyperparameters = {{"momentum", 0.9}, {"schedule", "constant"}, {"epochs", 3}};
  EXPECT_EQ(RunKey(run, Provenance(), kNeutral), key) << "declared later, and in another order";
  run.hyperparameters["schedule"] = "cosine";
  EXPECT_NE(RunKey(run, Provenance(), kNeutral), key);
}

TEST(DecidingProvenance, OfARecordFromElsewhere) {
  EXPECT_NE(DecidingProvenance(Json::object(), "eigen"), DecidingProvenance(Provenance(), "eigen"));
  EXPECT_NE(DecidingProvenance({{"versions", 3}}, "eigen"),
            DecidingProvenance(Provenance(), "eigen"));
}

}  // namespace
}  // namespace tenfold
