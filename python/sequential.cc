#include "python/sequential.h"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/framework/sequential.h"
#include "engine/framework/training.h"
#include "engine/network/network_text.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/study/sweep.h"
#include "experiments/training/training_task_reader.h"
#include "python/arrays.h"
#include "python/status.h"

namespace tenfold::python {
namespace {

// What the C++ framework aborts for raises here.
void CheckShape(const std::string& name, const Shape& shape, const Shape& wanted) {
  if (shape == wanted) return;
  Raise(absl::InvalidArgumentError(
      absl::StrCat(name, ": has shape ", ShapeToString(shape), ", wants ", ShapeToString(wanted))));
}

const Shape& CheckSizes(const Shape& shape) {
  if (!shape.empty() && *std::min_element(shape.begin(), shape.end()) > 0) return shape;
  Raise(absl::InvalidArgumentError(
      absl::StrCat("input_shape: is ", ShapeToString(shape), ", wants positive sizes")));
}

Tensor TensorOf(const FloatArray& array, const std::string& name) {
  Shape shape = ShapeOf(array, name);
  return Tensor(std::move(shape), ValuesOf(array));
}

py::array NumpyOf(const Tensor& tensor) { return ArrayOf(tensor.values(), tensor.shape()); }

Shape WithRows(int rows, const Shape& shape) {
  Shape result = {rows};
  result.insert(result.end(), shape.begin(), shape.end());
  return result;
}

class Net {
 public:
  Net(const Shape& input_shape, const std::string& layers, uint64_t seed)
      : network_(Check(ParseNetwork(layers, CheckSizes(input_shape)))),
        output_shape_(Check(OutputShape(network_))),
        net_(network_, seed) {}

  py::array Forward(const FloatArray& input) {
    const Tensor rows = Rows(input);
    rows_ = rows.shape()[0];
    return NumpyOf(net_.Forward(rows));
  }

  py::array Evaluate(const FloatArray& input) const { return NumpyOf(net_.Evaluate(Rows(input))); }

  py::array Backward(const FloatArray& grad_output) {
    CheckForward();
    const Tensor grad = TensorOf(grad_output, "grad_output");
    CheckShape("grad_output", grad.shape(), WithRows(rows_, output_shape_));
    return NumpyOf(net_.Backward(grad));
  }

  py::array Activation(int layer) const {
    CheckForward();
    if (layer < 0 || layer >= net_.size()) {
      throw py::index_error(absl::StrCat("layer is ", layer, ", wants 0 to ", net_.size() - 1));
    }
    return NumpyOf(net_.Activation(layer));
  }

  std::vector<std::string> Names() {
    std::vector<std::string> names;
    for (const ParameterView& parameter : net_.Parameters()) names.push_back(parameter.name());
    return names;
  }
  py::array Value(const std::string& name) { return NumpyOf(Find(name).value()); }
  py::array Gradient(const std::string& name) { return NumpyOf(Find(name).grad()); }
  void SetValue(const std::string& name, const FloatArray& value) {
    ParameterView parameter = Find(name);
    const Tensor tensor = TensorOf(value, name);
    CheckShape(name, tensor.shape(), parameter.value().shape());
    parameter.set_value(tensor);
  }

  void ZeroGrad() { net_.ZeroGrad(); }

  // Settings of the optimizer as a study has them.
  void SetOptimizer(const std::vector<std::string>& settings) {
    Hyperparameters hyperparameters = study::Presets().front().hyperparameters;
    Check(SetHyperparameters(settings, hyperparameters));
    HyperparameterReader reader(hyperparameters);
    TrainingTask task;
    ReadTrainingHyperparameters(reader, task);
    Check(reader.status());
    net_.SetOptimizer(task.optimizer);
    learning_rate_ = task.learning_rate;
    rows_ = 0;
  }
  void Step() { net_.Step(learning_rate_); }

  std::string Layers() const { return NetworkToString(network_); }

 private:
  Tensor Rows(const FloatArray& input) const {
    Tensor rows = TensorOf(input, "input");
    const int count = rows.shape().empty() ? 0 : rows.shape()[0];
    CheckShape("input", rows.shape(), WithRows(count, network_.input_shape));
    if (count == 0) Raise(absl::InvalidArgumentError("input: has no rows"));
    return rows;
  }
  void CheckForward() const {
    if (rows_ == 0) Raise(absl::InvalidArgumentError("wants a forward pass before it"));
  }
  ParameterView Find(const std::string& name) {
    for (ParameterView& parameter : net_.Parameters()) {
      if (parameter.name() == name) return parameter;
    }
    throw py::key_error(absl::StrCat("no parameter is named ", name));
  }

  const Network network_;
  const Shape output_shape_;
  Sequential net_;
  double learning_rate_ = 0.0;
  int rows_ = 0;  // of the last forward pass
};

std::pair<double, py::array> Mse(const FloatArray& output, const FloatArray& target) {
  const Tensor answers = TensorOf(output, "output"), wanted = TensorOf(target, "target");
  CheckShape("target", wanted.shape(), answers.shape());
  if (answers.size() == 0) Raise(absl::InvalidArgumentError("output: is empty"));
  MseLoss loss;
  const double value = loss.Forward(answers, wanted);
  return {value, NumpyOf(loss.Backward())};
}

std::pair<double, py::array> CrossEntropy(
    const FloatArray& output,
    const py::array_t<int64_t, py::array::c_style | py::array::forcecast>& classes) {
  const Tensor answers = TensorOf(output, "output");
  if (answers.shape().size() != 2 || answers.size() == 0) {
    Raise(absl::InvalidArgumentError(absl::StrCat(
        "output: has shape ", ShapeToString(answers.shape()), ", wants [rows, classes]")));
  }
  CheckShape("classes", ShapeOf(classes, "classes"), {answers.shape()[0]});
  const std::vector<int64_t> values = ValuesOf(classes);
  for (int64_t value : values) {
    if (value < 0 || value >= answers.shape()[1]) {
      Raise(absl::InvalidArgumentError(
          absl::StrCat("classes: has class ", value, ", wants 0 to ", answers.shape()[1] - 1)));
    }
  }
  CrossEntropyLoss loss;
  const double value = loss.Forward(answers, {values.begin(), values.end()});
  return {value, NumpyOf(loss.Backward())};
}

}  // namespace

// These keep the GIL: a network is one thread's at a time.
void AddSequential(py::module_& module) {
  py::class_<Net>(module, "Sequential")
      .def(py::init<const Shape&, const std::string&, uint64_t>())
      .def("forward", &Net::Forward)
      .def("evaluate", &Net::Evaluate)
      .def("backward", &Net::Backward)
      .def("activation", &Net::Activation)
      .def("names", &Net::Names)
      .def("value", &Net::Value)
      .def("gradient", &Net::Gradient)
      .def("set_value", &Net::SetValue)
      .def("zero_grad", &Net::ZeroGrad)
      .def("set_optimizer", &Net::SetOptimizer)
      .def("step", &Net::Step)
      .def_property_readonly("layers", &Net::Layers);
  module.def("mse", &Mse);
  module.def("cross_entropy", &CrossEntropy);
}

}  // namespace tenfold::python
