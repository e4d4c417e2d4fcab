// A network as data: blocks of layers that read and write named tensors. A backend makes an
// executor of it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/layers/layer.h"
#include "engine/layers/shape.h"

namespace tenfold {

// The name of the tensor that the caller provides.
inline constexpr char kInputTensor[] = "input";

// Which rows of its input tensor a block reads, and which rows of its output tensor it writes.
enum class Rows {
  kAll,            // row i -> row i
  kEven,           // row 2i -> row 2i
  kOdd,            // row 2i + 1 -> row 2i + 1
  kAdjacentPairs,  // rows 2i and 2i + 1 side by side, twice the features -> row i of half as many
};

struct Block {
  std::string name;
  std::string input;   // kInputTensor or the output of an earlier block
  std::string output;  // two blocks may share one if they write its even and odd rows
  Rows rows = Rows::kAll;
  std::vector<Layer> layers;
  // An earlier tensor with rows like the output's; they are added to what the layers make of them:
  // a residual sum. "" for none.
  std::string skip = "";
  int first_number = 0;  // of its layers, in the names of parameters
};

// An example: the two digits of a sample are adjacent rows of the input. One block that reads all
// rows is a trunk with shared weights; two blocks, one for the even and one for the odd rows, are
// two trunks; a head reads adjacent pairs of what they write. A loss can be attached to any tensor.
struct Network {
  Shape input_shape;  // of one row
  std::vector<Block> blocks;
};

// One block, "net", from the input to the tensor "output".
Network OneBlock(Shape input_shape, std::vector<Layer> layers);

// A tensor that blocks read or write: rows of one shape. Of n input rows it has n / row_divisor.
struct TensorInfo {
  std::string name;
  Shape shape;
  int row_divisor = 1;
};

// What the description implies for one block.
struct BlockInfo {
  int first_layer = 0;  // how many layers the blocks before it have
  int input = 0;        // index of the tensor read
  int output = 0;       // index of the tensor written
  int skip = -1;        // index of the tensor added, -1 for none
  // Of a row before each layer, and after the last one.
  std::vector<Shape> shapes;
  // Per layer: index of its first parameter in NetworkInfo::parameters.
  std::vector<int> first_parameter;
};

struct NetworkInfo {
  // The input first, then outputs in the order in which blocks name them.
  std::vector<TensorInfo> tensors;
  std::vector<BlockInfo> blocks;
  // Canonical order: by block, by layer, weight before bias, before statistics.
  std::vector<ParameterInfo> parameters;
  int row_multiple = 1;  // the number of input rows must be a multiple of this

  // The index of the tensor of that name, or NotFound with the known names.
  absl::StatusOr<int> FindTensor(absl::string_view name) const;
};

// Checks the description; InvalidArgument names the block and the layer that does not fit.
absl::StatusOr<NetworkInfo> Analyze(const Network& network);

}  // namespace tenfold
