#include "experiments/testing/tiny_sweep.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/files.h"
#include "experiments/records/record_files.h"
#include "experiments/records/results_folder.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

constexpr char kProgram[] = "experiments/disc/disc";
constexpr char kShim[] = "experiments/testing/libwrite_shim.so";

template <typename Map>
std::string FirstDifferent(const char* what, const Map& found, const Map& expected) {
  for (const auto& [name, value] : expected) {
    const auto other = found.find(name);
    if (other == found.end()) return absl::StrCat(what, " ", name, " is missing");
    if (other->second != value) {
      return absl::StrCat(what, " ", name, " is ", other->second, " instead of ", value);
    }
  }
  for (const auto& [name, value] : found) {
    if (expected.count(name) == 0) return absl::StrCat(what, " ", name, " is new");
  }
  return "";
}

}  // namespace

int Count(int everyday, int soak) {
  return std::getenv("TENFOLD_SOAK") == nullptr ? everyday : soak;
}

Program TinySweep(const std::string& results_dir, const std::vector<std::string>& flags) {
  Program program;
  std::vector<std::string>& arguments = program.command.arguments;
  arguments = {kProgram, "--results_dir=" + results_dir};
  for (const std::string usual : {"--set=points=50,epochs=2", "--seeds=0-2", "--jobs=1"}) {
    const std::string name = usual.substr(0, usual.find('=') + 1);
    if (std::none_of(flags.begin(), flags.end(),
                     [&](const std::string& flag) { return absl::StartsWith(flag, name); })) {
      arguments.push_back(usual);
    }
  }
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  program.output = results_dir + ".out";
  return program;
}

Program ShimmedSweep(const std::string& results_dir, std::map<std::string, std::string> environment,
                     const std::vector<std::string>& flags) {
  environment["LD_PRELOAD"] = fs::absolute(kShim).string();
  environment["WRITE_SHIM_FOLDER"] = FolderOf(results_dir);
  Program program = TinySweep(results_dir, flags);
  program.command.environment = Environment(environment);
  return program;
}

pid_t Start(const Program& program) { return *Start(program.command, program.output); }

int RunProgram(const Program& program) { return Wait(Start(program)); }

Contents ReadContents(const std::string& results_dir) {
  Contents contents;
  const absl::StatusOr<StoredRecords> stored = ReadRecordFolder(results_dir);
  if (!stored.ok()) {
    contents.others.insert(std::string(stored.status().message()));
    return contents;
  }
  contents.others.insert(stored->problems.begin(), stored->problems.end());
  for (const RunRecord& record : stored->records) {
    contents.runs[record.run_id] = ComparableLine(record);
  }
  for (const auto& entry : fs::recursive_directory_iterator(results_dir)) {
    if (entry.is_directory()) continue;
    const std::string path = entry.path().lexically_relative(results_dir).string();
    const std::string name = entry.path().filename().string();
    if (path == kMarkName) continue;
    const bool hidden = absl::StartsWith(name, ".");
    if (!hidden && absl::StartsWith(path, "artifacts/")) {
      contents.artifacts[path] = Slurp(entry.path().string());
    } else if (hidden ||
               !(absl::EndsWith(name, kRecordEnding) || absl::StartsWith(path, "failed/"))) {
      contents.others.insert(path);
    }
  }
  return contents;
}

std::string Difference(const Contents& contents, const Contents& undisturbed) {
  std::string difference = FirstDifferent("run", contents.runs, undisturbed.runs);
  if (difference.empty()) {
    difference = FirstDifferent("artifact", contents.artifacts, undisturbed.artifacts);
  }
  if (difference.empty() && !contents.others.empty()) difference = *contents.others.begin();
  return difference;
}

std::set<std::string> Acknowledged(const std::string& output) {
  std::set<std::string> runs;
  for (absl::string_view line : absl::StrSplit(output, '\n')) {
    if (!absl::StartsWith(line, "[") || !absl::StrContains(line, "  test ")) continue;
    for (absl::string_view word : absl::StrSplit(line, ' ')) {
      if (absl::StartsWith(word, "disc/")) runs.emplace(word);
    }
  }
  return runs;
}

std::string Slurp(const std::string& path) {
  const absl::StatusOr<std::string> bytes = ReadFile(path, int64_t{1} << 30);
  return bytes.ok() ? *bytes : "";
}

}  // namespace tenfold
