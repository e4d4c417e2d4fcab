#include "benchmarks/session/workers.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "base/process.h"
#include "benchmarks/machine/processor_time.h"
#include "benchmarks/work/work.h"

namespace tenfold {
namespace {

using nlohmann::ordered_json;

// The most that is checked of stacked seeds.
constexpr int kCheckedSeeds = 10;

// Bytes: a page.
constexpr int kMostPadding = 4096;

// Large arrays come from the heap and stay there, instead of being mapped and faulted in anew.
// glibc takes no larger threshold.
constexpr const char* kTunedMemory[] = {"MALLOC_MMAP_THRESHOLD_=33554432",
                                        "MALLOC_TRIM_THRESHOLD_=1073741824",
                                        "MALLOC_TOP_PAD_=67108864"};

std::string FolderOfThisProgram() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path().string();
}

}  // namespace

Workers::Workers(std::string data_dir)
    : data_dir_(std::move(data_dir)),
      folder_(FolderOfThisProgram()),
      environment_(MakeCleanEnvironment()) {}

bool Workers::HaveLibtorch() {
#ifdef TENFOLD_WITH_LIBTORCH
  return true;
#else
  return false;
#endif
}

absl::StatusOr<ordered_json> Workers::Start(const Group& group, const Configuration& configuration,
                                            double milliseconds, bool check_only) {
  Command command;
  const bool sweep = group.kind == Kind::kSweep;
  command.arguments = {
      absl::StrCat(folder_, configuration.libtorch ? "/libtorch/worker" : "/worker"),
      absl::StrCat("--workloads=", absl::StrJoin(group.workloads, ",")),
      absl::StrCat("--set=", absl::StrJoin(group.overrides, ",")),
      absl::StrCat("--engine=", configuration.worker_engine),
      absl::StrCat("--seeds=", sweep ? group.seeds : configuration.seeds),
      absl::StrCat("--stack=", configuration.seeds),
      absl::StrCat("--convolution_engine=", configuration.convolution_engine),
      absl::StrCat("--epochs=", group.epochs),
      absl::StrCat("--threads=", configuration.threads),
      absl::StrCat("--cores=", group.cores),
      absl::StrCat("--ms=", milliseconds),
      absl::StrCat("--checked_steps=", group.checked_steps),
      absl::StrCat("--check_only=", check_only ? "true" : "false"),
      absl::StrCat("--data_dir=", data_dir_)};
  command.environment = environment_.variables;
  if (configuration.tuned) {
    command.environment.insert(command.environment.end(), std::begin(kTunedMemory),
                               std::end(kTunedMemory));
    for (const char* name : {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}) {
      command.environment.push_back(absl::StrCat(name, "=", configuration.threads));
    }
  }
  command.one_processor = group.cores == 1;
  std::uniform_int_distribution<int> padding(0, kMostPadding);
  command.environment.push_back("TENFOLD_PADDING=" + std::string(padding(padding_), 'x'));
  command.arguments.push_back(absl::StrCat("--padding=", padding(padding_)));
  command.arguments.push_back(absl::StrFormat("--started_at=%.9f", MonotonicSeconds()));
  absl::StatusOr<std::string> output = OutputOf(command);
  if (!output.ok()) return output.status();
  ordered_json json = ordered_json::parse(*output, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded() || !json.contains("results") ||
      json["results"].size() != group.workloads.size()) {
    return absl::InternalError(absl::StrCat(command.arguments[0], ": printed no results"));
  }
  return json;
}

absl::StatusOr<std::vector<std::vector<double>>> Workers::ExpectedCheck(const Group& group) {
  Configuration reference = EngineConfiguration(group.checked_against);
  if (!group.stacks.empty()) {
    reference.seeds =
        std::min(kCheckedSeeds, *std::max_element(group.stacks.begin(), group.stacks.end()));
  }
  if (group.kind == Kind::kSweep) reference.seeds = 1;
  std::vector<std::string> key = group.workloads;
  key.insert(key.end(), group.overrides.begin(), group.overrides.end());
  key.push_back(
      absl::StrCat(group.checked_against, " ", group.checked_steps, " ", reference.seeds));
  if (const auto found = checks_.find(key); found != checks_.end()) return found->second;
  absl::StatusOr<ordered_json> json = Start(group, reference, 0.0, /*check_only=*/true);
  if (!json.ok()) return json.status();
  std::vector<std::vector<double>>& checks = checks_[key];
  for (const ordered_json& result : (*json)["results"]) {
    checks.push_back(result["check"].get<std::vector<double>>());
  }
  return checks;
}

absl::StatusOr<std::vector<WorkerResult>> Workers::Run(const Group& group,
                                                       const Configuration& configuration,
                                                       double milliseconds) {
  absl::StatusOr<std::vector<std::vector<double>>> expected = ExpectedCheck(group);
  if (!expected.ok()) return expected.status();
  absl::StatusOr<ordered_json> json = Start(group, configuration, milliseconds, false);
  if (!json.ok()) return json.status();
  if (configuration.libtorch) blas_ = (*json)["blas"];
  std::vector<WorkerResult> results;
  for (size_t i = 0; i < group.workloads.size(); ++i) {
    WorkerResult& result = results.emplace_back();
    result.json = (*json)["results"][i];
    for (const char* key : {"peak_rss_bytes", "load_s"}) result.json[key] = (*json)[key];
    result.sample = {result.json["seconds"], result.json["probe_before"],
                     result.json["probe_after"], result.json["cpu_share"],
                     result.json["others_share"]};
    result.check = result.json["check"].get<std::vector<double>>();
    // The seeds that both have.
    std::vector<double> numbers = result.check, reference = (*expected)[i];
    const size_t common = std::min(numbers.size(), reference.size());
    numbers.resize(common);
    reference.resize(common);
    const std::string name = absl::StrCat(configuration.engine, " (", configuration.name, ")");
    absl::Status status = group.kind == Kind::kOperations
                              ? CheckResultsAgree(name, numbers, group.checked_against, reference)
                              : CheckLossesAgree(name, numbers, group.checked_against, reference,
                                                 group.checked_steps);
    if (!status.ok()) {
      return absl::FailedPreconditionError(
          absl::StrCat(group.workloads[i], ": ", status.message()));
    }
  }
  return results;
}

}  // namespace tenfold
