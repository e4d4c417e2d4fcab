// Trains, saves the weights, and predicts with another network that has loaded them:
// save_and_predict FILE.safetensors
#include <cstdio>
#include <vector>

#include "engine/framework/sequential.h"
#include "engine/framework/training.h"

using namespace tenfold;

namespace {

std::vector<Layer> Layers() { return {Linear(2, 16), ReLU(), Linear(16, 1), Tanh()}; }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: save_and_predict FILE.safetensors\n");
    return 1;
  }
  const Tensor inputs({4, 2}, {0, 0, 0, 1, 1, 0, 1, 1});
  const Tensor targets({4, 1}, {-1, 1, 1, -1});

  Sequential trained(Layers(), /*seed=*/1);
  MseLoss loss;
  Adam adam(trained, /*learning_rate=*/0.01);
  for (int step = 0; step < 200; ++step) {
    trained.ZeroGrad();
    loss.Forward(trained.Forward(inputs), targets);
    trained.Backward(loss.Backward());
    adam.Step();
  }
  absl::Status status = trained.SaveWeights(argv[1]);

  // The layers are not in the file: whoever loads it names them.
  Sequential loaded(Layers());
  if (status.ok()) status = loaded.LoadWeights(argv[1]);
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return 1;
  }
  const std::vector<float> expected = trained.Evaluate(inputs).values();
  const std::vector<float> outputs = loaded.Evaluate(inputs).values();
  for (int i = 0; i < 4; ++i) std::printf("%.9g\n", outputs[i]);
  return outputs == expected ? 0 : 1;
}
