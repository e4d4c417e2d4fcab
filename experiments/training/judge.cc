#include "experiments/training/judge.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "experiments/training/trainer.h"

namespace tenfold {
namespace {

bool IsRight(Answer::Rule rule, const float* output, int64_t features, const TargetArray& targets,
             int sample) {
  if (rule == Answer::Rule::kClass) {
    return std::max_element(output, output + features) - output == targets.classes[sample];
  }
  const float middle = Threshold(rule);
  for (int64_t i = 0; i < features; ++i) {
    const float target = targets.values[int64_t{sample} * features + i];
    if ((output[i] > middle) != (target > middle)) return false;
  }
  return true;
}

std::map<std::string, double> JudgeValues(const Answer& answer, const Samples& samples,
                                          int64_t features, const std::vector<float>& outputs) {
  const std::vector<float>& targets = samples.targets[0].values;
  double squared_errors = 0.0, r2 = 0.0;
  bool all_differ = true;
  for (int64_t f = 0; f < features; ++f) {
    double mean = 0.0, errors = 0.0, deviations = 0.0;
    for (int i = 0; i < samples.count; ++i) mean += double{targets[i * features + f]};
    mean /= samples.count;
    for (int i = 0; i < samples.count; ++i) {
      const double target = targets[i * features + f];
      const double error = double{outputs[i * features + f]} - target;
      errors += error * error;
      deviations += (target - mean) * (target - mean);
    }
    const double unit = answer.units.empty() ? 1.0 : answer.units[f];
    squared_errors += unit * unit * errors;
    all_differ = all_differ && deviations > 0.0;
    if (all_differ) r2 += (1.0 - errors / deviations) / static_cast<double>(features);
  }
  std::map<std::string, double> metrics = {
      {kRmse, std::sqrt(squared_errors / static_cast<double>(samples.count * features))}};
  if (all_differ) metrics[kR2] = r2;
  return metrics;
}

}  // namespace

std::map<std::string, double> Judge(const Answer& answer, const Samples& samples,
                                    const std::vector<float>& outputs) {
  const int64_t features = static_cast<int64_t>(outputs.size()) / samples.count;
  if (answer.rule == Answer::Rule::kValue) return JudgeValues(answer, samples, features, outputs);
  int right = 0;
  for (int i = 0; i < samples.count; ++i) {
    right += IsRight(answer.rule, &outputs[i * features], features, samples.targets[0], i);
  }
  return {{kAccuracy, static_cast<double>(right) / samples.count}};
}

}  // namespace tenfold
