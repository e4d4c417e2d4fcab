// The files of a run beside its record: points for figures, weights.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "experiments/records/run_record.h"

namespace tenfold {

inline constexpr int64_t kMaxArtifactBytes = int64_t{1} << 30;

// "results/artifacts/<run id>"
std::string ArtifactFolder(const std::string& results_dir, const std::string& run_id);

// The member of a record's provenance that lists the files that were written before it, for figures
// and weights: name in the folder, such as "points.csv" or "final_weights/net.0.weight.npy" ->
// SHA-256. Records of earlier versions list no weights.
inline constexpr char kArtifactsMember[] = "artifacts";
std::map<std::string, std::string> ArtifactDigests(const RunRecord& record);

// The files that are in a run's folder, as paths below the results folder, sorted; hidden files
// apart. FailedPrecondition if there are links, or what is neither a folder nor a file.
absl::StatusOr<std::vector<std::string>> FindArtifacts(const std::string& results_dir,
                                                       const std::string& run_id);

// NotFound, with the path, if the file is missing.
absl::StatusOr<std::string> ReadArtifact(const std::string& results_dir, const std::string& run_id,
                                         const std::string& name);

// NotFound if the file is missing, DataLoss if it has other bytes, FailedPrecondition if there is
// something else.
absl::Status CheckArtifact(const std::string& results_dir, const std::string& run_id,
                           const std::string& name, const std::string& digest);

// The same for all files that the record lists; names the first that is not right.
absl::Status CheckArtifacts(const std::string& results_dir, const RunRecord& record);

}  // namespace tenfold
