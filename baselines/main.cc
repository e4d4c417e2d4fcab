// A question's settings trained by LibTorch: TENFOLD_QUESTION is its namespace, the others are its
// headers.
#include "baselines/program.h"
#include "experiments/datasets/digits.h"

#include TENFOLD_EXPERIMENT
#include TENFOLD_SOURCE_DIGESTS

int main(int argc, char** argv) {
  using namespace tenfold;
  libtorch::PrepareProcess(argv);
  return SweepMain(libtorch::MakeProgram(TENFOLD_QUESTION::MakeExperiment(DefaultMnistDir(argv[0])),
                                         TENFOLD_QUESTION::SourceDigests()),
                   argc, argv);
}
