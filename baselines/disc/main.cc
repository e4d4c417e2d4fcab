#include "baselines/program.h"
#include "experiments/disc/disc_experiment.h"
#include "experiments/disc/source_digests.h"

int main(int argc, char** argv) {
  using namespace tenfold;
  libtorch::PrepareProcess(argv);
  return SweepMain(libtorch::MakeProgram(disc::MakeExperiment(), disc::SourceDigests()), argc,
                   argv);
}
