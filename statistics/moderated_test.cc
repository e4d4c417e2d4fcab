#include "statistics/moderated.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tenfold::statistics {
namespace {

const std::vector<double> kVariances = {0.8, 1.9, 0.3, 2.4, 5.1, 0.9, 1.2, 0.05, 3.3, 0.6};

// Smyth's formulas in SciPy, with brentq for the inverse of trigamma.
TEST(PriorOf, SamplesOfOneSize) {
  const VariancePrior prior = PriorOf(kVariances, std::vector<double>(10, 9.0));
  EXPECT_NEAR(prior.degrees, 2.1020110073430263, 1e-9);
  EXPECT_NEAR(prior.variance, 0.6172575734018749, 1e-9);
  EXPECT_EQ(prior.most_degrees, 90.0);
  const ModeratedVariance moderated = Moderated(0.8, 9.0, prior);
  EXPECT_NEAR(moderated.variance, 0.7654002691977366, 1e-9);
  EXPECT_NEAR(moderated.degrees, 11.102011007343027, 1e-9);
}

TEST(PriorOf, SamplesOfSeveralSizes) {
  const VariancePrior prior = PriorOf(kVariances, {4, 9, 9, 3, 9, 9, 5, 9, 9, 9});
  EXPECT_NEAR(prior.degrees, 2.174558984196271, 1e-9);
  EXPECT_NEAR(prior.variance, 0.6626229717745135, 1e-9);
}

// Sample variances that spread less than samples of one variance would: all are the same.
TEST(PriorOf, NoMoreSpreadThanChance) {
  const VariancePrior prior = PriorOf({1.0, 1.1, 0.9, 1.05}, {9, 9, 9, 9});
  EXPECT_TRUE(std::isinf(prior.degrees));
  const ModeratedVariance moderated = Moderated(0.9, 9.0, prior);
  EXPECT_EQ(moderated.variance, prior.variance);
  EXPECT_EQ(moderated.degrees, 36.0) << "not more than all samples have";
  // Above the geometric mean: the mean of a log sample variance is below the log variance.
  EXPECT_GT(prior.variance, 1.05);
}

TEST(PriorOf, NothingToLearnFrom) {
  EXPECT_EQ(PriorOf({1.0}, {9.0}).degrees, 0.0);
  EXPECT_EQ(PriorOf({}, {}).degrees, 0.0);
  EXPECT_EQ(PriorOf({0.0, 0.0, 1.0}, {9, 9, 9}).degrees, 0.0);
  EXPECT_EQ(Moderated(2.0, 9.0, VariancePrior()).variance, 2.0);
  EXPECT_EQ(Moderated(2.0, 9.0, VariancePrior()).degrees, 9.0);
  // A single one without spread is drawn to the others'.
  std::vector<double> variances = kVariances;
  variances[0] = 0.0;
  const VariancePrior prior = PriorOf(variances, std::vector<double>(10, 9.0));
  EXPECT_TRUE(std::isfinite(prior.variance));
  EXPECT_GT(Moderated(0.0, 9.0, prior).variance, 0.0);
}

// Of many samples the prior that they were drawn from comes back.
TEST(PriorOf, FindsWhatItWasDrawnFrom) {
  std::mt19937 generator(5);
  std::chi_squared_distribution<double> of_prior(20.0), of_sample(9.0);
  std::vector<double> variances;
  for (int i = 0; i < 20000; ++i) {
    const double variance = 3.0 * 20.0 / of_prior(generator);
    variances.push_back(variance * of_sample(generator) / 9.0);
  }
  const VariancePrior prior = PriorOf(variances, std::vector<double>(20000, 9.0));
  EXPECT_NEAR(prior.degrees, 20.0, 2.0);
  EXPECT_NEAR(prior.variance, 3.0, 0.05);
}

}  // namespace
}  // namespace tenfold::statistics
