#include "experiments/sweeps/cohorts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <new>
#include <numeric>
#include <string>
#include <vector>

#include "experiments/sweeps/testing/small_sweep.h"

namespace tenfold {
namespace {

// `simd`, which counts its cohorts, or hides that it has any.
class Counting final : public Backend {
 public:
  explicit Counting(bool together) : together_(together) {}
  absl::string_view name() const override { return simd_.name(); }
  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    return simd_.MakeStore(network, optimizer);
  }
  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override {
    return simd_.Plan(network, options, std::move(store));
  }
  CohortSizes SizesOfCohort(const Network& network, const PlanOptions& options) const override {
    return together_ ? simd_.SizesOfCohort(network, options) : CohortSizes();
  }
  absl::StatusOr<std::unique_ptr<CohortExecutor>> PlanCohort(
      const Network& network, const PlanOptions& options,
      absl::Span<const CohortRun> runs) const override {
    if (throws && runs.size() > 1) throw std::bad_alloc();
    sizes.push_back(runs.size());
    return simd_.PlanCohort(network, options, runs);
  }

  bool throws = false;
  mutable std::vector<size_t> sizes;  // with one job

 private:
  const Backend& simd_ = **FindBackend("simd");
  const bool together_;
};

class CohortsTest : public SweepTest {
 protected:
  void SetUp() override {
    SweepTest::SetUp();
    options_.hyperparameters["epochs"] = 3;
    options_.seeds.resize(kSeeds);
    std::iota(options_.seeds.begin(), options_.seeds.end(), 0);
    digests_ = {{"simd", "s"}};
    options_.engines = {&together_};
    sizes_ = SizesOfCohort(*experiment_->MakeTask("depth-3", options_.hyperparameters),
                           **FindBackend("simd"));
  }

  // Of the records, without what is of their occasion.
  std::vector<std::string> Records() const {
    std::vector<std::string> records;
    const auto all = Store::ForReading(folder_)->ReadAll();
    for (const RunRecord& record : all->records) {
      records.push_back(ComparableLine(record));
    }
    std::sort(records.begin(), records.end());
    return records;
  }

  static constexpr int kSeeds = 37;
  CohortSizes sizes_;
  Counting together_{true}, alone_{false};
};

TEST_F(CohortsTest, GiveTheRecordsThatRunsAloneGive) {
  ASSERT_TRUE(Execute().ok());
  EXPECT_EQ(finished_.size(), 2u * kSeeds);
  const size_t most = static_cast<size_t>(sizes_.most);
  ASSERT_GT(most, 1u);
  EXPECT_EQ(*std::max_element(together_.sizes.begin(), together_.sizes.end()), most);
  EXPECT_LT(together_.sizes.size(), 2u * kSeeds / 2);
  const std::vector<std::string> together = Records();
  std::filesystem::remove_all(folder_);
  options_.engines = {&alone_};
  ASSERT_TRUE(Execute().ok());
  EXPECT_EQ(alone_.sizes, std::vector<size_t>(2 * kSeeds, 1));
  EXPECT_EQ(Records(), together);
}

// Every job has work before a cohort grows.
TEST_F(CohortsTest, LeaveNoJobWithoutWork) {
  options_.variants = {"depth-3"};
  const auto sizes = [&](int jobs, uint32_t runs) {
    options_.jobs = jobs;
    const absl::StatusOr<Sweep> sweep =
        Sweep::Create(*experiment_, options_, ProcessProvenance(""), digests_);
    std::vector<uint32_t> to_run(runs);
    std::iota(to_run.begin(), to_run.end(), 0);
    std::vector<int> result;
    for (const std::vector<uint32_t>& cohort : FormCohorts(*sweep, to_run)) {
      result.push_back(static_cast<int>(cohort.size()));
    }
    return result;
  };
  const int most = sizes_.most, least = sizes_.least;
  EXPECT_EQ(sizes(1, 2 * most), (std::vector<int>{most, most}));
  EXPECT_EQ(sizes(2, 2 * most), (std::vector<int>{most, most}));
  EXPECT_EQ(sizes(2, 2 * least), (std::vector<int>{least, least}));
  EXPECT_EQ(sizes(2, 2 * least - 2), std::vector<int>(2 * least - 2, 1));
  EXPECT_EQ(sizes(1, least - 1), std::vector<int>(least - 1, 1));
}

TEST_F(CohortsTest, ThatWereInterruptedAreMadeByTheSameCommand) {
  options_.variants = {"depth-3"};
  int epochs = 0;
  keep_going_ = [&] { return ++epochs < 12; };
  EXPECT_TRUE(absl::IsCancelled(Execute()));
  EXPECT_FALSE(finished_.empty());
  EXPECT_LT(finished_.size(), static_cast<size_t>(kSeeds));
  const size_t before = finished_.size();
  keep_going_ = [] { return true; };
  ASSERT_TRUE(Execute().ok());
  EXPECT_EQ(std::count(states_.begin(), states_.end(), RecordState::kPresent),
            static_cast<std::ptrdiff_t>(before));
  EXPECT_EQ(Records().size(), static_cast<size_t>(kSeeds));
}

// What is thrown for all may be of one: they are tried alone.
TEST_F(CohortsTest, ThatThrowAreTrainedOneByOne) {
  options_.variants = {"depth-3"};
  together_.throws = true;
  ASSERT_TRUE(Execute().ok());
  EXPECT_EQ(together_.sizes, std::vector<size_t>(kSeeds, 1));
}

}  // namespace
}  // namespace tenfold
