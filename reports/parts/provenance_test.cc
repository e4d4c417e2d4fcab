#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reports/parts/parts.h"
#include "reports/parts/report.h"
#include "reports/testing/plain.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

constexpr char kPage[] =
    "{{SETTINGS}}{{#OTHERS}}others:\n{{OTHER_SETTINGS}}{{/OTHERS}}{{DATASETS}}{{PROVENANCE}}";

struct Made {
  std::string page;
  std::map<std::string, std::string> files;
  nlohmann::ordered_json numbers;
};

Made Make(std::vector<RunRecord> records) {
  Report report;
  const ReportInput input = {*RunSet::Create(std::move(records)), ""};
  EXPECT_TRUE(AddSettings(input, report).ok());
  EXPECT_TRUE(AddProvenance(input, report).ok());
  return {Plain(Expand(kPage, report.page)), report.files, report.numbers};
}

TEST(Provenance, NamesRecordsDataAndVersions) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen");
  Remove("spiral/paper/wide/eigen/seed-02", records);
  records[0].provenance["commit"] = "a|b";
  for (RunRecord& record : records) {
    if (record.variant != "narrow") continue;
    record.dataset = "mnist";
    record.dataset_digest = "mnist0";
  }
  const Made made = Make(records);
  EXPECT_THAT(made.page,
              ContainsRegex("\\| spiral/paper/narrow/eigen +\\| 10 of 10 \\| +0.500 \\|"));
  EXPECT_THAT(made.page, ContainsRegex("\\| spiral/paper/wide/eigen +\\| +9 of 10 \\|"));
  EXPECT_THAT(made.page, ContainsRegex("\\| spiral +\\| 9 different ones \\|"));
  EXPECT_THAT(made.page, ContainsRegex("\\| mnist +\\| mnist0 +\\|"));
  EXPECT_THAT(made.page, ContainsRegex("\\| commit +\\| abc; a\\\\\\|b +\\|"));
  EXPECT_THAT(made.page, ContainsRegex("\\| versions/eigen +\\| 3.4 +\\|"));
  EXPECT_THAT(made.page, Not(HasSubstr("box")));
  EXPECT_THAT(made.page, Not(HasSubstr("others:")));
}

// Each commit with how many records, and whether what it names is all that was there.
TEST(Provenance, CommitsAndWhetherTheyWereClean) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen");
  records[0].provenance["commit"] = "abc-dirty";
  records[1].provenance["commit"] = "unknown";
  records[2].provenance.erase("commit");
  measurements::Benchmark benchmark;
  benchmark.session.provenance.commit = "def";
  Report report;
  const ReportInput input = {*RunSet::Create(std::move(records)), "", benchmark};
  ASSERT_TRUE(AddProvenance(input, report).ok());
  const std::string page = Plain(Expand("{{COMMITS}}{{VERIFIED}}", report.page));
  EXPECT_THAT(page, HasSubstr("| records | abc | 17 | clean |"));
  EXPECT_THAT(page, HasSubstr("| records | abc-dirty | 1 | **files were changed** |"));
  EXPECT_THAT(page, HasSubstr("| records | unknown | 2 | **not known** |"));
  EXPECT_THAT(page, HasSubstr("| benchmark.json | def | 1 | clean |"));
  EXPECT_THAT(page, HasSubstr("| processor | instruction set | compiler | system |"));
}

TEST(Provenance, OtherSettingsAreListed) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen");
  records.push_back(MakeRecord("spiral/paper,epochs=2/narrow/eigen", 3));
  EXPECT_THAT(Make(records).page,
              ContainsRegex("others:\n.*\n.*\n\\| spiral/paper,epochs=2/narrow/eigen \\| +1 \\| "
                            "0.940 \\| 0.930 \\|"));
}

// Timing and machine do not enter the digest, results do.
TEST(Provenance, DigestOfTheRecords) {
  std::vector<RunRecord> records = MakeCompleteRecords("eigen");
  const auto digest = [&] { return Make(records).numbers.at("records_sha256").get<std::string>(); };
  const std::string before = digest();
  EXPECT_EQ(before.size(), 64u);
  records[5].timing["training_time_s"] = 9.0;
  records[5].provenance["cpu"] = "other";
  EXPECT_EQ(digest(), before);
  records[5].weights_digest = "other";
  EXPECT_NE(digest(), before);
}

TEST(Provenance, EachRunIsListed) {
  std::vector<RunRecord> records = {MakeRecord("disc/paper/depth-3/eigen", 0),
                                    MakeRecord("disc/paper/depth-3/eigen", 1)};
  Diverge(records[1]);
  EXPECT_EQ(Make(records).files.at("tables/records.csv"),
            "run_id,status,diverged_step,train_accuracy,test_accuracy,final_train_loss,dataset_"
            "digest,weights_digest\n"
            "disc/paper/depth-3/eigen/seed-00,ok,,0.91,0.9,0.2,disc0,weights0\n"
            "disc/paper/depth-3/eigen/seed-01,diverged,1,,,,disc1,weights1\n");
}

}  // namespace
}  // namespace tenfold::reports
