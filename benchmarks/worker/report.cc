#include "benchmarks/worker/report.h"

namespace tenfold::benchmarks {
namespace {

using measurements::JsonMembers;

void DescribeResult(JsonMembers& members, WorkloadReport& result) {
  members.Text("workload", result.workload);
  members.Numbers("check", result.check);
  if (!members.Has("seconds", result.timing)) return;
  WorkTiming& timing = *result.timing;
  members.Positive("seconds", timing.seconds);
  members.Count("epochs", timing.epochs);
  members.NotNegative("flops", result.cost.flops);
  members.NotNegative("useful_flops", result.cost.useful_flops);
  members.NotNegative("bytes", result.cost.bytes);
  members.Count("samples", result.cost.samples);
  members.PositiveCount("cores", timing.cores);
  members.Positive("probe_before", timing.probe_before);
  members.Positive("probe_after", timing.probe_after);
  members.NotNegative("cpu_share", timing.cpu_share);
  members.NotNegative("others_share", timing.others_share);
  members.NotNegative("plan_s", timing.plan_s);
  members.NotNegative("first_step_s", timing.first_step_s);
  if (members.Has("cold_start_s", result.cold_start_s)) {
    members.NotNegative("cold_start_s", *result.cold_start_s);
  }
  if (members.Has("training_bytes", result.training_bytes)) {
    members.Integer("training_bytes", *result.training_bytes);
  }
}

}  // namespace

void Describe(JsonMembers& members, WorkerReport& report) {
  members.Number("load_s", report.load_s);
  if (members.NotNull("blas", report.blas)) members.NamedTexts("blas", *report.blas);
  members.Count("peak_rss_bytes", report.peak_rss_bytes);
  members.Objects("results", report.results, DescribeResult);
}

}  // namespace tenfold::benchmarks
