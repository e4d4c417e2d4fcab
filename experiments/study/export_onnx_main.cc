#include "absl/flags/flag.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/framework/onnx.h"
#include "engine/layers/layer_text.h"
#include "experiments/study/trained_network.h"

ABSL_FLAG(std::string, weights, "",
          "A safetensors file: final_weights.safetensors, which --save_weights writes, or one with "
          "PyTorch's names.");
ABSL_FLAG(std::string, net, "",
          "The layers, all of them, as a record's \"network\" has them. Default: those that the "
          "file of weights names.");
ABSL_FLAG(std::vector<std::string>, input_shape, {},
          "The shape of a row: 13, or 1,8,8 of an image. Default: what the file of weights says.");
ABSL_FLAG(std::string, output, "",
          "Where the model goes: .onnx, opset 17, float32. It takes rows as the network does: "
          "standardised, if the training's were.");

namespace tenfold {
namespace {

absl::StatusOr<Shape> InputShape(const study::WeightsFile& file) {
  const std::vector<std::string> sizes = absl::GetFlag(FLAGS_input_shape);
  if (sizes.empty()) {
    if (file.preprocessing.has_value()) return file.preprocessing->shape;
    return absl::InvalidArgumentError(
        absl::StrCat("--input_shape is missing, and ", file.path,
                     " does not say what shape a row has; expected 13, or 1,8,8 of an image"));
  }
  Shape shape;
  int64_t elements = 1;
  for (const std::string& text : sizes) {
    int size = 0;
    if (!absl::SimpleAtoi(text, &size) || size < 1 || size > kMaxRowElements / elements) {
      return absl::InvalidArgumentError(
          absl::StrCat("--input_shape: ", Quoted(absl::StrJoin(sizes, ",")),
                       " is no shape of a row; expected 13, or 1,8,8 of an image"));
    }
    shape.push_back(size);
    elements *= size;
  }
  return shape;
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
  return WriteFileAtomically(FromCallersFolder(absl::GetFlag(FLAGS_output)),
                             OnnxModel(trained.network, trained.weights));
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
