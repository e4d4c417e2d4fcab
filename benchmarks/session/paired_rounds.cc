#include "benchmarks/session/paired_rounds.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/status_macros.h"
#include "statistics/statistics.h"

namespace tenfold::benchmarks {

PairedRounds::PairedRounds(int participants, int workloads, std::vector<Pairing> pairings,
                           RoundsOptions options, Probes* probes)
    : participants_(participants),
      workloads_(workloads),
      pairings_(std::move(pairings)),
      options_(std::move(options)),
      probes_(*probes) {}

bool PairedRounds::Disturbed(const ProcessTiming& sample) const {
  return !options_.keep_disturbed && IsDisturbed(sample, probes_);
}

absl::Status PairedRounds::Run(const Measure& measure) {
  std::vector<int> order;
  for (int p = 0; p < participants_; ++p) {
    const bool needed =
        std::any_of(pairings_.begin(), pairings_.end(), [&](const Pairing& pairing) {
          return (pairing.engine == p || pairing.baseline == p) && !IsNarrow(pairing);
        });
    if (needed) order.push_back(p);
  }
  std::vector<Visit> round(participants_);
  const auto visit = [&](int participant, std::vector<ProcessTiming>& samples) {
    TENFOLD_ASSIGN_OR_RETURN(std::vector<ProcessTiming> measured, measure(participant));
    samples = std::move(measured);
    for (const ProcessTiming& sample : samples) {
      probes_.Add(sample.probe_before);
      probes_.Add(sample.probe_after);
    }
    return absl::OkStatus();
  };
  for (int p : order) {
    TENFOLD_RETURN_IF_ERROR(visit(p, round[p].first));
  }
  for (auto p = order.rbegin(); p != order.rend(); ++p) {
    TENFOLD_RETURN_IF_ERROR(visit(*p, round[*p].second));
  }
  rounds_.push_back(std::move(round));
  return absl::OkStatus();
}

bool PairedRounds::AllNarrow() const {
  return std::all_of(pairings_.begin(), pairings_.end(),
                     [&](const Pairing& pairing) { return IsNarrow(pairing); });
}

RatioResult PairedRounds::Ratio(const Pairing& pairing, int workload) const {
  RatioResult result;
  std::vector<double> ratios, all;
  for (const std::vector<Visit>& round : rounds_) {
    const Visit& engine = round[pairing.engine];
    const Visit& baseline = round[pairing.baseline];
    if (engine.first.empty() || baseline.first.empty()) continue;
    const ProcessTiming &e1 = engine.first[workload], &e2 = engine.second[workload];
    const ProcessTiming &b1 = baseline.first[workload], &b2 = baseline.second[workload];
    all.push_back(std::sqrt(b1.seconds * b2.seconds / (e1.seconds * e2.seconds)));
    if (Disturbed(e1) || Disturbed(e2) || Disturbed(b1) || Disturbed(b2)) {
      ++result.disturbed;
      continue;
    }
    ratios.push_back(all.back());
  }
  result.rounds = static_cast<int>(ratios.size());
  result.disturbed_ratio = statistics::Median(all);
  if (const auto within = statistics::GeometricMeanInterval(ratios, 0.95); within.has_value()) {
    result.ratio = statistics::Widened(*within, statistics::kBetweenSessionsStd);
    result.standard_error = *statistics::LogStandardError(ratios);
  }
  result.narrow = result.rounds >= options_.least && result.ratio.has_value() &&
                  statistics::RelativeHalfWidth(*result.ratio) <= options_.half_width;
  return result;
}

bool PairedRounds::IsNarrow(const Pairing& pairing) const {
  for (int w = 0; w < workloads_; ++w) {
    if (!Ratio(pairing, w).narrow) return false;
  }
  return true;
}

std::vector<ProcessTiming> PairedRounds::Samples(int participant, int workload, bool clean) const {
  std::vector<ProcessTiming> samples;
  for (const std::vector<Visit>& round : rounds_) {
    const Visit& visit = round[participant];
    for (const std::vector<ProcessTiming>* process : {&visit.first, &visit.second}) {
      if (process->empty()) continue;
      const ProcessTiming& sample = (*process)[workload];
      if (!clean || !Disturbed(sample)) samples.push_back(sample);
    }
  }
  return samples;
}

}  // namespace tenfold::benchmarks
