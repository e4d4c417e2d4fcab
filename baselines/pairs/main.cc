#include "baselines/program.h"
#include "experiments/datasets/digits.h"
#include "experiments/pairs/pairs_experiment.h"
#include "experiments/pairs/source_digests.h"

int main(int argc, char** argv) {
  using namespace tenfold;
  libtorch::PrepareProcess(argv);
  return SweepMain(libtorch::MakeProgram(pairs::MakeExperiment(DefaultMnistDir(argv[0])),
                                         pairs::SourceDigests()),
                   argc, argv);
}
