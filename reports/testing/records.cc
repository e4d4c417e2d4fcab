#include "reports/testing/records.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace tenfold::reports {

RunRecord MakeRecord(const std::string& setting, int64_t seed) {
  const std::vector<std::string> parts = absl::StrSplit(setting, '/');
  const std::vector<std::string> preset = absl::StrSplit(parts.at(1), absl::MaxSplits(',', 1));
  RunRecord record;
  record.run_id = absl::StrFormat("%s/seed-%02d", setting, seed);
  record.experiment = parts.at(0);
  record.preset = preset[0];
  record.overrides = preset.size() > 1 ? preset[1] : "";
  record.variant = parts.at(2);
  record.engine = parts.at(3);
  record.seed = seed;
  record.dataset = record.experiment;
  record.dataset_digest = absl::StrCat(record.dataset, seed);
  for (int epoch = 1; epoch <= 5; ++epoch) record.train_loss.push_back((1.0 + 0.01 * seed) / epoch);
  record.train_accuracy = 0.91 + 0.01 * (seed % 10);
  record.test_accuracy = 0.90 + 0.01 * (seed % 10);
  record.weights_digest = absl::StrCat("weights", seed);
  record.timing["training_time_s"] = 0.5;
  record.provenance = {{"key", absl::StrCat("key", seed)},
                       {"commit", "abc"},
                       {"versions", {{"eigen", "3.4"}}},
                       {"host", "box"}};
  return record;
}

Expectation Spiral() { return {"spiral", "paper", {"narrow", "wide"}, {{"spiral", ""}}}; }

std::vector<RunRecord> MakeCompleteRecords(const std::string& engine,
                                           const std::vector<Expectation>& expectations) {
  std::vector<RunRecord> records;
  for (const Expectation& expected : expectations) {
    for (const std::string& variant : expected.variants) {
      const Setting setting = {expected.experiment, expected.preset, "", variant, engine};
      for (int64_t seed = 0; seed < kTableSeeds; ++seed)
        records.push_back(MakeRecord(setting.Id(), seed));
    }
  }
  return records;
}

void Diverge(RunRecord& record) {
  record.status = "diverged";
  record.diverged_step = 1;
  record.train_loss.clear();
  record.train_accuracy.reset();
  record.test_accuracy.reset();
}

void Remove(const std::string& run_id, std::vector<RunRecord>& records) {
  records.erase(std::remove_if(records.begin(), records.end(),
                               [&](const RunRecord& r) { return r.run_id == run_id; }),
                records.end());
}

}  // namespace tenfold::reports
