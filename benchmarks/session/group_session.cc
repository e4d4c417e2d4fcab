#include "benchmarks/session/group_session.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "statistics/statistics.h"

namespace tenfold::benchmarks {
namespace {

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

// Of the processes that say something.
double MedianOf(const std::vector<std::vector<WorkerResult>>& processes, int workload,
                const std::function<std::optional<double>(const WorkerResult&)>& value_of) {
  std::vector<double> values;
  for (const std::vector<WorkerResult>& process : processes) {
    if (const auto value = value_of(process[workload]); value.has_value()) values.push_back(*value);
  }
  return values.empty() ? 0.0 : *statistics::Median(values);
}

// The median of the higher of the probes around each process; of no process, the usual one.
double PeakOf(const std::vector<ProcessTiming>& samples, const Probes& probes) {
  std::vector<double> peaks;
  for (const ProcessTiming& sample : samples) {
    peaks.push_back(std::max(sample.probe_before, sample.probe_after));
  }
  return peaks.empty() ? probes.usual() : *statistics::Median(peaks);
}

}  // namespace

std::vector<Baseline> BaselinesFor(const Group& group, const SessionOptions& options) {
  std::vector<Baseline> baselines;
  if (WorkerStarter::HaveLibtorch()) baselines = LibtorchBaselines(group);
  if (options.peers && group.peers) {
    // The last of LibTorch's has all its configurations.
    baselines.insert(baselines.begin(),
                     PeerBaseline(group, baselines.empty() ? std::vector<Configuration>()
                                                           : baselines.back().candidates));
  }
  if (!baselines.empty()) return baselines;
  const std::string& engine = options.engines.back();
  return {{engine, {EngineConfiguration(engine, group.engine_seeds)}}};
}

GroupSession::GroupSession(Group group, SessionOptions options, WorkerStarter& workers,
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
      TENFOLD_ASSIGN_OR_RETURN(std::vector<WorkerResult> results,
                               Start(all[c], options_.trial_milliseconds, ": trying "));
      seconds.clear();
      bool disturbed = false;
      for (const WorkerResult& result : results) {
        seconds.push_back(result.sample.seconds);
        disturbed |= IsDisturbed(result.sample, probes_[group_.cores]);
      }
      if (!disturbed || !std::exchange(again, false)) return seconds;
    }
  };
  TENFOLD_ASSIGN_OR_RETURN(
      std::vector<Screened> screened,
      RunScreening(static_cast<int>(all.size()), candidates, options_.screening, measure));
  for (size_t c = 0; c < all.size(); ++c) {
    const Screened& of = screened[c];
    for (size_t w = 0; w < of.seconds.size(); ++w) {
      const std::string name =
          all[c].worker == kPeers ? PeerName(all[c].engine, all[c].name) : all[c].name;
      tried_.push_back({ShownName(group_, w), name, of.seconds[w], of.times});
    }
  }
  std::vector<Configuration> best;
  for (const std::vector<int>& places : candidates) {
    best.push_back(all[Fastest(screened, places)]);
  }
  return best;
}

absl::Status GroupSession::Prepare() {
  std::vector<Configuration> best = {baselines_.front().candidates.front()};
  if (baselines_.size() > 1 || baselines_.front().candidates.size() > 1) {
    TENFOLD_ASSIGN_OR_RETURN(std::vector<Configuration> found, Screen());
    best = std::move(found);
  }
  for (const std::string& engine : options_.engines) {
    participants_.push_back(EngineConfiguration(engine, group_.engine_seeds));
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
  rounds_ = std::make_unique<PairedRounds>(static_cast<int>(participants_.size()),
                                           static_cast<int>(group_.workloads.size()), pairings,
                                           options_.rounds, &probes_[group_.cores]);
  return absl::OkStatus();
}

absl::Status GroupSession::Round() {
  return rounds_->Run([&](int p) -> absl::StatusOr<std::vector<ProcessTiming>> {
    TENFOLD_ASSIGN_OR_RETURN(std::vector<WorkerResult> results,
                             Start(participants_[p], options_.milliseconds, ": "));
    std::vector<ProcessTiming> samples;
    for (const WorkerResult& r : results) samples.push_back(r.sample);
    results_[p].push_back(std::move(results));
    return samples;
  });
}

double GroupSession::MedianSeconds(int participant, int workload) const {
  std::vector<double> seconds;
  for (bool clean : {true, false}) {
    for (const ProcessTiming& sample : rounds_->Samples(participant, workload, clean)) {
      seconds.push_back(sample.seconds);
    }
    if (!seconds.empty()) return *statistics::Median(seconds);
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
        result.ratios.push_back(RatioOf(baseline, engine, fastest, w));
      }
    }
  }
  for (size_t p = 0; p < participants_.size(); ++p) {
    for (int w = 0; w < workloads; ++w) {
      const int participant = static_cast<int>(p);
      if (std::isinf(MedianSeconds(participant, w))) continue;
      result.timings.push_back(TimingOf(participant, w));
    }
  }
  return result;
}

