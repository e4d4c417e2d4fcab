#include "benchmarks/session/session.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "statistics/statistics.h"

namespace tenfold {
namespace {

using nlohmann::ordered_json;

bool SameConfiguration(const Configuration& a, const Configuration& b) {
  return a.engine == b.engine && a.name == b.name;
}

// The place of `configuration` among the participants, where it goes if it is not there.
int FindOrAdd(const Configuration& configuration, std::vector<Configuration>& participants) {
  for (size_t i = 0; i < participants.size(); ++i) {
    if (SameConfiguration(participants[i], configuration)) return static_cast<int>(i);
  }
  participants.push_back(configuration);
  return static_cast<int>(participants.size()) - 1;
}

std::string ShownName(const Group& group, size_t workload) {
  return group.workloads[workload] + group.suffix;
}

// Dozens of operations share a process; each takes microseconds.
SessionOptions OptionsOf(const Group& group, SessionOptions options) {
  if (group.kind == Kind::kOperations) {
    options.milliseconds /= 5.0;
    options.trial_milliseconds /= 5.0;
  }
  return options;
}

double MedianOf(const std::vector<std::vector<WorkerResult>>& processes, int workload,
                const char* key) {
  std::vector<double> values;
  for (const std::vector<WorkerResult>& process : processes) {
    if (process[workload].json.contains(key)) values.push_back(process[workload].json[key]);
  }
  return values.empty() ? 0.0 : *Median(values);
}

// The median of the higher of the probes around each process; of no process, the usual one.
double PeakOf(const TimingRow& row, const Probes& probes) {
  std::vector<double> peaks;
  for (const Sample& sample : row.samples) {
    peaks.push_back(std::max(sample.probe_before, sample.probe_after));
  }
  return peaks.empty() ? probes.usual() : *Median(peaks);
}

}  // namespace

std::vector<Baseline> BaselinesFor(const Group& group, const SessionOptions& options) {
  if (Workers::HaveLibtorch()) return LibtorchBaselines(group);
  const std::string& engine = options.engines.back();
  return {{engine, {EngineConfiguration(engine)}}};
}

GroupSession::GroupSession(Group group, SessionOptions options, Workers& workers,
                           SessionProbes& probes)
    : group_(std::move(group)),
      name_(ShownName(group_, 0)),
      options_(OptionsOf(group_, std::move(options))),
      workers_(workers),
      probes_(probes),
      baselines_(BaselinesFor(group_, options_)) {}

absl::StatusOr<std::vector<WorkerResult>> GroupSession::Start(const Configuration& configuration,
                                                              double milliseconds,
                                                              const char* why) {
  options_.progress(absl::StrCat(name_, why, configuration.engine,
                                 configuration.name.empty() ? "" : ", ", configuration.name));
  return workers_.Run(group_, configuration, milliseconds);
}

// The fastest of each baseline's configurations over all workloads.
absl::StatusOr<std::vector<Configuration>> GroupSession::Screen() {
  std::vector<Configuration> all;
  std::vector<std::vector<int>> candidates;  // by baseline, places in `all`
  for (const Baseline& baseline : baselines_) {
    candidates.emplace_back();
    for (const Configuration& candidate : baseline.candidates) {
      candidates.back().push_back(FindOrAdd(candidate, all));
    }
  }
  const auto measure = [&](int c) -> absl::StatusOr<std::vector<double>> {
    std::vector<double> seconds;
    bool again = !options_.rounds.keep_disturbed;
    while (true) {
      absl::StatusOr<std::vector<WorkerResult>> results =
          Start(all[c], options_.trial_milliseconds, ": trying ");
      if (!results.ok()) return results.status();
      seconds.clear();
      bool disturbed = false;
      for (const WorkerResult& result : *results) {
        seconds.push_back(result.sample.seconds);
        disturbed |= IsDisturbed(result.sample, probes_[group_.cores]);
      }
      if (!disturbed || !std::exchange(again, false)) return seconds;
    }
  };
  absl::StatusOr<std::vector<Trials>> trials =
      TryInTurns(static_cast<int>(all.size()), candidates, options_.trials, measure);
  if (!trials.ok()) return trials.status();
  for (size_t c = 0; c < all.size(); ++c) {
    const Trials& of = (*trials)[c];
    for (size_t w = 0; w < of.seconds.size(); ++w) {
      tried_.push_back({ShownName(group_, w), all[c].name, of.seconds[w], of.times});
    }
  }
  std::vector<Configuration> best;
  for (const std::vector<int>& places : candidates) best.push_back(all[Fastest(*trials, places)]);
  return best;
}

absl::Status GroupSession::Prepare() {
  std::vector<Configuration> best = {baselines_.front().candidates.front()};
  if (baselines_.size() > 1 || baselines_.front().candidates.size() > 1) {
    absl::StatusOr<std::vector<Configuration>> found = Screen();
    if (!found.ok()) return found.status();
    best = *std::move(found);
  }
  for (const std::string& engine : options_.engines) {
    participants_.push_back(EngineConfiguration(engine));
  }
  const int engines = static_cast<int>(participants_.size());
  std::vector<Pairing> pairings;
  for (const Configuration& configuration : best) {
    const int baseline = FindOrAdd(configuration, participants_);
    for (int engine = 0; engine < engines; ++engine) {
      if (engine != baseline) pairings.push_back({engine, baseline});
    }
  }
  results_.resize(participants_.size());
  rounds_ = std::make_unique<Rounds>(static_cast<int>(participants_.size()),
                                     static_cast<int>(group_.workloads.size()), pairings,
                                     options_.rounds, &probes_[group_.cores]);
  return absl::OkStatus();
}

absl::Status GroupSession::Round() {
  return rounds_->Run([&](int p) -> absl::StatusOr<std::vector<Sample>> {
    absl::StatusOr<std::vector<WorkerResult>> results =
        Start(participants_[p], options_.milliseconds, ": ");
    if (!results.ok()) return results.status();
    std::vector<Sample> samples;
    for (const WorkerResult& r : *results) samples.push_back(r.sample);
    results_[p].push_back(*std::move(results));
    return samples;
  });
}

double GroupSession::MedianSeconds(int participant, int workload) const {
  std::vector<double> seconds;
  for (bool clean : {true, false}) {
    for (const Sample& sample : rounds_->Samples(participant, workload, clean)) {
      seconds.push_back(sample.seconds);
    }
    if (!seconds.empty()) return *Median(seconds);
  }
  return std::numeric_limits<double>::infinity();
}

// The fastest of the participants that are configurations of this baseline: what one baseline's
// rounds showed counts for all that it belongs to. -1 for none.
int GroupSession::FastestMeasured(const Baseline& baseline, int workload) const {
  int fastest = -1;
  for (size_t p = 0; p < participants_.size(); ++p) {
    const bool belongs =
        std::any_of(baseline.candidates.begin(), baseline.candidates.end(),
                    [&](const Configuration& c) { return SameConfiguration(c, participants_[p]); });
    if (!belongs) continue;
    const int place = static_cast<int>(p);
    if (fastest < 0 || MedianSeconds(place, workload) < MedianSeconds(fastest, workload)) {
      fastest = place;
    }
  }
  return fastest;
}

GroupResult GroupSession::Result() const {
  GroupResult result;
  result.tried = tried_;
  if (rounds_ == nullptr) return result;
  const int engines = static_cast<int>(options_.engines.size());
  const int workloads = static_cast<int>(group_.workloads.size());
  for (const Baseline& baseline : baselines_) {
    for (int engine = 0; engine < engines; ++engine) {
      for (int w = 0; w < workloads; ++w) {
        const int fastest = FastestMeasured(baseline, w);
        if (fastest < 0 || fastest == engine) continue;
        result.ratios.push_back({ShownName(group_, w), participants_[engine].engine, baseline.name,
                                 participants_[fastest].name,
                                 rounds_->Ratio({engine, fastest}, w)});
      }
    }
  }
  for (size_t p = 0; p < participants_.size(); ++p) {
    if (results_[p].empty()) continue;
    for (int w = 0; w < workloads; ++w) {
      TimingRow row;
      row.workload = ShownName(group_, w);
      row.engine = participants_[p].engine;
      row.configuration = participants_[p].name;
      row.group = group_;
      row.samples = rounds_->Samples(static_cast<int>(p), w, /*clean=*/true);
      row.seconds = MedianSeconds(static_cast<int>(p), w);
      row.last = results_[p].back()[w].json;
      row.last["all_disturbed"] = row.samples.empty();
      row.cold_start = {
          MedianOf(results_[p], w, "load_s"), MedianOf(results_[p], w, "cold_start_s"),
          MedianOf(results_[p], w, "plan_s"), MedianOf(results_[p], w, "first_step_s")};
      result.timings.push_back(std::move(row));
    }
  }
  return result;
}

absl::Status CheckMilliseconds(double milliseconds) {
  if (std::isfinite(milliseconds) && milliseconds > 0.0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--ms is ", milliseconds, "; a finite number above 0 is wanted"));
}

ordered_json ToJson(const RatioRow& row) {
  ordered_json json = {{"workload", row.workload},
                       {"engine", row.engine},
                       {"baseline", row.baseline},
                       {"configuration", row.configuration}};
  if (row.result.ratio.has_value()) {
    json["ratio"] = row.result.ratio->estimate;
    json["low"] = row.result.ratio->low;
    json["high"] = row.result.ratio->high;
    json["standard_error"] = row.result.standard_error;
  }
  if (!row.result.ratio.has_value()) {
    json["why"] = row.result.disturbed > 0 ? "no two undisturbed rounds" : "no time for two rounds";
    if (row.result.disturbed_ratio.has_value()) {
      json["disturbed_ratio"] = *row.result.disturbed_ratio;
    }
  }
  json["rounds"] = row.result.rounds;
  json["disturbed_rounds"] = row.result.disturbed;
  json["narrow"] = row.result.narrow;
  return json;
}

ordered_json ToJson(const TimingRow& row, const Probes& probes) {
  ordered_json json = {{"workload", row.workload},
                       {"engine", row.engine},
                       {"configuration", row.configuration},
                       {"cores", row.last["cores"]},
                       {"seconds", row.seconds},
                       {"all_disturbed", row.last["all_disturbed"]}};
  const double flops = row.last["flops"], useful = row.last["useful_flops"];
  const double peak = PeakOf(row, probes);
  json["samples_per_s"] = row.last["samples"].get<double>() / row.seconds;
  json["gflops"] = flops / row.seconds * 1e-9;
  json["share_of_peak"] = flops / row.seconds * 1e-9 / peak;
  json["useful_share_of_peak"] = useful / row.seconds * 1e-9 / peak;
  const double bytes = row.last["bytes"];
  if (bytes > 0.0 && flops > 0.0) json["flops_per_byte"] = flops / bytes;
  for (const char* key : {"peak_rss_bytes", "training_bytes"}) {
    if (row.last.contains(key)) json[key] = row.last[key];
  }
  json["load_s"] = row.cold_start.load;
  if (row.last.contains("cold_start_s")) {
    json["cold_start_s"] = row.cold_start.first_plan;
    json["plan_s"] = row.cold_start.plan;
    json["first_step_s"] = row.cold_start.first_step;
  }
  // What a comparison of two sessions needs: seconds, and the lower of the probes around them.
  json["samples"] = ordered_json::array();
  for (const Sample& sample : row.samples) {
    json["samples"].push_back({sample.seconds, std::min(sample.probe_before, sample.probe_after)});
  }
  return json;
}

}  // namespace tenfold
