#include <cstdio>

#include "engine/framework/sequential.h"
#include "engine/framework/training.h"

int main() {
  using namespace tenfold;
  Sequential net({Linear(2, 8), Tanh(), Linear(8, 1), Tanh()}, /*seed=*/1);
  MseLoss loss;
  Sgd sgd(net, /*learning_rate=*/0.1, {/*momentum=*/0.9});
  const Tensor inputs({4, 2}, {0, 0, 0, 1, 1, 0, 1, 1});
  const Tensor targets({4, 1}, {-1, 1, 1, -1});
  double value = 0.0;
  for (int step = 0; step < 500; ++step) {
    net.ZeroGrad();
    value = loss.Forward(net.Forward(inputs), targets);
    net.Backward(loss.Backward());
    sgd.Step();
  }
  std::printf("loss %.3g\n", value);
  return value < 0.01 ? 0 : 1;
}
