// What //experiments/variance --output writes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "experiments/measurements/session.h"

namespace tenfold::measurements {

// What a training draws at random: two levels of each make the networks of a replicate. Network n
// has level (n >> s) & 1 of source s, in the order: train draw, initial weights, batch order.
inline constexpr int kTrainingSources = 3;
inline constexpr int kVarianceNetworks = 1 << kTrainingSources;

// Sums over one replicate, in which network n answers w[n][t] pairs of test draw t wrongly. Each is
// of products of two networks that share the sources u, a set of bits, and no other: the partner of
// n is n ^ u ^ 7.
struct VarianceReplicate {
  int64_t wrong = 0;                                   // sum over n, t of w[n][t]
  std::array<int64_t, kVarianceNetworks> same_draw{};  // by u: over n, t of w[n][t] w[partner][t]
  // By u: over n of (sum over t of w[n][t]) (sum over t of w[partner][t]).
  std::array<int64_t, kVarianceNetworks> any_draws{};
};

struct VarianceSetting {
  std::string setting;  // "pairs/paper/mlp-shared-aux"
  std::vector<VarianceReplicate> replicates;
};

struct Variance {
  Provenance provenance;
  std::string dataset_digest;
  int64_t test_pairs = 0;  // of a draw
  int64_t test_draws = 0;  // of a replicate, on each of which all of its networks are tested
  std::vector<VarianceSetting> settings;
};

void Describe(JsonMembers& members, Variance& variance);

}  // namespace tenfold::measurements
