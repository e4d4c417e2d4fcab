#include "experiments/study/study_experiment.h"

#include <utility>

#include "base/callers_folder.h"
#include "base/status_macros.h"
#include "experiments/datasets/raw_table_files.h"
#include "experiments/datasets/table_files.h"
#include "experiments/study/table_experiment.h"

namespace tenfold::study {
namespace {

// Its table comes from files.
class FileExperiment final : public TableExperiment {
 public:
  absl::Status Configure(const InputFlags& flags) override {
    files_ = {flags.data, flags.targets, flags.test_data, flags.test_target};
    if (flags.data.empty()) {
      return absl::InvalidArgumentError(
          "--data is missing; expected a data set: .csv, .npy or IDX");
    }
    // Of an array the targets are a file too.
    if (!IsCsv(flags.data)) {
      for (std::string& file : files_.targets) file = FromCallersFolder(file);
    }
    return SetNetworks(flags.nets);
  }

  absl::Status LoadData(const std::string& data_dir) override {
    if (!data_dir.empty()) {
      return absl::InvalidArgumentError(
          "--data_dir: a study's data set is a file; --data names it");
    }
    if (variants().empty()) return absl::OkStatus();
    TENFOLD_ASSIGN_OR_RETURN(Table table, ReadTable(files_));
    SetTable(std::move(table));
    return absl::OkStatus();
  }

 private:
  TableFiles files_;
};

}  // namespace

std::unique_ptr<Experiment> MakeExperiment(const std::string&) {
  return std::make_unique<FileExperiment>();
}

}  // namespace tenfold::study
