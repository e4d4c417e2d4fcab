// What //experiments/exhaustive --output writes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/measurements/session.h"

namespace tenfold::measurements {

// How often one network is wrong.
struct ExhaustiveNetwork {
  int64_t seed = 0;
  std::string weights_digest;      // the first 16 digits of that of its final weights
  int64_t wrong_of_run = 0;        // on its run's own test pairs
  int64_t wrong = 0;               // on all ordered pairs of test digits
  int64_t different = 0;           // of the checked pairs: with other outputs by the whole network
  std::vector<int64_t> resampled;  // as `wrong`, by resample of the digits
};

struct ExhaustiveSetting {
  std::string setting;                      // "pairs/paper/mlp-shared-aux"
  std::vector<ExhaustiveNetwork> networks;  // of seed 0 and on
};

struct Exhaustive {
  Provenance provenance;
  std::string dataset_digest;
  int64_t test_pairs = 0;     // of a run
  int64_t digits = 0;         // all ordered pairs of which are answered, a digit with itself too
  int64_t checked_pairs = 0;  // of a network
  std::vector<ExhaustiveSetting> settings;
};

// All networks have equally many resamples.
void Describe(JsonMembers& members, Exhaustive& exhaustive);

}  // namespace tenfold::measurements
