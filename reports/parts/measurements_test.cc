// What the published files of measurements become with one place changed: whatever is still read
// goes through all parts that show it.
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "experiments/measurements/file.h"
#include "experiments/measurements/testing/mutants.h"
#include "reports/parts/parts.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

template <typename T>
void ShowAllThatIsRead(const std::string& name, std::optional<T> ReportInput::* member,
                       const std::vector<absl::Status (*)(const ReportInput&, Report&)>& parts) {
  ReportInput input = {*RunSet::Create(MakeCompleteRecords("simd")), ""};
  nlohmann::ordered_json json = measurements::WithoutRepeats(*measurements::ParsePlain(
      *measurements::ReadMeasurements(absl::StrCat("reports/published/", name, ".json"))));
  int read = 0, refused = 0;
  measurements::ForEachMutant(json, [&](const measurements::Mutant& mutant) {
    const absl::StatusOr<T> value = measurements::FromJson<T>(json);
    ++(value.ok() ? read : refused);
    if (!value.ok()) return;
    input.*member = *value;
    Report report;
    for (const auto part : parts) {
      const absl::Status status = part(input, report);
      EXPECT_TRUE(status.ok()) << mutant.parent << " . " << mutant.name << ": " << status;
    }
  });
  EXPECT_GT(read, 20);
  EXPECT_GT(refused, 200);
}

TEST(ChangedMeasurements, Benchmark) {
  ShowAllThatIsRead("benchmark", &ReportInput::benchmark, {AddSpeedTables, AddRoofFigure});
}

TEST(ChangedMeasurements, Growth) {
  ShowAllThatIsRead("growth", &ReportInput::growth, {AddGrowthTables, AddGrowthFigure});
}

TEST(ChangedMeasurements, Accuracy) {
  ShowAllThatIsRead("accuracy", &ReportInput::accuracy, {AddAccuracyTable});
}

}  // namespace
}  // namespace tenfold::reports
