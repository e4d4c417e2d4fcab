#include "experiments/current_digests.h"

#include <gtest/gtest.h>

#include <set>

#include "engine/backends/backends.h"

namespace tenfold {
namespace {

TEST(CurrentDigests, EachEngineOfEachExperimentHasItsOwn) {
  std::set<std::string> digests;
  size_t count = 0;
  ASSERT_EQ(CurrentDigests().size(), 2u);
  for (const auto& [experiment, by_engine] : CurrentDigests()) {
    for (const Backend* engine : AllBackends()) {
      EXPECT_EQ(by_engine.count(std::string(engine->name())), 1u) << experiment << engine->name();
    }
    for (const auto& [engine, digest] : by_engine) {
      EXPECT_EQ(digest.size(), 64u);
      digests.insert(digest);
      ++count;
    }
  }
  EXPECT_EQ(digests.size(), count);
}

}  // namespace
}  // namespace tenfold
