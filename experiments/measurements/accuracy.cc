#include "experiments/measurements/accuracy.h"

namespace tenfold::measurements {
namespace {

void DescribeDeviation(JsonMembers& members, Deviation& deviation) {
  members.Numbers("first_losses", deviation.first_losses);
  members.Numbers("epoch_losses", deviation.epoch_losses);
  members.NotNegative("weights", deviation.weights);
  members.Number("test_accuracy", deviation.test_accuracy);
}

void DescribeRun(JsonMembers& members, RunDeviations& run) {
  members.Text("run", run.run);
  members.Expect("run", run.run.find('/') != std::string::npos,
                 "a name such as disc/paper/depth-4/seed-00");
  members.NamedObjects("engines", run.engines, DescribeDeviation);
  members.Expect("engines", !run.engines.empty(), "an object of engines, at least one");
}

}  // namespace

void Describe(JsonMembers& members, Accuracy& accuracy) {
  Describe(members, accuracy.provenance);
  members.Objects("runs", accuracy.runs, DescribeRun);
  members.Expect("runs", !accuracy.runs.empty(), "an array of runs, at least one");
}

}  // namespace tenfold::measurements
