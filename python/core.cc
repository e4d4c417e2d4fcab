// The module tenfold._core: what of the library Python sees. tenfold/_core.pyi says it in Python's
// words.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "engine/framework/safetensors.h"
#include "experiments/study/sweep.h"
#include "python/arrays.h"
#include "python/sequential.h"
#include "python/status.h"
#include "python/study.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::python {
namespace {

std::optional<std::pair<double, double>> MeanIntervalOf(const std::vector<double>& values) {
  const std::optional<statistics::Interval> interval = statistics::MeanInterval(values);
  if (!interval.has_value()) return std::nullopt;
  return std::pair(interval->low, interval->high);
}

void WriteSafetensors(const std::string& path, const std::map<std::string, FloatArray>& arrays,
                      const std::map<std::string, std::string>& metadata) {
  Safetensors content = {{}, metadata};
  for (const auto& [name, array] : arrays) {
    content.tensors.push_back({name, ShapeOf(array, name), ValuesOf(array)});
  }
  Check(WriteFileAtomically(path, Check(SafetensorsFile(content))));
}

}  // namespace

PYBIND11_MODULE(_core, module) {
  AddStudy(module);
  AddSequential(module);
  module.def("settings", [] { return study::Presets().front().hyperparameters.dump(); });
  module.def("write_safetensors", &WriteSafetensors);
  module.def("mean", &statistics::Mean);
  module.def("sample_std", &statistics::SampleStd);
  module.def("mean_interval", &MeanIntervalOf);
  module.def("zero_mean_p", &statistics::ZeroMeanP);
}

}  // namespace tenfold::python
