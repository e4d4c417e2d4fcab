#include "python/study.h"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "engine/network/network_text.h"
#include "experiments/study/array_study.h"
#include "experiments/study/source_digests.h"
#include "python/arrays.h"
#include "python/status.h"
#include "python/training.h"

namespace tenfold::python {
namespace {

using study::ArrayStudy;
using study::Model;
using study::Outcome;
using study::Scale;

// Targets are an array of numbers, or texts; the shape is that of either.
study::Arrays MakeArrays(const std::string& prefix, const FloatArray& inputs,
                         const py::object& targets, const std::vector<int>& target_shape) {
  study::Arrays arrays;
  arrays.name = "X" + prefix;
  arrays.target_name = "y" + prefix;
  arrays.shape = ShapeOf(inputs, arrays.name);
  arrays.inputs = ValuesOf(inputs);
  arrays.target_shape = target_shape;
  if (py::isinstance<py::list>(targets)) {
    arrays.texts = targets.cast<std::vector<std::string>>();
  } else {
    arrays.numbers = ValuesOf(targets.cast<DoubleArray>());
  }
  return arrays;
}

using Targets = std::tuple<FloatArray, py::object, std::vector<int>>;  // X, y and y's shape

// Rows where a mask is true, by seed; `masks` are [seeds, rows], in the order of `seeds`.
std::map<uint64_t, std::vector<int32_t>> TrainRows(
    const std::vector<int64_t>& seeds, const py::array_t<bool, py::array::c_style>& masks) {
  std::map<uint64_t, std::vector<int32_t>> train_rows;
  const auto all = masks.unchecked<2>();
  for (py::ssize_t i = 0; i < all.shape(0); ++i) {
    std::vector<int32_t>& rows = train_rows[static_cast<uint64_t>(seeds[i])];
    rows.clear();
    for (py::ssize_t row = 0; row < all.shape(1); ++row) {
      if (all(i, row)) rows.push_back(static_cast<int32_t>(row));
    }
  }
  return train_rows;
}

std::unique_ptr<ArrayStudy> MakeStudy(
    const Targets& data, const std::optional<Targets>& test,
    const std::vector<std::string>& networks, const std::vector<std::string>& settings,
    const std::vector<int64_t>& seeds,
    const std::optional<py::array_t<bool, py::array::c_style>>& masks, const std::string& engine,
    int jobs, bool keep_outputs, const std::string& results_dir) {
  study::ArrayStudyOptions options;
  options.networks = networks;
  options.settings = settings;
  options.seeds = seeds;
  if (masks.has_value()) options.train_rows = TrainRows(seeds, *masks);
  options.engine = engine;
  options.jobs = jobs;
  options.keep_outputs = keep_outputs;
  options.results_dir = results_dir;
  std::optional<study::Arrays> test_arrays;
  if (test.has_value()) {
    test_arrays =
        MakeArrays(" of test", std::get<0>(*test), std::get<1>(*test), std::get<2>(*test));
  }
  study::Arrays arrays = MakeArrays("", std::get<0>(data), std::get<1>(data), std::get<2>(data));
  return WithoutGil([&] {
    return ArrayStudy::Create(std::move(arrays), std::move(test_arrays), std::move(options),
                              study::SourceDigests());
  });
}

const char* NameOf(study::Kind kind) {
  switch (kind) {
    case study::Kind::kClassification:
      return "classification";
    case study::Kind::kBinary:
      return "binary";
    case study::Kind::kRegression:
      return "regression";
  }
  return "";
}

// By name, [seeds], not a number where a run diverged.
py::array Metric(const ArrayStudy& study, size_t network, const std::string& name) {
  const size_t seeds = study.options().seeds.size();
  std::vector<double> values;
  for (size_t i = network * seeds; i < (network + 1) * seeds; ++i) {
    const std::map<std::string, double>& metrics = study.outcome(i).metrics;
    const auto found = metrics.find(name);
    values.push_back(found == metrics.end() ? std::numeric_limits<double>::quiet_NaN()
                                            : found->second);
  }
  return ArrayOf(values, std::vector<size_t>{seeds});
}

py::array Numbers(const std::vector<double>& values, py::handle owner) {
  return ViewOf(values, std::vector<size_t>{values.size()}, owner);
}

py::array Outputs(const ArrayStudy& study, const std::vector<float>& outputs, py::handle owner) {
  const size_t rows = study.table().rows;
  return ViewOf(outputs, std::vector<size_t>{rows, outputs.size() / rows}, owner);
}

py::list Weights(const std::vector<std::vector<float>>& weights) {
  py::list list;
  for (const std::vector<float>& values : weights) {
    list.append(ArrayOf(values, std::vector<size_t>{values.size()}));
  }
  return list;
}

py::dict NamedWeights(const Model& model, py::handle owner) {
  const std::vector<ParameterInfo> parameters = Check(study::ModelParameters(model));
  py::dict named;
  for (size_t i = 0; i < parameters.size(); ++i) {
    named[py::str(parameters[i].name)] = ViewOf(model.weights[i], parameters[i].shape, owner);
  }
  return named;
}

py::tuple StateOf(const Model& model) {
  return py::make_tuple(model.network.input_shape, NetworkToString(model.network),
                        Weights(model.weights), model.inputs.mean, model.inputs.std,
                        model.targets.mean, model.targets.std);
}

Model ModelOf(const py::tuple& state) {
  Model model;
  model.network = Check(ParseNetwork(state[1].cast<std::string>(), state[0].cast<Shape>()));
  for (const py::handle values : state[2]) {
    model.weights.push_back(ValuesOf(values.cast<FloatArray>()));
  }
  model.inputs = {state[3].cast<std::vector<double>>(), state[4].cast<std::vector<double>>()};
  model.targets = {state[5].cast<std::vector<double>>(), state[6].cast<std::vector<double>>()};
  return model;
}

// X: [rows, ...row], as the network's data were; [rows, outputs].
py::array AnswersTo(const Model& model, const FloatArray& inputs) {
  const std::vector<int> shape = ShapeOf(inputs, "X");
  const int64_t row_size = NumElements(model.network.input_shape);
  const int rows = shape.empty() ? 0 : shape[0];
  if (shape.empty() || inputs.size() != rows * row_size) {
    Raise(absl::InvalidArgumentError(
        absl::StrCat("X: has shape ", ShapeToString(shape), ", wants [rows, ",
                     absl::StrJoin(model.network.input_shape, ", "), "]")));
  }
  Check(study::CheckFinite("X", shape, absl::MakeConstSpan(inputs.data(), inputs.size())));
  const std::vector<float> answers = WithoutGil([&model, values = inputs.data(), rows] {
    return study::Answers(model, *study::OwnBackends().back(), values, rows);
  });
  const int columns = static_cast<int>(NumElements(Check(OutputShape(model.network))));
  return ArrayOf(answers, Shape{rows, columns});
}

}  // namespace

void AddStudy(py::module_& module) {
  py::class_<Model>(module, "Model")
      .def("answers", &AnswersTo)
      .def_property_readonly("layers", [](const Model& m) { return NetworkToString(m.network); })
      .def_property_readonly(
          "weights",
          [](const py::object& self) { return NamedWeights(self.cast<const Model&>(), self); })
      .def(py::pickle(&StateOf, &ModelOf));
  py::class_<Outcome>(module, "Outcome")
      .def_readonly("run_id", &Outcome::run_id)
      .def_readonly("diverged_step", &Outcome::diverged_step)
      .def_readonly("metrics", &Outcome::metrics)
      .def_readonly("digest", &Outcome::weights_digest)
      .def_property_readonly("has_weights", [](const Outcome& o) { return !o.weights.empty(); })
      .def_property_readonly("losses",
                             [](const py::object& self) {
                               return Numbers(self.cast<const Outcome&>().train_loss, self);
                             })
      .def_property_readonly("first_losses", [](const py::object& self) {
        return Numbers(self.cast<const Outcome&>().first_losses, self);
      });
  py::class_<ArrayStudy>(module, "Study")
      .def(py::init(&MakeStudy), py::arg("data"), py::arg("test"), py::arg("networks"),
           py::arg("settings"), py::arg("seeds"), py::arg("masks"), py::arg("engine"),
           py::arg("jobs"), py::arg("keep_outputs"), py::arg("results_dir"))
      .def("train", &Train, py::arg("progress"))
      .def("__len__", &ArrayStudy::size)
      .def_property_readonly("done", &ArrayStudy::done)
      .def_property_readonly("notices", &ArrayStudy::notices)
      .def_property_readonly("networks", [](const ArrayStudy& s) { return s.options().variants; })
      .def_property_readonly("seeds", [](const ArrayStudy& s) { return s.options().seeds; })
      .def_property_readonly("kind", [](const ArrayStudy& s) { return NameOf(s.kind()); })
      .def_property_readonly("classes", [](const ArrayStudy& s) { return s.table().classes; })
      .def("metric", &Metric)
      .def("outcome", &ArrayStudy::outcome, py::return_value_policy::reference_internal)
      .def("layers", &ArrayStudy::Layers)
      .def("rows",
           [](const ArrayStudy& s, size_t run) {
             const study::DrawnRows drawn = Check(s.Rows(run));
             return py::make_tuple(drawn.split.train, drawn.split.test, drawn.split.left_out);
           })
      .def("outputs",
           [](const py::object& self, const py::object& outcome) {
             return Outputs(self.cast<const ArrayStudy&>(), outcome.cast<const Outcome&>().outputs,
                            outcome);
           })
      .def("train_again", [](const ArrayStudy& s,
                             size_t run) { return WithoutGil([&] { return s.TrainAgain(run); }); })
      .def("weights_metadata",
           [](const ArrayStudy& s, size_t run) { return Check(s.MetadataOf(run)); })
      .def("model", [](const ArrayStudy& s, size_t run, const Outcome& outcome) {
        return Check(s.ModelOf(run, outcome.weights));
      });
}

}  // namespace tenfold::python
