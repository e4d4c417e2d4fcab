#include "benchmarks/session.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "absl/strings/str_cat.h"
#include "reports/statistics.h"

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

// The fastest of each baseline's configurations over all workloads, as far as trials tell.
absl::StatusOr<std::vector<Configuration>> FindBest(const Group& group,
                                                    const std::vector<Baseline>& baselines,
                                                    const SessionOptions& options, Workers& workers,
                                                    GroupResult& result) {
  std::vector<Configuration> tried;
  std::vector<std::vector<int>> candidates;  // by baseline, places in `tried`
  for (const Baseline& baseline : baselines) {
    candidates.emplace_back();
    for (const Configuration& candidate : baseline.candidates) {
      candidates.back().push_back(FindOrAdd(candidate, tried));
    }
  }
  const auto measure = [&](int c) -> absl::StatusOr<std::vector<double>> {
    options.progress(
        absl::StrCat(ShownName(group, 0), ": trying ", tried[c].engine, ", ", tried[c].name));
    absl::StatusOr<std::vector<WorkerResult>> results =
        workers.Run(group, tried[c], options.trial_milliseconds);
    if (!results.ok()) return results.status();
    std::vector<double> seconds;
    for (const WorkerResult& r : *results) seconds.push_back(r.sample.seconds);
    return seconds;
  };
  absl::StatusOr<std::vector<Trials>> trials =
      TryInTurns(static_cast<int>(tried.size()), options.trials, measure);
  if (!trials.ok()) return trials.status();
  for (size_t c = 0; c < tried.size(); ++c) {
    const Trials& of = (*trials)[c];
    for (size_t w = 0; w < of.seconds.size(); ++w) {
      result.tried.push_back({ShownName(group, w), tried[c].name, of.seconds[w], of.times});
    }
  }
  std::vector<Configuration> best;
  for (const std::vector<int>& places : candidates) best.push_back(tried[Fastest(*trials, places)]);
  return best;
}

double MedianSeconds(const Rounds& rounds, int participant, int workload) {
  std::vector<double> seconds;
  for (bool clean : {true, false}) {
    for (const Sample& sample : rounds.Samples(participant, workload, clean)) {
      seconds.push_back(sample.seconds);
    }
    if (!seconds.empty()) return *Median(seconds);
  }
  return std::numeric_limits<double>::infinity();
}

// The fastest of the participants that are configurations of this baseline: what one baseline's
// rounds showed counts for all that it belongs to.
int FastestMeasured(const Baseline& baseline, const std::vector<Configuration>& participants,
                    const Rounds& rounds, int workload) {
  int fastest = -1;
  for (size_t p = 0; p < participants.size(); ++p) {
    const bool belongs =
        std::any_of(baseline.candidates.begin(), baseline.candidates.end(),
                    [&](const Configuration& c) { return SameConfiguration(c, participants[p]); });
    if (!belongs) continue;
    const int place = static_cast<int>(p);
    if (fastest < 0 ||
        MedianSeconds(rounds, place, workload) < MedianSeconds(rounds, fastest, workload)) {
      fastest = place;
    }
  }
  return fastest;
}

}  // namespace

std::vector<Baseline> BaselinesFor(const Group& group, const SessionOptions& options) {
  if (Workers::HaveLibtorch()) return LibtorchBaselines(group);
  const std::string& engine = options.engines.back();
  return {{engine, {EngineConfiguration(engine)}}};
}

