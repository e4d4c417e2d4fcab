#include "benchmarks/session/worker_starter.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "base/process.h"
#include "base/status_macros.h"
#include "base/text/bounded_json.h"
#include "benchmarks/machine/usage.h"
#include "benchmarks/workloads/timed_work.h"
#include "experiments/measurements/file.h"

namespace tenfold::benchmarks {
namespace {

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

WorkerStarter::WorkerStarter(std::string data_dir)
    : data_dir_(std::move(data_dir)),
      folder_(FolderOfThisProgram()),
      environment_(MakeCleanEnvironment()) {}

bool WorkerStarter::HaveLibtorch() {
#ifdef TENFOLD_WITH_LIBTORCH
  return true;
#else
  return false;
#endif
}

absl::Status WorkerStarter::UsePeers(const std::string& environment) {
  const std::string where =
      absl::StrCat("--peers (or ", kPeersVariable, ") is \"", environment, "\"");
#ifdef TENFOLD_PEERS_PYTHON
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(environment, error);
  for (const char* package : {"jax", "numpy", "torch"}) {
    const std::string path =
        (absolute / "lib" / TENFOLD_PEERS_PYTHON / "site-packages" / package).string();
    if (std::filesystem::is_directory(path, error)) continue;
    return absl::NotFoundError(absl::StrCat(where, ", where ", path,
                                            " is missing; ./bazelw --with=peers makes such an "
                                            "environment and names it"));
  }
  peers_ = absolute.string();
  return absl::OkStatus();
#else
  return absl::FailedPreconditionError(
      absl::StrCat(where,
                   ", but this program was built where Python's headers are missing; "
                   "./bazelw --with=peers installs them"));
#endif
}

absl::StatusOr<WorkerReport> WorkerStarter::Start(const Group& group,
                                                  const Configuration& configuration,
                                                  double milliseconds, bool check_only) {
  Command command;
  const bool sweep = group.kind == Kind::kSweep;
  command.arguments = {absl::StrCat(folder_, "/", configuration.worker, "/worker"),
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
    for (const char* name : {"MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}) {
      command.environment.push_back(absl::StrCat(name, "=", configuration.threads));
    }
  }
  if (configuration.worker == kPeers) {
    command.environment.push_back(absl::StrCat(kPeersVariable, "=", peers_));
  }
  command.one_processor = group.cores == 1;
  std::uniform_int_distribution<int> padding(0, kMostPadding);
  command.environment.push_back("TENFOLD_PADDING=" + std::string(padding(padding_), 'x'));
  command.arguments.push_back(absl::StrCat("--padding=", padding(padding_)));
  command.arguments.push_back(absl::StrFormat("--started_at=%.9f", MonotonicSeconds()));
  TENFOLD_ASSIGN_OR_RETURN(std::string output, OutputOf(command));
  const absl::StatusOr<nlohmann::ordered_json> json = ParseBoundedJson(output);
  absl::StatusOr<WorkerReport> report =
      json.ok() ? measurements::FromJson<WorkerReport>(*json) : json.status();
  if (report.ok() && report->results.size() == group.workloads.size()) return report;
  return absl::InternalError(absl::StrCat(
      command.arguments[0], ": printed no results: ",
      report.ok() ? "not of as many workloads as were asked for" : report.status().message()));
}

absl::StatusOr<std::vector<std::vector<double>>> WorkerStarter::ExpectedCheck(const Group& group) {
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
  TENFOLD_ASSIGN_OR_RETURN(WorkerReport report, Start(group, reference, 0.0, /*check_only=*/true));
  std::vector<std::vector<double>>& checks = checks_[key];
  for (const WorkloadReport& result : report.results) checks.push_back(result.check);
  return checks;
}

absl::StatusOr<std::vector<WorkerResult>> WorkerStarter::Run(const Group& group,
                                                             const Configuration& configuration,
                                                             double milliseconds) {
  TENFOLD_ASSIGN_OR_RETURN(std::vector<std::vector<double>> expected, ExpectedCheck(group));
  TENFOLD_ASSIGN_OR_RETURN(WorkerReport report, Start(group, configuration, milliseconds, false));
  if (configuration.worker == "libtorch") blas_ = report.blas;
  if (configuration.worker == kPeers && report.blas.has_value()) {
    for (const auto& [name, version] : *report.blas) peer_versions_[name] = version;
  }
  std::vector<WorkerResult> results;
  for (size_t i = 0; i < group.workloads.size(); ++i) {
    WorkloadReport& of = report.results[i];
    if (!of.timing.has_value()) {
      return absl::InternalError(absl::StrCat(group.workloads[i], ": was not timed"));
    }
    const ProcessTiming sample = {of.timing->seconds, of.timing->probe_before,
                                  of.timing->probe_after, of.timing->cpu_share,
                                  of.timing->others_share};
    results.push_back({sample, std::move(of), report.peak_rss_bytes, report.load_s});
    const WorkerResult& result = results.back();
    // The seeds that both have.
    std::vector<double> numbers = result.report.check, reference = expected[i];
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

}  // namespace tenfold::benchmarks
