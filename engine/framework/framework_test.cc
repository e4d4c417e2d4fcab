#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "engine/backends/backends.h"
#include "engine/framework/sequential.h"
#include "engine/framework/training.h"
#include "engine/network/initial_weights.h"
#include "engine/network/network_text.h"
#include "engine/numerics/random.h"

namespace tenfold {
namespace {

Tensor RandomTensor(const Shape& shape, uint32_t substream) {
  PhiloxGenerator generator(1, Stream::kData, substream);
  Tensor tensor(shape);
  for (int64_t i = 0; i < tensor.size(); ++i) tensor[i] = 2 * generator.NextUniform() - 1;
  return tensor;
}

// Inside the circle of radius 0.8: +1, outside: -1.
Tensor CircleTargets(const Tensor& points) {
  Tensor targets({points.shape()[0], 1});
  for (int64_t i = 0; i < targets.size(); ++i) {
    const float x = points[2 * i], y = points[2 * i + 1];
    targets[i] = x * x + y * y < 0.64f ? 1.0f : -1.0f;
  }
  return targets;
}

TEST(Sequential, LearnsACircle) {
  Sequential net({Linear(2, 25), ReLU(), Linear(25, 25), ReLU(), Linear(25, 1), Tanh()},
                 /*seed=*/1);
  MseLoss loss;
  Sgd sgd(net, 0.1, {/*momentum=*/0.9});
  const Tensor points = RandomTensor({200, 2}, 0);
  const Tensor targets = CircleTargets(points);
  const double first = loss.Forward(net.Forward(points), targets);
  for (int step = 0; step < 300; ++step) {
    net.ZeroGrad();
    loss.Forward(net.Forward(points), targets);
    net.Backward(loss.Backward());
    sgd.Step();
  }
  EXPECT_GT(first, 0.8);
  EXPECT_LT(loss.Forward(net.Forward(points), targets), 0.1);
}

// The framework's calls and the training step of the executor below it are the same work.
TEST(Sequential, GivesTheBitsOfTrainStep) {
  const std::vector<Layer> layers = {Conv2d(1, 3, 3), MaxPool2d(2), ReLU(), Flatten(),
                                     Linear(27, 4)};
  const Shape image = {1, 8, 8};
  Sequential net(image, layers, /*seed=*/3);
  CrossEntropyLoss loss;
  Adam adam(net, 0.01);

  const Network network = OneBlock(image, layers);
  const NetworkInfo info = *Analyze(network);
  const Backend& backend = **FindBackend(kDefaultBackend);
  auto store = *backend.MakeStore(network, AdamOptions{});
  SetWeights(InitialWeights(info, 3), *store);
  auto executor = *backend.Plan(
      network, {/*max_rows=*/6, {{"loss", LossKind::kCrossEntropy, "output"}}}, store);

  const Tensor images = RandomTensor({6, 1, 8, 8}, 1);
  const std::vector<int32_t> classes = {0, 1, 2, 3, 0, 1};
  for (int step = 0; step < 5; ++step) {
    net.ZeroGrad();
    const double framework_loss = loss.Forward(net.Forward(images), classes);
    net.Backward(loss.Backward());
    adam.Step();
    const Targets targets = {nullptr, classes.data()};
    EXPECT_EQ(framework_loss, executor->TrainStep(images.data(), 6, {&targets, 1}, 0.01));
  }
  const auto weights = GetWeights(info, *store);
  const auto parameters = net.Parameters();
  ASSERT_EQ(parameters.size(), weights.size());
  for (size_t i = 0; i < weights.size(); ++i) EXPECT_EQ(parameters[i].value().values(), weights[i]);
}

// ... with class weights and clipped gradients too.
TEST(Sequential, GivesTheBitsOfAWeightedAndClippedTrainStep) {
  const std::vector<Layer> layers = {Linear(3, 5), Tanh(), Linear(5, 3)};
  const std::vector<double> weights = {0.5, 1.0, 4.0};
  Sequential net(layers, /*seed=*/3);
  CrossEntropyLoss loss(weights);
  Sgd sgd(net, 0.1, {/*momentum=*/0.5, /*nesterov=*/false, /*max_grad_norm=*/0.2});

  const Network network = OneBlock({3}, layers);
  const NetworkInfo info = *Analyze(network);
  const Backend& backend = **FindBackend(kDefaultBackend);
  auto store = *backend.MakeStore(network, SgdOptions{0.5, false, 0.2});
  SetWeights(InitialWeights(info, 3), *store);
  PlanOptions options = {/*max_rows=*/4, {{"loss", LossKind::kCrossEntropy, "output"}}};
  options.losses[0].class_weights = weights;
  auto executor = *backend.Plan(network, options, store);

  const Tensor points = RandomTensor({4, 3}, 1);
  const std::vector<int32_t> classes = {0, 1, 2, 2};
  const Targets targets = {nullptr, classes.data()};
  for (int step = 0; step < 5; ++step) {
    net.ZeroGrad();
    const double framework_loss = loss.Forward(net.Forward(points), classes);
    net.Backward(loss.Backward());
    sgd.Step();
    EXPECT_EQ(framework_loss, executor->TrainStep(points.data(), 4, {&targets, 1}, 0.1));
    double squares = 0.0;
    for (const ParameterView& parameter : net.Parameters()) {
      const Tensor gradient = parameter.grad();
      for (const float g : gradient.values()) squares += double{g} * double{g};
    }
    EXPECT_LE(std::sqrt(squares), 0.2 + 1e-6);
  }
  const auto trained = GetWeights(info, *store);
  const auto parameters = net.Parameters();
  for (size_t i = 0; i < trained.size(); ++i) EXPECT_EQ(parameters[i].value().values(), trained[i]);
}

// x + 2 x, then a sum of the row: numbers as nn.Sequential counts modules.
TEST(Sequential, OfAText) {
  Sequential net(
      *ParseNetwork("ReLU(), Residual(Linear(2, bias=false)), ReLU(), Linear(1, bias=false)", {2}));
  auto parameters = net.Parameters();
  ASSERT_EQ(parameters.size(), 2u);
  EXPECT_EQ(parameters[0].name(), "1.0.weight");
  EXPECT_EQ(parameters[1].name(), "3.weight");
  EXPECT_EQ(net.size(), 4);
  parameters[0].set_value(Tensor({2, 2}, {2.0f, 0.0f, 0.0f, 2.0f}));
  parameters[1].set_value(Tensor({1, 2}, {1.0f, 1.0f}));
  const Tensor input({2, 2}, {1.0f, 0.5f, -1.0f, 3.0f});
  EXPECT_EQ(net.Forward(input).values(), (std::vector<float>{4.5f, 9.0f}));
  EXPECT_EQ(net.Activation(0).values(), (std::vector<float>{1.0f, 0.5f, 0.0f, 3.0f}));
  EXPECT_EQ(net.Activation(1).values(), (std::vector<float>{3.0f, 1.5f, 0.0f, 9.0f}));
  EXPECT_EQ(net.Activation(3).values(), (std::vector<float>{4.5f, 9.0f}));
  EXPECT_EQ(net.Evaluate(input).values(), (std::vector<float>{4.5f, 9.0f}));
  EXPECT_EQ(net.Backward(Tensor({2, 1}, {1.0f, 10.0f})).values(),
            (std::vector<float>{3.0f, 3.0f, 0.0f, 30.0f}));
  EXPECT_EQ(parameters[0].grad().values(), (std::vector<float>{1.0f, 0.5f, 1.0f, 30.5f}));
}

TEST(Sequential, ShowsParametersGradientsAndActivations) {
  Sequential net({Linear(2, 1), ReLU()});
  auto parameters = net.Parameters();
  ASSERT_EQ(parameters.size(), 2u);
  EXPECT_EQ(parameters[0].name(), "0.weight");
  EXPECT_EQ(parameters[1].name(), "0.bias");
  parameters[0].set_value(Tensor({1, 2}, {2.0f, -1.0f}));
  parameters[1].set_value(Tensor({1}, {0.5f}));
  const Tensor input({2, 2}, {1.0f, 0.0f, 0.0f, 3.0f});
  EXPECT_EQ(net.Forward(input).values(), (std::vector<float>{2.5f, 0.0f}));
  EXPECT_EQ(net.Activation(0).values(), (std::vector<float>{2.5f, -2.5f}));
  EXPECT_EQ(net.Activation(1).values(), (std::vector<float>{2.5f, 0.0f}));
  const Tensor grad_input = net.Backward(Tensor({2, 1}, {1.0f, 1.0f}));
  EXPECT_EQ(grad_input.shape(), (Shape{2, 2}));
  EXPECT_EQ(grad_input.values(), (std::vector<float>{2.0f, -1.0f, 0.0f, 0.0f}));
  EXPECT_EQ(parameters[0].grad().values(), (std::vector<float>{1.0f, 0.0f}));
  // Gradients add up until ZeroGrad.
  net.Backward(Tensor({2, 1}, {1.0f, 1.0f}));
  EXPECT_EQ(parameters[1].grad().values(), (std::vector<float>{2.0f}));
  net.ZeroGrad();
  EXPECT_EQ(parameters[1].grad().values(), (std::vector<float>{0.0f}));
}

TEST(Sequential, TakesAnyNumberOfRows) {
  Sequential net({Linear(3, 2)});
  const Tensor input = RandomTensor({5, 3}, 2);
  EXPECT_EQ(net.Forward(Tensor({1, 3}, {input[0], input[1], input[2]})).shape(), (Shape{1, 2}));
  EXPECT_EQ(net.Forward(input).shape(), (Shape{5, 2}));
}

TEST(SequentialDeathTest, NamesBothShapes) {
  Sequential net({Linear(3, 2)});
  EXPECT_DEATH(net.Forward(Tensor({1, 4})), "\\[1, 4\\].*\\[3\\]");
  EXPECT_DEATH(Sequential({Linear(3, 2), Linear(3, 1)}), "layer 1: Linear\\(3, 1\\).*\\[2\\]");
}

// A view taken at any moment shows the parameter as it is now.
TEST(Sequential, ViewsOutlastOptimizersAndTheSequential) {
  std::vector<ParameterView> views;
  Tensor latest({1});
  {
    Sequential net({Linear(2, 1)}, /*seed=*/1);
    views = net.Parameters();
    Sgd sgd(net, 0.1);
    net.ZeroGrad();
    net.Forward(RandomTensor({4, 2}, 0));
    net.Backward(RandomTensor({4, 1}, 1));
    sgd.Step();
    latest = net.Parameters()[0].value();
    EXPECT_EQ(views[0].value()[0], latest[0]);
    views[1].set_value(RandomTensor({1}, 2));
    EXPECT_EQ(net.Parameters()[1].value()[0], RandomTensor({1}, 2)[0]);
    Adam adam(net, 0.1);
    EXPECT_EQ(views[0].value()[0], latest[0]);
  }
  EXPECT_EQ(views[0].name(), "0.weight");
  EXPECT_EQ(views[0].value()[0], latest[0]);
}

// Accumulating gradients goes forward several times before a step.
TEST(Sequential, DropoutMasksDependOnTheSeedAndTheForwardPass) {
  Tensor ones({1, 64});
  for (int64_t i = 0; i < ones.size(); ++i) ones[i] = 1.0f;
  const auto mask = [&](Sequential& net) {
    const Tensor output = net.Forward(ones);
    return std::vector<float>(output.data(), output.data() + output.size());
  };
  Sequential one({64}, {Dropout(0.5)}, /*seed=*/1), same({64}, {Dropout(0.5)}, /*seed=*/1),
      other({64}, {Dropout(0.5)}, /*seed=*/2);
  const std::vector<float> first = mask(one);
  EXPECT_EQ(mask(same), first);
  EXPECT_NE(mask(other), first);
  const std::vector<float> second = mask(one);
  EXPECT_NE(second, first);
  one.Evaluate(ones);
  EXPECT_EQ(mask(same), second);
  EXPECT_EQ(mask(one), mask(same));
}

// A training that a test can break off: everything that remembers something takes part.
struct Training {
  explicit Training(uint64_t seed, const Backend& engine)
      : net({Linear(2, 16), BatchNorm1d(16), Tanh(), Dropout(0.2), Linear(16, 1), Tanh()}, seed,
            engine),
        adam(net, 0.01) {}

