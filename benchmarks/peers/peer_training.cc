#include "benchmarks/peers/peer_training.h"

#include <pybind11/embed.h>
#include <pybind11/stl.h>

#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "benchmarks/peers/training_description.h"
#include "experiments/training/epoch_inputs.h"

namespace tenfold::benchmarks {
namespace {

namespace py = pybind11;

// By name: "jax".
std::map<std::string, py::module_>& Modules() {
  // Never destroyed, as the interpreter is not.
  static auto& modules = *new std::map<std::string, py::module_>();
  return modules;
}

// "ValueError: what is wrong", without the lines that say where.
std::string LineOf(const py::error_already_set& error) {
  const std::string text = py::str(error.value());
  return absl::StrCat(py::str(error.type().attr("__name__")).cast<std::string>(), ": ",
                      text.substr(0, text.find('\n')));
}

absl::Status StatusOf(const std::string& engine, const py::error_already_set& error) {
  if (error.matches(PyExc_NotImplementedError)) {
    return absl::UnimplementedError(py::str(error.value()).cast<std::string>());
  }
  return absl::InternalError(absl::StrCat(engine, ": ", LineOf(error)));
}

// Python's own library is that of the program; of the environment only what is installed there.
void StartPython(const std::string& environment) {
  if (Py_IsInitialized() != 0) return;
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.write_bytecode = 0;
  config.site_import = 0;  // not what the system has installed
  // Python's own modules are those beside its library, not those of a python3 that PATH names.
  PyConfig_SetString(&config, &config.home, L"/usr");
  PyConfig_SetString(&config, &config.program_name, L"/usr/bin/python3");
  // Neither the interpreter nor the libraries' threads are ended.
  new py::scoped_interpreter(&config);
  const py::module_ sys = py::module_::import("sys");
  // What libraries print is no part of the report.
  sys.attr("stdout") = sys.attr("stderr");
  const std::string folder =
      std::filesystem::read_symlink("/proc/self/exe").parent_path().string() + "/modules";
  sys.attr("path").attr("insert")(0, folder);
  const std::string version = absl::StrCat("python", PY_MAJOR_VERSION, ".", PY_MINOR_VERSION);
  py::module_::import("site").attr("addsitedir")(
      absl::StrCat(environment, "/lib/", version, "/site-packages"));
}

class PeerTraining final : public TimedWork {
 public:
  PeerTraining(TrainingTask task, uint64_t seed) : task_(std::move(task)), seed_(seed) {}

  // Before all else. Tasks of several seeds have no inputs that change with the epoch.
  absl::Status Prepare(const std::string& engine, const py::module_& module,
                       const std::string& mode, const std::vector<TrainingTask>& tasks,
                       const std::vector<uint64_t>& seeds) {
    TENFOLD_ASSIGN_OR_RETURN(EpochInputs inputs, EpochInputs::Create(task_, seed_));
    const bool changing = &inputs.OfEpoch(0) != &task_.train.inputs;
    if (changing && seeds.size() > 1) {
      return absl::UnimplementedError("augmented inputs of several seeds at once");
    }
    if (changing) inputs_.emplace(std::move(inputs));
    TENFOLD_ASSIGN_OR_RETURN(
        py::dict description,
        DescribeTraining(tasks, seeds, changing ? &inputs_->OfEpoch(0) : nullptr));
    try {
      training_ = module.attr("Training")(description, mode);
      // Compiles.
      training_.attr("run")(1);
    } catch (const py::error_already_set& error) {
      return StatusOf(engine, error);
    }
    if (!changing) task_.train.inputs = {};
    return Restart();
  }

  absl::Status Restart() override {
    Call("restart");
    epoch_ = 0;
    return absl::OkStatus();
  }

  void RunStep() override { RunEpochs(1); }

  void RunEpochs(int epochs) override {
    if (!inputs_.has_value()) return Call("run", epochs);
    for (int i = 0; i < epochs; ++i) {
      inputs_->OfEpoch(epoch_++);
      Call("new_inputs");
      Call("run", 1);
    }
  }

  std::vector<double> Check(int steps) override {
    std::vector<std::vector<double>> losses;  // [step][seed]
    while (static_cast<int>(losses.size()) < steps) {
      RunEpochs(1);
      const auto of_epoch = training_.attr("losses")().cast<std::vector<std::vector<double>>>();
      losses.insert(losses.end(), of_epoch.begin(), of_epoch.end());
    }
    std::vector<double> by_seed;
    for (size_t seed = 0; seed < losses.front().size(); ++seed) {
      for (int step = 0; step < steps; ++step) by_seed.push_back(losses[step][seed]);
    }
    return by_seed;
  }

 private:
  template <typename... Arguments>
  void Call(const char* method, Arguments... arguments) {
    try {
      training_.attr(method)(arguments...);
    } catch (const py::error_already_set& error) {
      throw std::runtime_error(LineOf(error));
    }
  }

  TrainingTask task_;  // its data only if they change with the epoch
  const uint64_t seed_;
  std::optional<EpochInputs> inputs_;  // only then
  py::object training_;
  int epoch_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<TimedWork>> MakePeerTraining(const std::string& environment,
                                                            const std::string& engine,
                                                            std::vector<TrainingTask> tasks,
                                                            std::vector<uint64_t> seeds) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(engine, absl::MaxSplits('/', 1));
  const auto& [peer, mode] = parts;
  if (peer != "jax" && peer != "pytorch" && peer != "numpy") {
    return absl::NotFoundError(
        absl::StrCat("unknown engine \"", engine, "\"; there are jax, pytorch, numpy"));
  }
  StartPython(environment);
  try {
    Modules().emplace(peer, py::module_::import((peer + "_training").c_str()));
  } catch (const py::error_already_set& error) {
    return StatusOf(engine, error);
  }
  auto training = std::make_unique<PeerTraining>(tasks.front(), seeds.front());
  TENFOLD_RETURN_IF_ERROR(training->Prepare(engine, Modules().at(peer), mode, tasks, seeds));
  return training;
}

measurements::Named<std::string> PeerVersions() {
  measurements::Named<std::string> versions;
  for (const auto& [peer, module] : Modules()) {
    versions.emplace_back(peer, module.attr("VERSION").cast<std::string>());
  }
  if (!versions.empty()) versions.emplace_back("python", PY_VERSION);
  return versions;
}

}  // namespace tenfold::benchmarks
