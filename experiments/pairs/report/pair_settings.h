// The eight settings of the pairs, in the report's order.
#pragma once

namespace tenfold::reports {

struct PairSetting {
  const char* variant;
  const char* label;  // as figures name it
  bool cnn, weight_sharing, auxiliary_loss;
};

inline constexpr PairSetting kPairSettings[] = {
    {"cnn-shared-aux", "CNN, sharing + aux.", true, true, true},
    {"cnn-shared", "CNN, sharing", true, true, false},
    {"cnn-aux", "CNN, aux.", true, false, true},
    {"cnn", "CNN, neither", true, false, false},
    {"mlp-shared-aux", "MLP, sharing + aux.", false, true, true},
    {"mlp-shared", "MLP, sharing", false, true, false},
    {"mlp-aux", "MLP, aux.", false, false, true},
    {"mlp", "MLP, neither", false, false, false},
};

}  // namespace tenfold::reports
