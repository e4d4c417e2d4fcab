// What is declared: whose variance is taken apart, and with how many runs.
#pragma once

namespace tenfold::variance {

struct Setting {
  const char* preset;  // of //experiments/pairs
  const char* variant;
  int replicates;
};

inline constexpr Setting kSettings[] = {
    {"paper", "mlp-shared-aux", 1000},
    {"paper", "cnn-shared-aux", 500},
};

// Of a replicate; each of its networks is tested on all of them.
inline constexpr int kTestDraws = 20;

}  // namespace tenfold::variance
