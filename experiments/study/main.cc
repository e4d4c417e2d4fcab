#include "engine/backends/backends.h"
#include "experiments/study/source_digests.h"
#include "experiments/study/study_experiment.h"
#include "experiments/sweeps/program/sweep_main.h"

int main(int argc, char** argv) {
  using namespace tenfold;
  return SweepMain(
      {study::MakeExperiment(), AllBackends(), kDefaultBackend, study::SourceDigests()}, argc,
      argv);
}
