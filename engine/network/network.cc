#include "engine/network/network.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"

namespace tenfold {
namespace {

absl::Status BlockError(const Block& block, absl::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat("block \"", block.name, "\": ", message));
}

// Infers the shapes through the block's layers and lists its parameters.
absl::Status AnalyzeLayers(const Block& block, BlockInfo& info, NetworkInfo& network_info) {
  for (size_t i = 0; i < block.layers.size(); ++i) {
    absl::StatusOr<Shape> shape = OutputShape(block.layers[i], info.shapes.back());
    if (!shape.ok())
      return BlockError(block, absl::StrCat("layer ", i, ": ", shape.status().message()));
    info.shapes.push_back(*std::move(shape));
    info.first_parameter.push_back(static_cast<int>(network_info.parameters.size()));
    for (ParameterInfo parameter : ParametersOf(block.layers[i])) {
      parameter.name = absl::StrCat(block.name, ".", block.first_number + i, ".", parameter.name);
      network_info.parameters.push_back(std::move(parameter));
    }
  }
  return absl::OkStatus();
}

// "rows of shape [3], one for 2 of the input".
std::string RowsToString(const TensorInfo& tensor) {
  const std::string rows = absl::StrCat("rows of shape ", ShapeToString(tensor.shape));
  return tensor.row_divisor == 1
             ? rows
             : absl::StrCat(rows, ", one for ", tensor.row_divisor, " of the input");
}

bool WritesSomeRowsOnly(Rows rows) { return rows == Rows::kEven || rows == Rows::kOdd; }

// Even and odd rows of one tensor may come from two blocks; otherwise a tensor has one writer. All
// write before any reads.
absl::Status CheckWriters(const Network& network, const NetworkInfo& info) {
  for (size_t tensor = 1; tensor < info.tensors.size(); ++tensor) {
    std::vector<Rows> writers;
    bool was_read = false;
    for (size_t b = 0; b < network.blocks.size(); ++b) {
      was_read = was_read || info.blocks[b].input == static_cast<int>(tensor) ||
                 info.blocks[b].skip == static_cast<int>(tensor);
      if (info.blocks[b].output != static_cast<int>(tensor)) continue;
      if (was_read) return BlockError(network.blocks[b], "writes what has been read before");
      writers.push_back(network.blocks[b].rows);
    }
    const bool one = writers.size() == 1 && !WritesSomeRowsOnly(writers[0]);
    const bool two = writers.size() == 2 && WritesSomeRowsOnly(writers[0]) &&
                     WritesSomeRowsOnly(writers[1]) && writers[0] != writers[1];
    if (!one && !two) {
      return absl::InvalidArgumentError(absl::StrCat(
          "tensor \"", info.tensors[tensor].name,
          "\": wants one writer of all rows, or one of the even and one of the odd rows"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

Network OneBlock(Shape input_shape, std::vector<Layer> layers) {
  return {std::move(input_shape), {{"net", kInputTensor, "output", Rows::kAll, std::move(layers)}}};
}

absl::StatusOr<int> NetworkInfo::FindTensor(absl::string_view name) const {
  for (size_t i = 0; i < tensors.size(); ++i) {
    if (tensors[i].name == name) return static_cast<int>(i);
  }
  return absl::NotFoundError(absl::StrCat(
      "no tensor \"", name, "\"; there are ",
      absl::StrJoin(tensors, ", ",
                    [](std::string* out, const TensorInfo& t) { out->append(t.name); })));
}

absl::StatusOr<NetworkInfo> Analyze(const Network& network) {
  NetworkInfo info;
  if (network.input_shape.empty() ||
      *std::min_element(network.input_shape.begin(), network.input_shape.end()) < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("input shape ", ShapeToString(network.input_shape), " has no elements"));
  }
  if (network.blocks.empty()) return absl::InvalidArgumentError("a network without blocks");
  info.tensors.push_back({kInputTensor, network.input_shape, 1});
  for (const Block& block : network.blocks) {
    BlockInfo block_info;
    if (!info.blocks.empty()) {
      block_info.first_layer =
          info.blocks.back().first_layer +
          static_cast<int>(network.blocks[info.blocks.size() - 1].layers.size());
    }
    absl::StatusOr<int> input = info.FindTensor(block.input);
    if (!input.ok()) return BlockError(block, input.status().message());
    for (size_t b = 0; b < info.blocks.size(); ++b) {
      const Block& other = network.blocks[b];
      const int numbers = std::max(1, static_cast<int>(other.layers.size()));
      if (other.name == block.name && block.first_number < other.first_number + numbers)
        return BlockError(block, "another block has this name");
    }
    if (block.output == kInputTensor) return BlockError(block, "writes the network's input");
    block_info.input = *input;
    Shape shape = info.tensors[*input].shape;
    int row_divisor = info.tensors[*input].row_divisor;
    if (block.rows == Rows::kAdjacentPairs) {
      if (shape.size() != 1) {
        return BlockError(
            block, absl::StrCat("pairs rows of features, not of shape ", ShapeToString(shape)));
      }
      shape[0] *= 2;
    }
    if (block.rows != Rows::kAll) info.row_multiple = std::max(info.row_multiple, 2 * row_divisor);
    if (block.rows == Rows::kAdjacentPairs) row_divisor *= 2;
    block_info.shapes.push_back(std::move(shape));
    TENFOLD_RETURN_IF_ERROR(AnalyzeLayers(block, block_info, info));

    const TensorInfo output = {block.output, block_info.shapes.back(), row_divisor};
    if (absl::StatusOr<int> known = info.FindTensor(block.output); known.ok()) {
      block_info.output = *known;
      if (info.tensors[*known].shape != output.shape ||
          info.tensors[*known].row_divisor != row_divisor) {
        return BlockError(block, absl::StrCat("writes rows of shape ", ShapeToString(output.shape),
                                              " into \"", output.name, "\" of rows ",
                                              ShapeToString(info.tensors[*known].shape)));
      }
    } else {
      block_info.output = static_cast<int>(info.tensors.size());
      info.tensors.push_back(output);
    }
    if (!block.skip.empty()) {
      absl::StatusOr<int> skip = info.FindTensor(block.skip);
      if (!skip.ok()) return BlockError(block, skip.status().message());
      const TensorInfo& added = info.tensors[*skip];
      if (added.shape != output.shape || added.row_divisor != row_divisor) {
        return BlockError(block,
                          absl::StrCat("adds \"", block.skip, "\", ", RowsToString(added), ", to ",
                                       RowsToString(output), ", wants as many rows of one shape"));
      }
      block_info.skip = *skip;
    }
    info.blocks.push_back(std::move(block_info));
  }
  TENFOLD_RETURN_IF_ERROR(CheckWriters(network, info));
  return info;
}

}  // namespace tenfold
