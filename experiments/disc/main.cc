#include "engine/backends/backends.h"
#include "experiments/disc/disc_experiment.h"
#include "experiments/disc/source_digests.h"
#include "experiments/sweeps/program/sweep_main.h"

int main(int argc, char** argv) {
  using namespace tenfold;
  return SweepMain({disc::MakeExperiment(), AllBackends(), kDefaultBackend, disc::SourceDigests()},
                   argc, argv);
}
