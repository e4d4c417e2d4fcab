#include "absl/flags/flag.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/framework/onnx.h"
#include "experiments/study/trained_network.h"

ABSL_FLAG(
    std::string, weights, "",
    "A safetensors file: final_weights.safetensors, which a study writes with --save_weights, "
    "or one with PyTorch's names.");
ABSL_FLAG(std::string, net, "",
          "The layers, all of them, as a record's \"network\" has them. Default: those that the "
          "file of weights names.");
ABSL_FLAG(std::vector<std::string>, input_shape, {},
          "The shape of a row: 13 or 1,8,8. Default: what the file of weights says.");
ABSL_FLAG(std::string, output, "",
          "Where the model goes, float32, opset 17. It takes rows as the network does: "
          "standardised, if the training's were.");

namespace tenfold {
namespace {

absl::StatusOr<Shape> InputShape(const study::WeightsFile& file) {
  const std::vector<std::string> sizes = absl::GetFlag(FLAGS_input_shape);
  if (sizes.empty() && file.preprocessing.has_value()) return file.preprocessing->shape;
  Shape shape;
  for (const std::string& text : sizes) {
    int size = 0;
    if (!absl::SimpleAtoi(text, &size) || size < 1 || size > 1 << 24) {
      return absl::InvalidArgumentError(
          absl::StrCat("--input_shape: ", Quoted(text), " is no size; expected 13 or 1,8,8"));
    }
    shape.push_back(size);
  }
  if (shape.size() == 1 || shape.size() == 3) return shape;
  return absl::InvalidArgumentError(absl::StrCat(
      sizes.empty() ? absl::StrCat("--input_shape is missing, and ", file.path, " does not say it")
                    : absl::StrCat("--input_shape has ", shape.size(), " sizes"),
      "; expected one of features, or three of an image"));
}

absl::Status Run() {
  for (const auto& [name, value] : {std::pair{"weights", absl::GetFlag(FLAGS_weights)},
                                    {"output", absl::GetFlag(FLAGS_output)}}) {
    if (value.empty()) {
      return absl::InvalidArgumentError(absl::StrCat("--", name, " is missing; expected a file"));
    }
  }
  TENFOLD_ASSIGN_OR_RETURN(const study::WeightsFile file,
                           study::ReadWeightsFile(FromCallersFolder(absl::GetFlag(FLAGS_weights))));
  TENFOLD_ASSIGN_OR_RETURN(const Shape shape, InputShape(file));
  TENFOLD_ASSIGN_OR_RETURN(const study::TrainedNetwork trained,
                           study::NetworkOf(file, absl::GetFlag(FLAGS_net), shape));
  TENFOLD_ASSIGN_OR_RETURN(const std::string model,
                           OnnxModel(shape, trained.network.blocks[0].layers, trained.weights));
  return WriteFileAtomically(FromCallersFolder(absl::GetFlag(FLAGS_output)), model);
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) {
  using namespace tenfold;
  absl::Status status = RefuseArguments(ParseCommandLine(
      "Writes a trained network as an ONNX model.", "export_onnx_main", argc, argv));
  if (status.ok()) status = Run();
  return ExitCode(status);
}
