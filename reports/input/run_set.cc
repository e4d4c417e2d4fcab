#include "reports/input/run_set.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

constexpr int64_t kAnySeed = std::numeric_limits<int64_t>::max();

using RunsBySetting = std::map<Setting, std::map<int64_t, const RunRecord*>>;

Setting SettingOf(const RunRecord& record) {
  return {record.experiment, record.preset, record.overrides, record.variant, record.engine};
}

// Of the runs of one setting, by seed, those that are in [first, last).
SettingRuns Group(Setting setting, const std::map<int64_t, const RunRecord*>& runs, int64_t first,
                  int64_t last) {
  SettingRuns group;
  group.setting = std::move(setting);
  for (auto run = runs.lower_bound(first); run != runs.end() && run->first < last; ++run) {
    if (run->second->status == "ok") {
      group.ok.push_back(run->second);
    } else {
      group.diverged.push_back(run->first);
    }
  }
  return group;
}

// Of the preset with most records, the first of several; without variants if there is none.
Expectation Derive(const std::string& experiment, const RunsBySetting& settings) {
  std::map<std::string, std::set<std::string>> variants;  // by preset
  std::map<std::string, size_t> counts;
  for (const auto& [setting, runs] : settings) {
    if (setting.experiment != experiment || !setting.overrides.empty()) continue;
    variants[setting.preset].insert(setting.variant);
    counts[setting.preset] += runs.size();
  }
  Expectation expectation = {experiment, "", {}, {{experiment, ""}}, /*derived=*/true};
  if (counts.empty()) return expectation;
  expectation.preset =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
        return a.second < b.second;
      })->first;
  const std::set<std::string>& its_variants = variants[expectation.preset];
  expectation.variants.assign(its_variants.begin(), its_variants.end());
  return expectation;
}

// Those of the questions whose experiments have records, and for each other experiment one.
std::vector<Expectation> ExpectationsFor(const std::vector<Expectation>& questions,
                                         const RunsBySetting& settings) {
  std::set<std::string> experiments;
  for (const auto& [setting, runs] : settings) experiments.insert(setting.experiment);
  std::vector<Expectation> expectations;
  for (const Expectation& question : questions) {
    if (experiments.erase(question.experiment) > 0) expectations.push_back(question);
  }
  for (const std::string& experiment : experiments) {
    Expectation derived = Derive(experiment, settings);
    if (!derived.variants.empty()) expectations.push_back(std::move(derived));
  }
  return expectations;
}

bool Covers(const Expectation& expectation, const Setting& setting) {
  return setting.experiment == expectation.experiment && setting.preset == expectation.preset &&
         setting.overrides.empty() &&
         std::find(expectation.variants.begin(), expectation.variants.end(), setting.variant) !=
             expectation.variants.end();
}

// The seeds that each setting is to have.
std::set<int64_t> SeedsOf(const Expectation& expectation, const RunsBySetting& settings) {
  std::set<int64_t> seeds;
  for (int64_t seed = 0; !expectation.derived && seed < kTableSeeds; ++seed) seeds.insert(seed);
  for (const auto& [setting, runs] : settings) {
    if (!Covers(expectation, setting)) continue;
    for (const auto& [seed, record] : runs) {
      if (seed >= 0 && seed < kTableSeeds) seeds.insert(seed);
    }
  }
  return seeds;
}

bool KeepsLosses(const RunRecord& record, const std::vector<Expectation>& questions) {
  return kClaimSeeds.Has(record.seed) &&
         std::any_of(questions.begin(), questions.end(), [&](const Expectation& question) {
           if (question.experiment != record.experiment || question.preset != record.preset)
             return false;
           if (question.reads_losses != nullptr) return question.reads_losses(record);
           return record.overrides.empty() && record.engine != kBaselineEngine;
         });
}

void ForgetWhatNothingNeeds(RunRecord& record, const std::vector<Expectation>& questions) {
  if (!KeepsLosses(record, questions)) {
    record.train_loss.clear();
    record.first_losses.clear();
  }
  record.timing = nlohmann::ordered_json::object();
  // What every run has of its own.
  for (const char* member : {"key", "host", "artifacts"}) record.provenance.erase(member);
}

std::vector<std::string> MainEngineFirst(const std::set<std::string>& engines) {
  if (engines.empty()) return {kFromScratchEngines[0]};
  std::vector<std::string> ordered(engines.begin(), engines.end());
  for (const char* engine : kFromScratchEngines) {
    const auto found = std::find(ordered.begin(), ordered.end(), engine);
    if (found == ordered.end()) continue;
    std::rotate(ordered.begin(), found, found + 1);
    break;
  }
  return ordered;
}

}  // namespace

std::string Setting::Id() const {
  return absl::StrCat(experiment, "/", preset, overrides.empty() ? "" : ",", overrides, "/",
                      variant, "/", engine);
}

std::vector<double> SettingRuns::TrainAccuracies() const {
  std::vector<double> values;
  for (const RunRecord* record : ok) values.push_back(*record->train_accuracy);
  return values;
}

std::vector<double> SettingRuns::TestAccuracies() const {
  std::vector<double> values;
  for (const RunRecord* record : ok) values.push_back(*record->test_accuracy);
  return values;
}

std::optional<double> SettingRuns::MeanTrainingSeconds() const {
  std::vector<double> seconds;
  for (const RunRecord* record : ok) {
    const auto time = record->timing.find("training_time_s");
    if (time != record->timing.end() && time->is_number()) seconds.push_back(time->get<double>());
  }
  return statistics::Mean(seconds);
}