measurements::Ratio GroupSession::RatioOf(const Baseline& baseline, int engine, int fastest,
                                          int workload) const {
  const RatioResult result = rounds_->Ratio({engine, fastest}, workload);
  measurements::Ratio ratio;
  ratio.workload = ShownName(group_, workload);
  ratio.engine = participants_[engine].engine;
  ratio.baseline = baseline.name;
  ratio.configuration = baseline.name == kPeers
                            ? PeerName(participants_[fastest].engine, participants_[fastest].name)
                            : participants_[fastest].name;
  ratio.ratio = result.ratio;
  ratio.standard_error = result.standard_error;
  if (!result.ratio.has_value()) {
    ratio.why = result.disturbed > 0 ? "no two undisturbed rounds" : "no time for two rounds";
    ratio.disturbed_ratio = result.disturbed_ratio;
  }
  ratio.rounds = result.rounds;
  ratio.disturbed_rounds = result.disturbed;
  ratio.narrow = result.narrow;
  return ratio;
}

measurements::Timing GroupSession::TimingOf(int participant, int workload) const {
  const std::vector<std::vector<WorkerResult>>& processes = results_[participant];
  const std::vector<ProcessTiming> samples =
      rounds_->Samples(participant, workload, /*clean=*/true);
  const WorkerResult& last = processes.back()[workload];
  const Cost& cost = last.report.cost;
  measurements::Timing timing;
  timing.workload = ShownName(group_, workload);
  timing.engine = participants_[participant].engine;
  timing.configuration = participants_[participant].name;
  timing.cores = last.report.timing->cores;
  timing.seconds = MedianSeconds(participant, workload);
  timing.all_disturbed = samples.empty();
  timing.samples_per_s = static_cast<double>(cost.samples) / timing.seconds;
  timing.gflops = cost.flops / timing.seconds * 1e-9;
  const double peak = PeakOf(samples, probes_[group_.cores]);
  timing.share_of_peak = cost.flops / timing.seconds * 1e-9 / peak;
  timing.useful_share_of_peak = cost.useful_flops / timing.seconds * 1e-9 / peak;
  if (cost.bytes > 0.0 && cost.flops > 0.0) timing.flops_per_byte = cost.flops / cost.bytes;
  timing.peak_rss_bytes = last.peak_rss_bytes;
  timing.training_bytes = last.report.training_bytes;
  const auto median = [&](auto value_of) { return MedianOf(processes, workload, value_of); };
  timing.load_s = median([](const WorkerResult& r) { return r.load_s; });
  if (last.report.cold_start_s.has_value()) {
    timing.cold_start = measurements::ColdStart{
        median([](const WorkerResult& r) { return r.report.cold_start_s; }),
        median([](const WorkerResult& r) { return r.report.timing->plan_s; }),
        median([](const WorkerResult& r) { return r.report.timing->first_step_s; })};
  }
  // What a comparison of two sessions needs: seconds, and the lower of the probes around them.
  for (const ProcessTiming& sample : samples) {
    timing.samples.push_back({sample.seconds, std::min(sample.probe_before, sample.probe_after)});
  }
  return timing;
}

absl::Status CheckMilliseconds(double milliseconds) {
  if (std::isfinite(milliseconds) && milliseconds > 0.0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--ms is ", milliseconds, "; a finite number above 0 is wanted"));
}

}  // namespace tenfold::benchmarks
