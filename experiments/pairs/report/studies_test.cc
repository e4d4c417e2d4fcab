#include "experiments/pairs/report/studies.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace tenfold::reports {
namespace {

const PairClaim& Find(const std::string& id) {
  for (const PairClaim& claim : PairsClaims()) {
    if (claim.id == id) return claim;
  }
  ADD_FAILURE() << "no claim " << id;
  return PairsClaims().front();
}

// The report's own tables, as captioned, lead to what its abstract says.
TEST(ReadAsTheReport, ItsOwnTables) {
  const PrintedStudy captioned = {{78, 80, 80, 82, 79, 79, 81, 82}, {2, 1, 1, 1, 2, 2, 2, 2}};
  for (const char* id : {"all-near-80", "auxiliary-improves", "sharing-improves", "cnn-both",
                         "mlp-both", "cnn-both-vs-unshared", "cnn-both-vs-plain",
                         "mlp-sharing-difference", "mlp-auxiliary-difference"}) {
    EXPECT_EQ(ReadAsTheReport(Find(id), captioned), 1) << id;
  }
  // But not to all of it: .80 and .80 for the two kinds of network, and sharing adds no less.
  EXPECT_EQ(ReadAsTheReport(Find("cnn-better"), captioned), 0);
  EXPECT_EQ(ReadAsTheReport(Find("auxiliary-most"), captioned), -1);
  EXPECT_EQ(ReadAsTheReport(Find("cnn-both-wider"), captioned), 0);
}

TEST(ReadAsTheReport, Opposite) {
  const PrintedStudy study = {{83, 82, 82, 80, 83, 82, 82, 79}, {1, 2, 1, 2, 3, 3, 3, 2}};
  for (const char* id : {"all-near-80", "auxiliary-most", "auxiliary-improves", "sharing-improves",
                         "cnn-both", "cnn-both-vs-unshared", "cnn-both-wider"}) {
    EXPECT_EQ(ReadAsTheReport(Find(id), study), -1) << id;
  }
}

constexpr int kFew = 400;

statistics::FactorialCells Made(double sharing, double std, int seeds) {
  std::mt19937 generator(3);
  std::normal_distribution<double> noise;
  statistics::FactorialCells cells;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) {
    for (int i = 0; i < seeds; ++i)
      cells[cell].push_back(0.80 + (cell & 2 ? sharing : 0.0) + std * noise(generator));
  }
  return cells;
}

Conclusions Of(const std::string& id, const statistics::FactorialCells& cells) {
  for (const Conclusions& conclusions : ResampleStudies(cells, kFew)) {
    if (conclusions.claim->id == id) return conclusions;
  }
  ADD_FAILURE() << "no conclusions on " << id;
  return {};
}

TEST(ResampleStudies, PresentAbsentTooNoisy) {
  const Conclusions present = Of("sharing-improves", Made(0.03, 0.01, 300));
  EXPECT_EQ(present.read.as_the_report, kFew);
  EXPECT_GT(present.tested.as_the_report, 0.99 * kFew);
  EXPECT_EQ(present.read_paired->as_the_report, kFew);
  EXPECT_GT(present.tested_paired->as_the_report, 0.99 * kFew);
  const Conclusions reversed = Of("sharing-improves", Made(-0.03, 0.01, 300));
  EXPECT_EQ(reversed.read.opposite, kFew);
  EXPECT_GT(reversed.tested.opposite, 0.99 * kFew);
  // Too noisy: printed means still say something, about as often the one as the other; tests do
  // not.
  const Conclusions noisy = Of("sharing-improves", Made(0.0, 0.05, 300));
  EXPECT_GT(noisy.read.as_the_report, 0.25 * kFew);
  EXPECT_GT(noisy.read.opposite, 0.25 * kFew);
  EXPECT_GT(noisy.tested.neither, 0.9 * kFew);
  for (const Counts& counts : {noisy.read, *noisy.read_paired, noisy.tested, *noisy.tested_paired})
    EXPECT_EQ(counts.as_the_report + counts.opposite + counts.neither, kFew);
}

// What all settings of a seed share hides a small effect from studies without pairs.
TEST(ResampleStudies, PairingHelps) {
  statistics::FactorialCells cells = Made(0.012, 0.004, 300);
  std::mt19937 generator(4);
  std::normal_distribution<double> noise(0.0, 0.03);
  for (size_t seed = 0; seed < 300; ++seed) {
    const double shift = noise(generator);
    for (std::vector<double>& cell : cells) cell[seed] += shift;
  }
  const Conclusions conclusions = Of("sharing-improves", cells);
  EXPECT_GT(conclusions.tested_paired->as_the_report, 0.95 * kFew);
  EXPECT_LT(conclusions.tested.as_the_report, 0.6 * kFew);
  EXPECT_GT(conclusions.read_paired->as_the_report, conclusions.read.as_the_report);
}

// Within settings .014 prints .01, of all runs .0199 prints .02.
TEST(ResampleStudies, SpreadInBothReadings) {
  const statistics::FactorialCells apart = Made(0.0283, 0.014, 300);
  EXPECT_GT(Of("cnn-std-overall", apart).read.as_the_report, 0.95 * kFew);
  EXPECT_GT(Of("cnn-std", apart).read.opposite, 0.7 * kFew);
  const PrintedStudy printed = Print(apart);
  EXPECT_EQ(printed.within[0], 1);
  EXPECT_EQ(printed.overall[1], 2);
}

TEST(ResampleStudies, TooFewSeeds) { EXPECT_TRUE(ResampleStudies(Made(0.03, 0.01, 199)).empty()); }

}  // namespace
}  // namespace tenfold::reports
