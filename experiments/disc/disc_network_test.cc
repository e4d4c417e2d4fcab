#include "experiments/disc/disc_network.h"

#include <gtest/gtest.h>

namespace tenfold {
namespace {

int64_t CountParameters(const Network& network) {
  const NetworkInfo info = *Analyze(network);
  int64_t count = 0;
  for (const ParameterInfo& parameter : info.parameters) count += NumElements(parameter.shape);
  return count;
}

TEST(DiscNetwork, HasTheParametersOfItsLayers) {
  EXPECT_EQ(CountParameters(DiscNetwork(3, 25)), (2 * 25 + 25) + 2 * (25 * 25 + 25) + 26);
  EXPECT_EQ(CountParameters(DiscNetwork(4, 25)), (2 * 25 + 25) + 3 * (25 * 25 + 25) + 26);
}

}  // namespace
}  // namespace tenfold
