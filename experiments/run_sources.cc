#include "experiments/run_sources.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/callers_folder.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "engine/backends/simd/simd.h"
#include "experiments/signatures.h"

ABSL_FLAG(
    std::string, isa, "auto",
    "Instruction set: avx512, avx2, neon, scalar, or auto, the fastest that the processor has.");
ABSL_FLAG(std::string, data, "",
          "Of a record of //experiments/study: the data set of its sweep, as --data there.");
ABSL_FLAG(std::vector<std::string>, target, {}, "Of such a record: as --target there.");
ABSL_FLAG(std::string, test_data, "", "Of such a record: as --test_data there.");
ABSL_FLAG(std::string, test_target, "", "Of such a record: as --test_target there.");
ABSL_FLAG(std::string, initial_weights, "",
          "Of a record whose run began with the weights of a file: that file.");

namespace tenfold {
namespace {

// A file that a flag names.
std::string FileOf(const std::string& flag) { return flag.empty() ? "" : FromCallersFolder(flag); }

// What --net says of a network that a record describes: the study itself adds the last Linear, and
// what is behind it.
std::string NetOf(const RunRecord& record) {
  const size_t last = record.network.rfind("Linear(");
  absl::string_view layers = record.network;
  layers = layers.substr(0, last == std::string::npos ? 0 : last);
  absl::ConsumeSuffix(&layers, ", ");
  return absl::StrCat(record.variant, "=", layers);
}

absl::Status ConfigureStudy(const std::vector<RunRecord>& records, const Experiments& experiments) {
  InputFlags flags;
  flags.data = FileOf(absl::GetFlag(FLAGS_data));
  flags.targets = absl::GetFlag(FLAGS_target);
  flags.test_data = FileOf(absl::GetFlag(FLAGS_test_data));
  flags.test_target = FileOf(absl::GetFlag(FLAGS_test_target));
  if (flags.empty()) return absl::OkStatus();
  for (const std::unique_ptr<Experiment>& experiment : experiments) {
    std::set<std::string> nets;
    for (const RunRecord& record : records) {
      if (record.experiment == experiment->name() && !record.network.empty()) {
        nets.insert(NetOf(record));
      }
    }
    if (nets.empty()) continue;
    flags.nets.assign(nets.begin(), nets.end());
    TENFOLD_RETURN_IF_ERROR(experiment->Configure(flags));
    return experiment->LoadData("");
  }
  return absl::InvalidArgumentError(
      "--data, --target, --test_data and --test_target change nothing: no record is of a study");
}

}  // namespace

absl::StatusOr<std::unique_ptr<Backend>> SimdOfFlag() {
  absl::StatusOr<std::unique_ptr<Backend>> simd = simd::MakeBackend(absl::GetFlag(FLAGS_isa));
  if (simd.ok()) return simd;
  return absl::InvalidArgumentError(absl::StrCat("--isa: ", simd.status().message()));
}

absl::StatusOr<RunSources> SourcesOfFlags(const std::string& argv0,
                                          const std::vector<RunRecord>& records) {
  RunSources sources;
  TENFOLD_ASSIGN_OR_RETURN(sources.experiments, SignedExperiments(argv0));
  TENFOLD_RETURN_IF_ERROR(ConfigureStudy(records, sources.experiments));
  const std::string path = FileOf(absl::GetFlag(FLAGS_initial_weights));
  if (path.empty()) return sources;
  if (std::all_of(records.begin(), records.end(),
                  [](const RunRecord& record) { return record.initial_weights_digest.empty(); })) {
    return absl::InvalidArgumentError(
        "--initial_weights changes nothing: no run began with the weights of a file");
  }
  TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, kMaxSafetensorsBytes));
  TENFOLD_ASSIGN_OR_RETURN(Safetensors content, ParseSafetensors(bytes, path));
  sources.initial_weights = {path, std::move(content)};
  return sources;
}

}  // namespace tenfold
