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

// The fastest of each baseline's configurations, by one process each, over all workloads.
absl::StatusOr<std::vector<Configuration>> FindBest(const Group& group,
                                                    const std::vector<Baseline>& baselines,
                                                    const SessionOptions& options, Workers& workers,
                                                    GroupResult& result) {
  std::vector<Configuration> tried;
  std::vector<double> scores;  // mean logarithm of the seconds
  std::vector<Configuration> best;
  for (const Baseline& baseline : baselines) {
    int fastest = -1;
    for (const Configuration& candidate : baseline.candidates) {
      const int index = FindOrAdd(candidate, tried);
      if (index == static_cast<int>(scores.size())) {
        options.progress(
            absl::StrCat(ShownName(group, 0), ": trying ", candidate.engine, ", ", candidate.name));
        absl::StatusOr<std::vector<WorkerResult>> results =
            workers.Run(group, candidate, options.trial_milliseconds);
        if (!results.ok()) return results.status();
        double score = 0.0;
        for (size_t w = 0; w < results->size(); ++w) {
          const double seconds = (*results)[w].sample.seconds;
          score += std::log(seconds) / static_cast<double>(results->size());
          result.tried.push_back({ShownName(group, w), candidate.name, seconds});
        }
        scores.push_back(score);
      }
      if (fastest < 0 || scores[index] < scores[fastest]) fastest = index;
    }
    best.push_back(tried[fastest]);
  }
  return best;
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
  std::vector<int> baseline_of;  // by pairing
  for (size_t b = 0; b < best.size(); ++b) {
    const int baseline = FindOrAdd(best[b], participants);
    for (int engine = 0; engine < engines; ++engine) {
      if (engine == baseline) continue;
      pairings.push_back({engine, baseline});
      baseline_of.push_back(static_cast<int>(b));
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

  for (size_t i = 0; i < pairings.size(); ++i) {
    const Pairing& pairing = pairings[i];
    for (int w = 0; w < workloads; ++w) {
      result.ratios.push_back({ShownName(group, w), participants[pairing.engine].engine,
                               baselines[baseline_of[i]].name, participants[pairing.baseline].name,
                               rounds.Ratio(pairing, w)});
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
      const bool disturbed = row.samples.empty();
      std::vector<double> seconds;
      for (const Sample& sample :
           disturbed ? rounds.Samples(static_cast<int>(p), w, /*clean=*/false) : row.samples) {
        seconds.push_back(sample.seconds);
      }
      row.seconds = *Median(seconds);
      row.last = last[p][w].json;
      row.last["all_disturbed"] = disturbed;
      result.timings.push_back(std::move(row));
    }
  }
  return result;
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
    json["why"] = row.result.disturbed > 0 ? "no two undisturbed rounds" : "no time was left";
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