  double Step() {
    net.ZeroGrad();
    const double value = loss.Forward(net.Forward(points), targets);
    net.Backward(loss.Backward());
    adam.Step();
    return value;
  }
  std::vector<float> Outputs() const { return net.Evaluate(points).values(); }

  const Tensor points = RandomTensor({50, 2}, 0);
  const Tensor targets = CircleTargets(points);
  Sequential net;
  MseLoss loss;
  Adam adam;
};

std::string FileNamed(const std::string& name) { return ::testing::TempDir() + "/" + name; }

TEST(Sequential, GoesOnFromAFileAsIfThereHadBeenNoBreak) {
  const std::string file = FileNamed("training.safetensors");
  for (const Backend* engine : AllBackends()) {
    Training unbroken(1, *engine);
    for (int step = 0; step < 20; ++step) unbroken.Step();
    ASSERT_TRUE(unbroken.net.Save(file).ok());
    // The seed draws dropout's masks.
    Training resumed(1, *engine);
    resumed.Step();
    ASSERT_EQ(resumed.net.Load(file), absl::OkStatus());
    for (int step = 0; step < 10; ++step) {
      EXPECT_EQ(resumed.Step(), unbroken.Step()) << engine->name() << ", step " << step;
    }
    EXPECT_EQ(resumed.Outputs(), unbroken.Outputs()) << engine->name();
  }
}

// What one engine has written another reads; simd and reference are the same to the bit.
TEST(Sequential, GoesOnWithAnotherEngine) {
  const std::string file = FileNamed("training.safetensors");
  Training reference(1, **FindBackend("reference")), simd(1, **FindBackend("simd"));
  for (int step = 0; step < 20; ++step) reference.Step();
  ASSERT_TRUE(reference.net.Save(file).ok());
  ASSERT_EQ(simd.net.Load(file), absl::OkStatus());
  for (int step = 0; step < 10; ++step) EXPECT_EQ(simd.Step(), reference.Step()) << step;
  EXPECT_EQ(simd.Outputs(), reference.Outputs());
}

// Weights alone do not do: Adam's loss jumps.
TEST(Sequential, WeightsAloneAreNoTraining) {
  const std::string file = FileNamed("weights.safetensors");
  Training unbroken(1, DefaultEngine()), other(1, DefaultEngine());
  for (int step = 0; step < 20; ++step) unbroken.Step();
  ASSERT_TRUE(unbroken.net.SaveWeights(file).ok());
  EXPECT_EQ(other.net.Load(file).message(),
            file + ": has weights alone and no state of a training");
  ASSERT_EQ(other.net.LoadWeights(file), absl::OkStatus());
  EXPECT_EQ(other.Outputs(), unbroken.Outputs());
  for (int step = 0; step < 2; ++step) {
    unbroken.Step();
    other.Step();
  }
  EXPECT_NE(other.Outputs(), unbroken.Outputs());
}

TEST(Sequential, AFileThatDoesNotFitChangesNothing) {
  const std::string file = FileNamed("other.safetensors");
  Training training(1, DefaultEngine());
  Sequential other({Linear(2, 16)}), sgd({Linear(2, 16)});
  Adam adam(other, 0.1);
  ASSERT_TRUE(other.Save(file).ok());
  const std::vector<float> outputs = training.Outputs();
  EXPECT_EQ(training.net.Load(file).message(), file + ": has no tensor \"1.weight\"");
  EXPECT_EQ(training.net.LoadWeights(file).message(), file + ": has no tensor \"1.weight\"");
  EXPECT_EQ(training.Outputs(), outputs);
  EXPECT_EQ(sgd.Load(file).message(),
            file + ": tensor \"optimizer.exp_avg.0.bias\" is of no parameter of the network");
  EXPECT_EQ(training.net.Load(FileNamed("missing")).code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace tenfold
