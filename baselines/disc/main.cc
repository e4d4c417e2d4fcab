#include "baselines/disc/source_digests.h"
#include "baselines/program.h"
#include "experiments/disc/disc_experiment.h"

int main(int argc, char** argv) {
  using namespace tenfold;
  libtorch::PrepareProcess(argv);
  return SweepMain(libtorch::MakeProgram(disc::MakeExperiment(), libtorch::disc::SourceDigests()),
                   argc, argv);
}
