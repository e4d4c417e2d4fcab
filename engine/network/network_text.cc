#include "engine/network/network_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "engine/layers/layer_text.h"

namespace tenfold {
namespace {

constexpr char kResidual[] = "Residual";

bool IsResidual(const Block& block) { return !block.skip.empty(); }

// A block without layers behind the others.
void AddBlock(bool is_residual, Network& network) {
  int number = 0;
  for (const Block& block : network.blocks) number += NumModules(block);
  Block block = {"net", kInputTensor, "output", Rows::kAll, {}};
  if (!network.blocks.empty()) {
    block.input = network.blocks.back().output = absl::StrCat("before_", number);
  }
  if (is_residual) {
    absl::StrAppend(&block.name, ".", number);
    block.skip = block.input;
  } else {
    block.first_number = number;
  }
  network.blocks.push_back(std::move(block));
}

class NetworkReader {
 public:
  NetworkReader(absl::string_view text, const Shape& input)
      : scanner_(text), network_{input, {}}, shape_(input) {}

  absl::StatusOr<Network> Read() {
    do {
      TENFOLD_ASSIGN_OR_RETURN(const Name name, ReadName());
      if (name.text == kResidual) {
        TENFOLD_RETURN_IF_ERROR(ReadResidual(name.position));
      } else {
        if (network_.blocks.empty() || IsResidual(network_.blocks.back())) {
          AddBlock(/*is_residual=*/false, network_);
        }
        TENFOLD_RETURN_IF_ERROR(ReadIntoLastBlock(name));
      }
    } while (scanner_.Take(','));
    if (!scanner_.AtEnd()) return scanner_.Expected("\",\" or the end");
    return std::move(network_);
  }

 private:
  struct Name {
    size_t position;
    absl::string_view text;
  };

  // With the bracket behind it.
  absl::StatusOr<Name> ReadName() {
    const Name name = {scanner_.position(), scanner_.TakeWord()};
    if (name.text.empty()) return scanner_.Expected("a layer such as Linear(16)");
    if (!scanner_.Take('(')) return scanner_.Expected(absl::StrCat("\"(\" behind ", name.text));
    return name;
  }

  absl::Status ReadResidual(size_t position) {
    const Shape input = shape_;
    AddBlock(/*is_residual=*/true, network_);
    do {
      TENFOLD_ASSIGN_OR_RETURN(const Name name, ReadName());
      if (name.text == kResidual) {
        return ErrorAt(name.position, "a residual in a residual, wants layers there");
      }
      TENFOLD_RETURN_IF_ERROR(ReadIntoLastBlock(name));
    } while (scanner_.Take(','));
    if (!scanner_.Take(')')) return scanner_.Expected("\",\" or \")\"");
    if (shape_ == input) return absl::OkStatus();
    return ErrorAt(position, absl::StrCat("the layers of the residual make rows of shape ",
                                          ShapeToString(shape_), " of those of shape ",
                                          ShapeToString(input), ", wants the same shape"));
  }

  absl::Status ReadIntoLastBlock(const Name& name) {
    const std::vector<std::string> names = LayerNames();
    if (std::find(names.begin(), names.end(), name.text) == names.end()) {
      return ErrorAt(name.position,
                     absl::StrCat("unknown layer ", QuotedPart(name.text), "; there are ",
                                  absl::StrJoin(names, ", "), ", ", kResidual));
    }
    TENFOLD_ASSIGN_OR_RETURN(Layer layer, ScanLayer(name.text, name.position, shape_, scanner_));
    absl::StatusOr<Shape> output = OutputShape(layer, shape_);
    if (!output.ok()) {
      const bool unflattened = std::holds_alternative<Linear>(layer) && shape_.size() > 1;
      return ErrorAt(name.position, absl::StrCat(output.status().message(),
                                                 unflattened ? "; put Flatten() before it" : ""));
    }
    shape_ = *std::move(output);
    for (const ParameterInfo& parameter : ParametersOf(layer)) {
      parameters_ += NumElements(parameter.shape);
    }
    if (NumElements(shape_) > kMaxRowElements || parameters_ > kMaxParameters) {
      return ErrorAt(name.position,
                     absl::StrCat("a network with more than ", kMaxRowElements, " values a row or ",
                                  kMaxParameters, " parameters"));
    }
    network_.blocks.back().layers.push_back(std::move(layer));
    return absl::OkStatus();
  }

  LayerScanner scanner_;
  Network network_;
  Shape shape_;  // of what the layers so far make of a row
  int64_t parameters_ = 0;
};

}  // namespace

absl::StatusOr<Network> ParseNetwork(absl::string_view text, const Shape& input) {
  if (text.size() > kMaxNetworkText) {
    return absl::InvalidArgumentError(
        absl::StrCat("a text of ", text.size(), " characters, more than ", kMaxNetworkText));
  }
  return NetworkReader(text, input).Read();
}

std::string NetworkToString(const Network& network) {
  std::vector<std::string> parts;
  std::string tensor = kInputTensor;
  for (const Block& block : network.blocks) {
    const bool follows = block.rows == Rows::kAll && block.input == tensor;
    if (!follows || (IsResidual(block) && block.skip != tensor)) return "";
    tensor = block.output;
    const std::string layers =
        absl::StrJoin(block.layers, ", ",
                      [](std::string* out, const Layer& layer) { out->append(ToString(layer)); });
    parts.push_back(IsResidual(block) ? absl::StrCat(kResidual, "(", layers, ")") : layers);
  }
  return absl::StrJoin(parts, ", ");
}

int NumModules(const Block& block) {
  return IsResidual(block) ? 1 : static_cast<int>(block.layers.size());
}

void AppendLayers(std::vector<Layer> layers, Network& network) {
  if (network.blocks.empty() || IsResidual(network.blocks.back())) {
    AddBlock(/*is_residual=*/false, network);
  }
  std::vector<Layer>& last = network.blocks.back().layers;
  std::move(layers.begin(), layers.end(), std::back_inserter(last));
}

absl::StatusOr<Shape> OutputShape(const Network& network) {
  if (network.blocks.empty()) return network.input_shape;
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(network));
  return info.tensors[info.blocks.back().output].shape;
}

}  // namespace tenfold
