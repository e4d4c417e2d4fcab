// How far the engines and LibTorch are from the same trainings in double.
#include "baselines/libtorch/libtorch.h"
#include "baselines/program.h"
#include "experiments/accuracy_main.h"

int main(int argc, char** argv) {
  using namespace tenfold;
  libtorch::PrepareProcess(argv);
  AccuracyProgram program;
  program.further_engines = {&libtorch::GetBackend()};
  for (const auto& [name, version] : libtorch::Versions()) program.versions[name] = version;
  return AccuracyMain(argc, argv, program);
}
