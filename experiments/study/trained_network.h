// A network out of a file of weights, with what stands beside them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/framework/safetensors.h"
#include "engine/network/network.h"
#include "experiments/study/task/preprocessing.h"

namespace tenfold::study {

// A file of weights before it is known which network they are of.
struct WeightsFile {
  std::string path;
  Safetensors content;
  std::optional<Preprocessing> preprocessing;  // where a study has written it
};

// InvalidArgument, one line, if it is no safetensors file or what it says cannot be right.
absl::StatusOr<WeightsFile> ReadWeightsFile(const std::string& path);

struct TrainedNetwork {
  Network network;
  NetworkInfo info;
  std::vector<std::vector<float>> weights;  // canonical order and layout
  int batch_size = 0;                       // of the training; 0 if the file does not say
};

// The network of these layers for rows of this shape, with the file's weights. `net` is what --net
// says, "" for the layers that the file names. InvalidArgument, one line, if nothing says what they
// are or the weights are of others.
absl::StatusOr<TrainedNetwork> NetworkOf(const WeightsFile& file, const std::string& net,
                                         const Shape& shape);

}  // namespace tenfold::study
