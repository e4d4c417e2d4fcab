#include "experiments/measurements/benchmark.h"

namespace tenfold::measurements {
namespace {

void DescribeMeasured(JsonMembers& members, Ratio& ratio) {
  members.Text("workload", ratio.workload);
  members.Require("ratio");
  DescribeRatio(members, ratio);
}

void DescribeNotMeasured(JsonMembers& members, Ratio& ratio) {
  members.Text("workload", ratio.workload);
  if (members.Has("engine", !ratio.engine.empty())) {
    DescribeRatio(members, ratio);
  } else {
    members.Text("why", ratio.why);
  }
}

void DescribeTiming(JsonMembers& members, Timing& timing) {
  members.Text("workload", timing.workload);
  members.Text("engine", timing.engine);
  members.Text("configuration", timing.configuration);
  members.Count("cores", timing.cores);
  members.Positive("seconds", timing.seconds);
  members.Flag("all_disturbed", timing.all_disturbed);
  members.NotNegative("samples_per_s", timing.samples_per_s);
  members.NotNegative("gflops", timing.gflops);
  members.NotNegative("share_of_peak", timing.share_of_peak);
  members.NotNegative("useful_share_of_peak", timing.useful_share_of_peak);
  if (members.Has("flops_per_byte", timing.flops_per_byte)) {
    members.Positive("flops_per_byte", *timing.flops_per_byte);
  }
  members.Count("peak_rss_bytes", timing.peak_rss_bytes);
  if (members.Has("training_bytes", timing.training_bytes)) {
    members.Integer("training_bytes", *timing.training_bytes);
  }
  members.NotNegative("load_s", timing.load_s);
  if (members.Has("cold_start_s", timing.cold_start)) {
    members.NotNegative("cold_start_s", timing.cold_start->first_plan);
    members.NotNegative("plan_s", timing.cold_start->plan);
    members.NotNegative("first_step_s", timing.cold_start->first_step);
  }
  members.PositivePairs("samples", timing.samples);
}

void DescribeTried(JsonMembers& members, TriedConfiguration& tried) {
  members.Text("workload", tried.workload);
  members.Text("configuration", tried.configuration);
  members.Positive("seconds", tried.seconds);
  members.Count("times", tried.times);
}

}  // namespace

void DescribeRatio(JsonMembers& members, Ratio& ratio) {
  members.Text("engine", ratio.engine);
  members.Text("baseline", ratio.baseline);
  members.Text("configuration", ratio.configuration);
  if (members.Has("ratio", ratio.ratio)) {
    members.Positive("ratio", ratio.ratio->estimate);
    members.Positive("low", ratio.ratio->low);
    members.Positive("high", ratio.ratio->high);
    members.NotNegative("standard_error", ratio.standard_error);
  } else {
    members.Text("why", ratio.why);
    if (members.Has("disturbed_ratio", ratio.disturbed_ratio)) {
      members.Positive("disturbed_ratio", *ratio.disturbed_ratio);
    }
  }
  members.Count("rounds", ratio.rounds);
  members.Count("disturbed_rounds", ratio.disturbed_rounds);
  members.Flag("narrow", ratio.narrow);
}

void Describe(JsonMembers& members, Benchmark& benchmark) {
  Describe(members, benchmark.session);
  members.Flag("quick", benchmark.quick);
  members.Objects("ratios", benchmark.ratios, DescribeMeasured);
  members.Objects("not_measured", benchmark.not_measured, DescribeNotMeasured);
  members.Objects("timings", benchmark.timings, DescribeTiming);
  members.Objects("configurations", benchmark.configurations, DescribeTried);
}

}  // namespace tenfold::measurements
