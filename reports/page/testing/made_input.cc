#include "reports/page/testing/made_input.h"

#include <utility>

#include "experiments/multiverse/report/testing/made_grid.h"
#include "reports/questions.h"
#include "reports/testing/records.h"

namespace tenfold::reports {

ReportInput InputOf(std::vector<RunRecord> records, const std::string& artifacts_dir) {
  return {*RunSet::Create(std::move(records), ExpectationsOf(Questions())), artifacts_dir};
}

std::vector<RunRecord> TwoEngines() {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen", ExpectationsOf(Questions()));
  for (const RunRecord& record : MakeCompleteRecords("onednn", ExpectationsOf(Questions())))
    records.push_back(record);
  for (RunRecord& record : records) {
    record.first_losses.assign(50, record.engine == "eigen" ? 1.0 : 1.0 + 1e-7 * record.seed);
  }
  return records;
}

measurements::Multiverse Grids() {
  return MadeMultiverse({MadePairsGrid([](const Coded& coded, int cell) {
                           return 0.80 + (cell & 1 ? 0.03 * coded[2] : 0) + (cell & 2 ? 0.02 : 0);
                         }),
                         MadeDiscGrid([](const Coded&) { return 0.0; })});
}

}  // namespace tenfold::reports
