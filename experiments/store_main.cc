// What can be done with folders of run records without training anything.
#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "experiments/callers_folder.h"
#include "experiments/command_line.h"
#include "experiments/store_merge.h"

ABSL_FLAG(std::string, o, "", "merge: the folder to write; missing or empty.");

namespace tenfold {
namespace {

constexpr char kUsage[] =
    "Looks after folders of run records.\n\n"
    "  store merge A B... -o C   makes C of the records of A, B, ... and their artifacts; the same "
    "bytes whatever the order";

absl::Status Merge(const std::vector<std::string>& folders) {
  if (folders.empty()) {
    return absl::InvalidArgumentError("merge: no folder is named; such as: store merge A B -o C");
  }
  if (absl::GetFlag(FLAGS_o).empty()) {
    return absl::InvalidArgumentError("merge: -o is missing: the folder to write");
  }
  const absl::StatusOr<MergeCounts> counts =
      MergeResults(folders, FromCallersFolder(absl::GetFlag(FLAGS_o)));
  if (!counts.ok()) return counts.status();
  std::printf("%d runs (%d of them in several folders) and %d artifacts: %s\n", counts->runs,
              counts->repeated, counts->artifacts, absl::GetFlag(FLAGS_o).c_str());
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  const std::vector<std::string> arguments = ParseCommandLine(kUsage, "store_main", argc, argv);
  const std::string command = arguments.empty() ? "" : arguments[0];
  std::vector<std::string> folders;
  for (size_t i = 1; i < arguments.size(); ++i) folders.push_back(FromCallersFolder(arguments[i]));
  absl::Status status;
  if (command == "merge") {
    status = Merge(folders);
  } else {
    status = absl::InvalidArgumentError(absl::StrCat(
        command.empty() ? "no command is given" : absl::StrCat("unknown command \"", command, "\""),
        "; there is merge; see --help"));
  }
  if (status.ok()) return 0;
  std::fprintf(stderr, "error: %s\n", std::string(status.message()).c_str());
  return 1;
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) { return tenfold::Main(argc, argv); }
