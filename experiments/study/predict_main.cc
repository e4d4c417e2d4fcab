#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/callers_folder.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "engine/backends/backends.h"
#include "experiments/records/npy.h"
#include "experiments/study/predict.h"

ABSL_FLAG(
    std::string, weights, "",
    "A safetensors file: final_weights.safetensors, which a study writes with --save_weights, "
    "or one with PyTorch's names.");
ABSL_FLAG(std::string, net, "",
          "The layers, all of them, as a record's \"network\" has them: 'Linear(13, 16), ReLU(), "
          "Linear(16, 3)'. Default: those that the file of weights names.");
ABSL_FLAG(std::string, data, "",
          "The rows: a CSV with a header (.csv), of which the columns of the training are taken by "
          "their names, an array (.npy), or IDX, plain or gzipped.");
ABSL_FLAG(
    std::string, output, "",
    "Where the answers go: .csv, with a row's outputs and what they say, or .npy, the outputs "
    "alone, float32 [rows, outputs].");
ABSL_FLAG(std::string, engine, tenfold::kDefaultBackend,
          "The engine. With that of the training the outputs are those of its evaluation, bit for "
          "bit.");
ABSL_FLAG(int, batch_size, 0,
          "Rows at a time. simd and reference do not depend on it, other engines may in their last "
          "bits. Default: that of the training, or 100.");

namespace tenfold {
namespace {

absl::Status Run() {
  study::PredictOptions options;
  options.net = absl::GetFlag(FLAGS_net);
  options.batch_size = absl::GetFlag(FLAGS_batch_size);
  if (options.batch_size < 0 || options.batch_size > 100000) {
    return absl::InvalidArgumentError(
        absl::StrCat("--batch_size is ", options.batch_size, ", wants 1 to 100000"));
  }
  const auto file = [](const char* name, const std::string& value) -> absl::StatusOr<std::string> {
    if (!value.empty()) return FromCallersFolder(value);
    return absl::InvalidArgumentError(absl::StrCat("--", name, " is missing; expected a file"));
  };
  TENFOLD_ASSIGN_OR_RETURN(options.weights, file("weights", absl::GetFlag(FLAGS_weights)));
  TENFOLD_ASSIGN_OR_RETURN(options.data, file("data", absl::GetFlag(FLAGS_data)));
  TENFOLD_ASSIGN_OR_RETURN(const std::string output, file("output", absl::GetFlag(FLAGS_output)));
  const bool is_npy = absl::EndsWith(output, ".npy");
  if (!is_npy && !absl::EndsWith(output, ".csv")) {
    return absl::InvalidArgumentError(
        absl::StrCat("--output: ", output, " ends neither with .csv nor with .npy"));
  }
  TENFOLD_ASSIGN_OR_RETURN(options.engine, FindBackend(absl::GetFlag(FLAGS_engine)));
  TENFOLD_ASSIGN_OR_RETURN(const study::Predictions predictions, study::Predict(options));
  std::string bytes;
  if (is_npy) {
    TENFOLD_ASSIGN_OR_RETURN(
        bytes, NpyFile(predictions.outputs, {predictions.rows, predictions.features}));
  } else {
    bytes = PredictionsCsv(predictions);
  }
  return WriteFileAtomically(output, bytes);
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) {
  using namespace tenfold;
  absl::Status status = RefuseArguments(ParseCommandLine(
      "Writes what a trained network answers to rows of a file.", "predict_main", argc, argv));
  if (status.ok()) status = Run();
  return ExitCode(status);
}
