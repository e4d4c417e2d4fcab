#include "reports/claims/studies.h"

#include <numeric>
#include <utility>

namespace tenfold::reports {

void Conclusions::Read(int conclusion) {
  ++(conclusion > 0 ? as_the_report : conclusion < 0 ? opposite : neither);
}

void Conclusions::Test(Verdict verdict) {
  ++(verdict == Verdict::kReproduced     ? reproduced
     : verdict == Verdict::kContradicted ? contradicted
                                         : inconclusive);
}

SeedDrawer::SeedDrawer(size_t n) : order_(n) { std::iota(order_.begin(), order_.end(), size_t{0}); }

const std::vector<size_t>& SeedDrawer::Draw() {
  for (int i = 0; i < kStudySeeds; ++i)
    std::swap(order_[i], order_[i + generator_() % (order_.size() - i)]);
  drawn_.assign(order_.begin(), order_.begin() + kStudySeeds);
  return drawn_;
}

}  // namespace tenfold::reports
