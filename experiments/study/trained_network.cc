#include "experiments/study/trained_network.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "engine/framework/state_tensors.h"
#include "engine/network/network_text.h"
#include "experiments/records/saved_weights.h"

namespace tenfold::study {
namespace {

constexpr int kMaxBatchSize = 100000;

// What the metadata says, or "".
std::string Member(const WeightsFile& file, const char* name) {
  const auto found = file.content.metadata.find(name);
  return found == file.content.metadata.end() ? "" : found->second;
}

}  // namespace

absl::StatusOr<WeightsFile> ReadWeightsFile(const std::string& path) {
  WeightsFile file = {path, {}, {}};
  TENFOLD_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, kMaxSafetensorsBytes));
  TENFOLD_ASSIGN_OR_RETURN(file.content, ParseSafetensors(bytes, path));
  const std::string text = Member(file, kPreprocessingMember);
  if (text.empty()) return file;
  absl::StatusOr<Preprocessing> preprocessing = PreprocessingFromJson(text);
  if (!preprocessing.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": its metadata's ", kPreprocessingMember,
                                                   " ", preprocessing.status().message()));
  }
  file.preprocessing = *std::move(preprocessing);
  return file;
}

absl::StatusOr<TrainedNetwork> NetworkOf(const WeightsFile& file, const std::string& net,
                                         const Shape& shape) {
  const std::string said = Member(file, kNetworkMember);
  if (net.empty() && said.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--net is missing, and ", file.path,
        " does not name its layers; expected them as a record's \"network\" has them"));
  }
  absl::StatusOr<Network> network = ParseNetwork(net.empty() ? said : net, shape);
  if (!network.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(net.empty() ? absl::StrCat(file.path, ": its layers") : "--net", ": ",
                     network.status().message()));
  }
  TrainedNetwork trained;
  trained.network = *std::move(network);
  TENFOLD_ASSIGN_OR_RETURN(trained.info, Analyze(trained.network));
  TENFOLD_ASSIGN_OR_RETURN(trained.weights, WeightsOf(file.content, trained.info, file.path));
  int batch_size = 0;
  if (absl::SimpleAtoi(Member(file, kBatchSizeMember), &batch_size) && batch_size >= 1 &&
      batch_size <= kMaxBatchSize) {
    trained.batch_size = batch_size;
  }
  return trained;
}

}  // namespace tenfold::study