absl::StatusOr<GroupResult> RunGroup(const Group& group, const SessionOptions& all_options,
                                     Workers& workers, BestProbes& best_probes) {
  GroupResult result;
  SessionOptions options = all_options;
  if (group.kind == Kind::kOperations) {
    // Dozens of them share a process; each takes microseconds.
    options.milliseconds /= 5.0;
    options.trial_milliseconds /= 5.0;
  }
  const std::vector<Baseline> baselines = BaselinesFor(group, options);
  std::vector<Configuration> best;
  if (baselines.size() > 1 || baselines.front().candidates.size() > 1) {
    absl::StatusOr<std::vector<Configuration>> found =
        FindBest(group, baselines, options, workers, result);
    if (!found.ok()) return found.status();
    best = *std::move(found);
  } else {
    best = {baselines.front().candidates.front()};
  }

  std::vector<Configuration> participants;
  for (const std::string& engine : options.engines) {
    participants.push_back(EngineConfiguration(engine));
  }
  const int engines = static_cast<int>(participants.size());
  std::vector<Pairing> pairings;
  for (const Configuration& configuration : best) {
    const int baseline = FindOrAdd(configuration, participants);
    for (int engine = 0; engine < engines; ++engine) {
      if (engine != baseline) pairings.push_back({engine, baseline});
    }
  }

  const int workloads = static_cast<int>(group.workloads.size());
  std::vector<std::vector<WorkerResult>> last(participants.size());
  Rounds rounds(static_cast<int>(participants.size()), workloads, pairings, options.rounds,
                &best_probes[group.cores]);
  int processes = 0;
  absl::Status status = rounds.Run([&](int p) -> absl::StatusOr<std::vector<Sample>> {
    const Configuration& participant = participants[p];
    options.progress(absl::StrCat(ShownName(group, 0), ": process ", ++processes, ", ",
                                  participant.engine, " ", participant.name));
    absl::StatusOr<std::vector<WorkerResult>> results =
        workers.Run(group, participant, options.milliseconds);
    if (!results.ok()) return results.status();
    std::vector<Sample> samples;
    for (const WorkerResult& r : *results) samples.push_back(r.sample);
    last[p] = *std::move(results);
    return samples;
  });
  if (!status.ok()) return status;

  for (const Baseline& baseline : baselines) {
    for (int engine = 0; engine < engines; ++engine) {
      for (int w = 0; w < workloads; ++w) {
        const int fastest = FastestMeasured(baseline, participants, rounds, w);
        if (fastest == engine) continue;
        result.ratios.push_back({ShownName(group, w), participants[engine].engine, baseline.name,
                                 participants[fastest].name, rounds.Ratio({engine, fastest}, w)});
      }
    }
  }
  for (size_t p = 0; p < participants.size(); ++p) {
    if (last[p].empty()) continue;
    for (int w = 0; w < workloads; ++w) {
      TimingRow row;
      row.workload = ShownName(group, w);
      row.engine = participants[p].engine;
      row.configuration = participants[p].name;
      row.group = group;
      row.samples = rounds.Samples(static_cast<int>(p), w, /*clean=*/true);
      row.seconds = MedianSeconds(rounds, static_cast<int>(p), w);
      row.last = last[p][w].json;
      row.last["all_disturbed"] = row.samples.empty();
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
  }
  if (!row.result.ratio.has_value()) {
    json["why"] =
        row.result.disturbed > 0 ? "no two undisturbed rounds" : "time for one round only";
    if (row.result.disturbed_ratio.has_value()) {
      json["disturbed_ratio"] = *row.result.disturbed_ratio;
    }
  }
  json["rounds"] = row.result.rounds;
  json["disturbed_rounds"] = row.result.disturbed;
  json["narrow"] = row.result.narrow;
  return json;
}

ordered_json ToJson(const TimingRow& row, double best_probe) {
  ordered_json json = {{"workload", row.workload},
                       {"engine", row.engine},
                       {"configuration", row.configuration},
                       {"cores", row.group.cores},
                       {"seconds", row.seconds},
                       {"all_disturbed", row.last["all_disturbed"]}};
  const double flops = row.last["flops"], useful = row.last["useful_flops"];
  json["samples_per_s"] = row.last["samples"].get<double>() / row.seconds;
  json["gflops"] = flops / row.seconds * 1e-9;
  json["share_of_peak"] = flops / row.seconds * 1e-9 / best_probe;
  json["useful_share_of_peak"] = useful / row.seconds * 1e-9 / best_probe;
  for (const char* key :
       {"peak_rss_bytes", "training_bytes", "cold_start_s", "plan_s", "first_step_s"}) {
    if (row.last.contains(key)) json[key] = row.last[key];
  }
  // What a comparison of two sessions needs: seconds, and the lower of the probes around them.
  json["samples"] = ordered_json::array();
  for (const Sample& sample : row.samples) {
    json["samples"].push_back({sample.seconds, std::min(sample.probe_before, sample.probe_after)});
  }
  return json;
}

}  // namespace tenfold
