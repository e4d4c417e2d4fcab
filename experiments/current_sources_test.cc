#include "experiments/current_sources.h"

#include <gtest/gtest.h>

#include <string>

namespace tenfold {
namespace {

TEST(CurrentSources, EachExperimentHasItsOwn) {
  EXPECT_EQ(std::string(kDiscSources).size(), 64u);
  EXPECT_EQ(std::string(kPairsSources).size(), 64u);
  EXPECT_STRNE(kDiscSources, kPairsSources);
}

}  // namespace
}  // namespace tenfold
