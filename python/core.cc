// The module tenfold._core: what of the library Python sees. tenfold/_core.pyi says it in Python's
// words.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "experiments/study/sweep.h"
#include "python/sequential.h"
#include "python/study.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::python {
namespace {

namespace py = pybind11;

std::optional<std::pair<double, double>> MeanIntervalOf(const std::vector<double>& values) {
  const std::optional<Interval> interval = MeanInterval(values);
  if (!interval.has_value()) return std::nullopt;
  return std::pair(interval->low, interval->high);
}

}  // namespace

PYBIND11_MODULE(_core, module) {
  AddStudy(module);
  AddSequential(module);
  module.def("settings", [] { return study::Presets().front().hyperparameters.dump(); });
  module.def("mean", &Mean);
  module.def("sample_std", &SampleStd);
  module.def("mean_interval", &MeanIntervalOf);
  module.def("zero_mean_p", &ZeroMeanP);
}

}  // namespace tenfold::python
