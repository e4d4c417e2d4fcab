#include "experiments/questions.h"

#include <gtest/gtest.h>

#include <set>

#include "engine/backends/backends.h"

namespace tenfold {
namespace {

TEST(Questions, AreNamedAsTheirExperiments) {
  ASSERT_FALSE(Questions().empty());
  for (const Question& question : Questions()) {
    EXPECT_EQ(question.make_experiment("")->name(), question.name);
  }
}

// Each of another question or engine is made of other sources.
TEST(Questions, EachEngineOfEachHasADigestOfItsOwn) {
  std::set<std::string> digests;
  size_t count = 0;
  for (const Question& question : Questions()) {
    for (const Backend* engine : AllBackends()) {
      EXPECT_EQ(question.digests.count(std::string(engine->name())), 1u)
          << question.name << " " << engine->name();
    }
    for (const auto& [engine, digest] : question.digests) {
      EXPECT_EQ(digest.size(), 64u);
      digests.insert(digest);
      ++count;
    }
  }
  EXPECT_EQ(digests.size(), count);
}

}  // namespace
}  // namespace tenfold
