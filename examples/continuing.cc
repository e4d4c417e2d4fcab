// A training in parts: each run of the program takes 100 steps more, from where the last one left
// off: continuing FILE.safetensors
#include <cstdio>
#include <cstdlib>

#include "engine/framework/sequential.h"
#include "engine/framework/training.h"

using namespace tenfold;

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::fprintf(stderr, "usage: continuing FILE.safetensors [STEPS]\n");
    return 1;
  }
  const int steps = argc == 3 ? std::atoi(argv[2]) : 100;
  const Tensor inputs({4, 2}, {0, 0, 0, 1, 1, 0, 1, 1});
  const Tensor targets({4, 1}, {-1, 1, 1, -1});

  // Dropout's masks come from the seed, so that has to be the same each time.
  Sequential net({Linear(2, 32), Tanh(), Dropout(0.1), Linear(32, 1), Tanh()}, /*seed=*/1);
  MseLoss loss;
  Adam adam(net, /*learning_rate=*/0.001);  // before Load, which brings what Adam remembers
  if (const absl::Status status = net.Load(argv[1]); status.ok()) {
    std::printf("going on\n");
  } else if (absl::IsNotFound(status)) {
    std::printf("beginning\n");
  } else {
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return 1;
  }
  double value = 0.0;
  for (int step = 0; step < steps; ++step) {
    net.ZeroGrad();
    value = loss.Forward(net.Forward(inputs), targets);
    net.Backward(loss.Backward());
    adam.Step();
  }
  std::printf("loss %.17g\n", value);
  if (const absl::Status status = net.Save(argv[1]); !status.ok()) {
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return 1;
  }
  return 0;
}
