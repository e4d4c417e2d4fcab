#include "experiments/accuracy_main.h"

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/parallel.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "engine/backends/backends.h"
#include "engine/backends/reference/reference.h"
#include "experiments/deviation.h"
#include "experiments/measurements/accuracy.h"
#include "experiments/measurements/file.h"
#include "experiments/signatures.h"
#include "experiments/sweeps/provenance.h"

ABSL_FLAG(std::string, only, "/paper/",
          "Settings with this in their name, such as pairs/course/mlp.");
ABSL_FLAG(int, seeds, 1, "Seeds from 0 on, 1 to 10.");
ABSL_FLAG(int, epochs, 0, "Only so many. Default: as many as the setting has.");
ABSL_FLAG(std::string, output, "", "File for all numbers, as JSON.");

namespace tenfold {
namespace {

double Largest(const std::vector<double>& values) {
  return values.empty() ? 0.0 : *std::max_element(values.begin(), values.end());
}

void PrintRow(const std::string& id, absl::string_view engine,
              const measurements::Deviation& deviation) {
  std::printf("%s\n",
              absl::StrFormat("%-36s %-8s %8.1e %8.1e %8.1e %8.1e %8.1e %+8.3f", id, engine,
                              deviation.first_losses.front(), Largest(deviation.first_losses),
                              deviation.epoch_losses.front(), deviation.epoch_losses.back(),
                              deviation.weights, deviation.test_accuracy)
                  .c_str());
  std::fflush(stdout);
}

// But `reference`, whose bits are simd's.
std::vector<const Backend*> Engines(const AccuracyProgram& program) {
  std::vector<const Backend*> engines;
  for (const Backend* engine : AllBackends()) {
    if (engine != &reference::GetBackend()) engines.push_back(engine);
  }
  engines.insert(engines.end(), program.further_engines.begin(), program.further_engines.end());
  return engines;
}

struct EngineResult {
  const Backend* engine;
  TrainingResult result;
};

// The training in double first, then by each engine.
absl::StatusOr<std::vector<EngineResult>> TrainAll(const SignedRun& run,
                                                   std::vector<const Backend*> engines) {
  Hyperparameters hyperparameters = run.preset->hyperparameters;
  const int epochs = absl::GetFlag(FLAGS_epochs);
  if (epochs > 0) hyperparameters["epochs"] = epochs;
  TENFOLD_ASSIGN_OR_RETURN(TrainingTask task,
                           run.experiment->MakeTask(run.variant, hyperparameters));
  TENFOLD_RETURN_IF_ERROR(run.experiment->DrawData(hyperparameters, run.seed, task));
  engines.insert(engines.begin(), &reference::GetDoubleBackend());
  std::vector<EngineResult> results;
  for (const Backend* engine : engines) {
    absl::StatusOr<TrainingResult> result = Train(task, run.seed, *engine, [] { return true; });
    if (!result.ok()) return result.status();
    if (result->diverged_step.has_value()) {
      return absl::InternalError(absl::StrCat(run.id(), " diverged with ", engine->name()));
    }
    results.push_back({engine, *std::move(result)});
  }
  return results;
}

absl::Status Run(const AccuracyProgram& program, const std::string& argv0) {
  const int seeds = absl::GetFlag(FLAGS_seeds);
  if (seeds < 1 || seeds > 10) {
    return absl::InvalidArgumentError(absl::StrCat("--seeds is ", seeds, ", wants 1 to 10"));
  }
  if (absl::GetFlag(FLAGS_epochs) < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("--epochs is ", absl::GetFlag(FLAGS_epochs), ", wants a positive number"));
  }
  TENFOLD_ASSIGN_OR_RETURN(const auto experiments, SignedExperiments(argv0));
  std::vector<SignedRun> runs = AllSignedRuns(experiments);
  const std::string only = absl::GetFlag(FLAGS_only);
  runs.erase(std::remove_if(runs.begin(), runs.end(),
                            [&](const SignedRun& run) {
                              return run.seed >= seeds || !absl::StrContains(run.id(), only);
                            }),
             runs.end());
  if (runs.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("--only: no setting has \"", only, "\""));
  }
  absl::StatusOr<std::string> output = WritablePath(absl::GetFlag(FLAGS_output));
  if (!output.ok()) return output.status();
  std::printf(
      "relative difference from the same training in double; accuracy: on test, minus that "
      "of double\n%-36s %-8s %8s %8s %8s %8s %8s %8s\n",
      "run", "engine", "step 1", "steps", "epoch 1", "last", "weights", "accuracy");
  measurements::Accuracy accuracy;
  absl::Status first_error;
  std::mutex mutex;  // guards both, and the output
  RunInParallel(runs.size(), AvailableProcessors(), [&](size_t i) {
    const auto results = TrainAll(runs[i], Engines(program));
    const std::lock_guard<std::mutex> lock(mutex);
    if (!results.ok()) {
      first_error.Update(results.status());
      return false;
    }
    measurements::RunDeviations deviations{runs[i].id(), {}};
    for (size_t e = 1; e < results->size(); ++e) {
      const std::string name((*results)[e].engine->name());
      measurements::Deviation deviation =
          DeviationFrom(results->front().result, (*results)[e].result);
      PrintRow(runs[i].id(), name, deviation);
      deviations.engines.emplace_back(name, std::move(deviation));
    }
    accuracy.runs.push_back(std::move(deviations));
    return true;
  });
  if (!first_error.ok() || output->empty()) return first_error;
  std::sort(accuracy.runs.begin(), accuracy.runs.end(),
            [](const auto& a, const auto& b) { return a.run < b.run; });
  // A process's provenance always has what that is made of.
  accuracy.provenance = *measurements::FromJson<measurements::Provenance>(ProcessProvenance(""));
  accuracy.provenance.source_digest.reset();
  accuracy.provenance.versions.insert(accuracy.provenance.versions.end(), program.versions.begin(),
                                      program.versions.end());
  return WriteFileAtomically(*output, measurements::ToText(measurements::ToJson(accuracy)));
}

}  // namespace

int AccuracyMain(int argc, char** argv, const AccuracyProgram& program) {
  absl::Status status = RefuseArguments(ParseCommandLine(
      "Trains settings in double and with every engine, from the same initial weights on the same "
      "batches, and says how far each engine is: the losses of the first step, of the first 50 "
      "steps (the largest), of the first and the last epoch, and the final weights. `simd` stands "
      "for `reference` too.",
      "experiments/accuracy", argc, argv));
  if (status.ok()) status = Run(program, argv[0]);
  return ExitCode(status);
}

}  // namespace tenfold
