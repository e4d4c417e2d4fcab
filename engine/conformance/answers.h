// What the engine answers to the kit's cases (README.md): one function per operation.
#pragma once

#include <map>
#include <string>

#include "engine/backends/simd/kernels/kernels.h"
#include "engine/conformance/bits.h"
#include "engine/network/backend.h"
#include "experiments/sweeps/experiment.h"

namespace tenfold::conformance {

// Who answers, and how much.
struct Respondent {
  const Backend* backend = nullptr;
  const simd::Kernels* kernels = nullptr;  // of exp, log and tanh; null: engine/numerics/math.h
  std::map<std::string, const Experiment*> experiments;  // by name, with their data loaded
  // The gradients behind each layer in a run's first step; a backend that fuses has none to show.
  bool input_gradients = false;
  bool soak = false;  // whole runs and all floats, in place of first epochs and every 257th float
};

// In random.cc, functions.cc and data.cc; `soak` is read by function_hashes alone.
Json Philox(const Json& test_case, const Respondent&);
Json Uniform(const Json& test_case, const Respondent&);
Json Below(const Json& test_case, const Respondent&);
Json Permutation(const Json& test_case, const Respondent&);
Json DropoutMask(const Json& test_case, const Respondent&);
Json InitialParameters(const Json& test_case, const Respondent&);
Json FusedMultiplyAdd(const Json& test_case, const Respondent&);
Json Function(const Json& test_case, const Respondent& respondent);
Json FunctionHashes(const Json& test_case, const Respondent& respondent);
Json Trigonometry(const Json& test_case, const Respondent&);
Json LearningRates(const Json& test_case, const Respondent&);
Json DiscData(const Json& test_case, const Respondent&);
Json PairsData(const Json& test_case, const Respondent& respondent);
Json Warp(const Json& test_case, const Respondent&);
Json MovePoints(const Json& test_case, const Respondent&);

// In networks.cc, by the respondent's backend.
Json Layers(const Json& test_case, const Respondent& respondent);
Json Loss(const Json& test_case, const Respondent& respondent);
Json Optimizer(const Json& test_case, const Respondent& respondent);

// In run.cc: the trace of one training, by the one training loop.
Json Run(const Json& test_case, const Respondent& respondent);

}  // namespace tenfold::conformance
