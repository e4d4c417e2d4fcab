#include "engine/backends/backends.h"
#include "experiments/datasets/digits.h"
#include "experiments/pairs/pairs_experiment.h"
#include "experiments/pairs/source_digests.h"
#include "experiments/sweeps/program/sweep_main.h"

int main(int argc, char** argv) {
  using namespace tenfold;
  return SweepMain({pairs::MakeExperiment(DefaultMnistDir(argv[0])), AllBackends(), kDefaultBackend,
                    pairs::SourceDigests()},
                   argc, argv);
}
