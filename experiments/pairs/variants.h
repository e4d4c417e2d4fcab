#pragma once

#include <string>
#include <vector>

namespace tenfold::pairs {

struct Variant {
  std::string name;
  bool cnn, weight_sharing, auxiliary_loss;
};

// The report's eight models.
inline const std::vector<Variant>& Variants() {
  static const std::vector<Variant> variants = {
      {"cnn-shared-aux", true, true, true},  {"cnn-shared", true, true, false},
      {"cnn-aux", true, false, true},        {"cnn", true, false, false},
      {"mlp-shared-aux", false, true, true}, {"mlp-shared", false, true, false},
      {"mlp-aux", false, false, true},       {"mlp", false, false, false},
  };
  return variants;
}

}  // namespace tenfold::pairs
