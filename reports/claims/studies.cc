#include "reports/claims/studies.h"

#include <numeric>
#include <utility>

namespace tenfold::reports {

void Counts::Add(int conclusion) {
  ++(conclusion > 0 ? as_the_report : conclusion < 0 ? opposite : neither);
}

void Counts::Add(Verdict verdict) {
  Add(verdict == Verdict::kReproduced ? 1 : verdict == Verdict::kContradicted ? -1 : 0);
}

SeedDrawer::SeedDrawer(size_t n) : order_(n) { std::iota(order_.begin(), order_.end(), size_t{0}); }

const std::vector<size_t>& SeedDrawer::Draw() {
  for (int i = 0; i < kStudySeeds; ++i)
    std::swap(order_[i], order_[i + generator_() % (order_.size() - i)]);
  drawn_.assign(order_.begin(), order_.begin() + kStudySeeds);
  return drawn_;
}

}  // namespace tenfold::reports
