// The smallest network that is no straight line: exclusive or.
#include <cstdio>

#include "engine/framework/sequential.h"
#include "engine/framework/training.h"

using namespace tenfold;

int main() {
  const Tensor inputs({4, 2}, {0, 0, 0, 1, 1, 0, 1, 1});
  const Tensor targets({4, 1}, {-1, 1, 1, -1});

  Sequential net({Linear(2, 8), Tanh(), Linear(8, 1), Tanh()}, /*seed=*/1);
  MseLoss loss;
  Sgd sgd(net, /*learning_rate=*/0.1, {/*momentum=*/0.9});
  for (int step = 0; step < 500; ++step) {
    net.ZeroGrad();
    loss.Forward(net.Forward(inputs), targets);
    net.Backward(loss.Backward());
    sgd.Step();
  }

  const Tensor outputs = net.Evaluate(inputs);
  bool all_right = true;
  for (int i = 0; i < 4; ++i) {
    std::printf("%g xor %g: %s\n", inputs[2 * i], inputs[2 * i + 1], outputs[i] > 0 ? "1" : "0");
    all_right = all_right && (outputs[i] > 0) == (targets[i] > 0);
  }
  return all_right ? 0 : 1;
}
