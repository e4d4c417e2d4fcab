// Looks through a results folder for what should not be there, as fsck does for a file system.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "experiments/records/run_record.h"

namespace tenfold {

struct StoreProblem {
  // "corrupt"     a record that cannot be parsed, is not what its checksum says or contradicts its
  //               run id, or a file beside it that is not what it says
  // "truncated"   a record that ends too early
  // "foreign"     a file that is no run's, the record of another run than its name says, a folder
  //               where a file belongs or the reverse, a link, a pipe, socket or device
  // "duplicate"   the same, while that run's own record is there too
  // "stale"       a record that was made by other sources or libraries than the present ones
  // "leftover"    what a killed process has left half written
  // "incomplete"  a record that lists a file that is missing
  // "conflict"    a record in conflicting/, which stays until SettleConflict
  std::string kind;
  std::string path;
  std::string what;       // what is wrong, one line; without the path
  std::string set_aside;  // where the file is now; "" if it was not moved
};

// The problems of a folder: first what is of the wrong kind, then the files, each sorted by path.
// With `repair` each is moved below corrupt/ (corrupt, truncated, leftover), foreign/ (foreign,
// duplicate; links as links) or superseded/ (stale) of the folder, and nothing is deleted; what is
// incomplete is made again by the sweep's command. `is_stale` judges a whole record. `on_progress`
// is called every 10,000 files that are set aside. NotFound if there is no folder. Only with
// `repair` does it wait for the folder's lock.
absl::StatusOr<std::vector<StoreProblem>> CheckResults(
    const std::string& folder, const std::function<bool(const RunRecord&)>& is_stale, bool repair,
    const std::function<void(size_t set_aside)>& on_progress = [](size_t) {});

}  // namespace tenfold