std::string SettingRuns::Count() const {
  if (diverged.empty() && missing.empty()) return absl::StrCat(ok.size());
  std::vector<std::string> reasons;
  if (!missing.empty()) reasons.push_back("missing " + SeedList(missing));
  if (!diverged.empty()) reasons.push_back("diverged " + SeedList(diverged));
  return absl::StrCat(ok.size(), " of ", expected(), ": ", absl::StrJoin(reasons, "; "));
}

absl::StatusOr<RunSet> RunSet::Create(std::vector<RunRecord> records,
                                      const std::vector<Expectation>& questions) {
  // What is no accuracy has no place in this report.
  records.erase(std::remove_if(records.begin(), records.end(),
                               [](const RunRecord& record) {
                                 return record.status == "ok" && !record.test_accuracy.has_value();
                               }),
                records.end());
  if (records.empty()) {
    return absl::InvalidArgumentError(
        "there are no run records; expected at least one (train first: ./bazelw run //:reproduce)");
  }
  RunSet set;
  set.records_ = std::move(records);
  std::sort(set.records_.begin(), set.records_.end(),
            [](const RunRecord& a, const RunRecord& b) { return a.run_id < b.run_id; });

  RunsBySetting settings;
  for (RunRecord& record : set.records_) {
    const Setting setting = SettingOf(record);
    const std::string run_id = absl::StrFormat("%s/seed-%02d", setting.Id(), record.seed);
    if (record.run_id != run_id) {
      return absl::InvalidArgumentError(absl::StrCat("record of run \"", record.run_id,
                                                     "\": its fields say \"", run_id,
                                                     "\"; expected the same"));
    }
    if (!settings[setting].emplace(record.seed, &record).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("run \"", run_id, "\" is there twice; expected each run once"));
    }
    if (record.seed >= kTableSeeds) ForgetWhatNothingNeeds(record, questions);
  }
  set.expectations_ = ExpectationsFor(questions, settings);
  const auto is_expected = [&set](const Setting& setting) {
    return std::any_of(set.expectations_.begin(), set.expectations_.end(),
                       [&](const Expectation& e) { return Covers(e, setting); });
  };
  std::set<std::string> engines;
  for (const auto& [setting, runs] : settings) {
    if (is_expected(setting)) engines.insert(setting.engine);
  }
  set.engines_ = MainEngineFirst(engines);

  const std::map<int64_t, const RunRecord*> none;
  for (const Expectation& expectation : set.expectations_) {
    const std::set<int64_t> seeds = SeedsOf(expectation, settings);
    for (const std::string& variant : expectation.variants) {
      for (const std::string& engine : set.engines_) {
        Setting setting = {expectation.experiment, expectation.preset, "", variant, engine};
        const auto found = settings.find(setting);
        if (found == settings.end() && expectation.derived) continue;
        const auto& runs = found == settings.end() ? none : found->second;
        SettingRuns group = Group(std::move(setting), runs, 0, kTableSeeds);
        std::copy_if(seeds.begin(), seeds.end(), std::back_inserter(group.missing),
                     [&](int64_t seed) { return runs.count(seed) == 0; });
        set.expected_.push_back(std::move(group));
      }
    }
  }
  for (const auto& [setting, runs] : settings) {
    SettingRuns all = Group(setting, runs, std::numeric_limits<int64_t>::min(), kAnySeed);
    SettingRuns other = is_expected(setting) ? Group(setting, runs, kTableSeeds, kAnySeed) : all;
    if (other.there() > 0) set.others_.push_back(std::move(other));
    set.settings_[setting] = std::move(all);
  }
  return set;
}

SettingRuns RunSet::All(const Setting& setting) const {
  const auto found = settings_.find(setting);
  if (found != settings_.end()) return found->second;
  SettingRuns none;
  none.setting = setting;
  return none;
}

const SettingRuns& RunSet::Get(absl::string_view experiment, absl::string_view variant,
                               absl::string_view engine) const {
  for (const SettingRuns& runs : expected_) {
    const Setting& setting = runs.setting;
    if (setting.experiment == experiment && setting.variant == variant && setting.engine == engine)
      return runs;
  }
  absl::FPrintF(stderr, "RunSet::Get: no setting %s/%s/%s is expected\n", experiment, variant,
                engine);
  std::abort();
}

bool RunSet::HasEngine(absl::string_view engine) const {
  return std::find(engines_.begin(), engines_.end(), engine) != engines_.end();
}

size_t RunSet::missing() const {
  size_t missing = 0;
  for (const SettingRuns& runs : expected_) missing += runs.missing.size();
  return missing;
}

std::string SeedList(const std::vector<int64_t>& seeds) {
  std::vector<std::string> parts;
  for (size_t first = 0; first < seeds.size();) {
    size_t last = first;
    while (last + 1 < seeds.size() && seeds[last + 1] == seeds[last] + 1) ++last;
    // Two neighbours are no range.
    if (last == first + 1) last = first;
    parts.push_back(last == first ? absl::StrCat(seeds[first])
                                  : absl::StrCat(seeds[first], "-", seeds[last]));
    first = last + 1;
  }
  return absl::StrCat(seeds.size() == 1 ? "seed " : "seeds ", absl::StrJoin(parts, ", "));
}

}  // namespace tenfold::reports
