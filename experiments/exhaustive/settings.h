// What is declared: which networks are tested, and on what.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "experiments/pairs/variants.h"

namespace tenfold::exhaustive {

// Of //experiments/pairs.
struct Setting {
  std::string preset, variant;
  int pairs, epochs;  // of training
  int networks;       // those with seeds 0 and on
  std::string name;   // "pairs/paper,pairs=300,epochs=83/mlp"
};

inline constexpr int kPairs = 1000, kEpochs = 25;  // of both presets

// All variants of two presets with ten seeds; then some of one by the number of train pairs with
// five, where fewer pairs are seen more often, for as many steps.
inline std::vector<Setting> Settings() {
  std::vector<Setting> settings;
  for (const char* preset : {"paper", "course"}) {
    for (const pairs::Variant& variant : pairs::Variants()) {
      settings.push_back({preset, variant.name, kPairs, kEpochs, 10,
                          absl::StrCat("pairs/", preset, "/", variant.name)});
    }
  }
  for (const char* variant : {"cnn-shared-aux", "mlp-shared-aux", "mlp"}) {
    for (const int pairs : {100, 300, 3000, 10000}) {
      const int epochs = std::max(kEpochs, kEpochs * kPairs / pairs);
      settings.push_back(
          {"paper", variant, pairs, epochs, 5,
           absl::StrCat("pairs/paper,pairs=", pairs,
                        epochs == kEpochs ? "" : absl::StrCat(",epochs=", epochs), "/", variant)});
    }
  }
  return settings;
}

// Of a network, drawn for each seed: the test pairs of its run, and ordered pairs that the whole
// network answers too.
inline constexpr int kTestPairs = 1000;
inline constexpr int kCheckedPairs = 5000;

// Of the digits, the same ones for all networks.
inline constexpr int kResamples = 1000;

}  // namespace tenfold::exhaustive
