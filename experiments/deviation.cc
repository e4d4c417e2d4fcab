#include "experiments/deviation.h"

#include <cmath>
#include <vector>

#include "base/check.h"

namespace tenfold {
namespace {

double Relative(double value, double exact) {
  return value == exact ? 0.0 : std::fabs(value - exact) / std::fabs(exact);
}

std::vector<double> Relative(const std::vector<double>& values, const std::vector<double>& exact) {
  TENFOLD_CHECK(values.size() == exact.size(), values.size(), " losses, ", exact.size(), " exact");
  std::vector<double> differences;
  for (size_t i = 0; i < values.size(); ++i) differences.push_back(Relative(values[i], exact[i]));
  return differences;
}

}  // namespace

measurements::Deviation DeviationFrom(const TrainingResult& exact, const TrainingResult& result) {
  measurements::Deviation deviation;
  deviation.first_losses = Relative(result.first_losses, exact.first_losses);
  deviation.epoch_losses = Relative(result.train_loss, exact.train_loss);
  double distance = 0.0, norm = 0.0;
  for (size_t i = 0; i < exact.final_weights.size(); ++i) {
    for (size_t j = 0; j < exact.final_weights[i].size(); ++j) {
      const double weight = exact.final_weights[i][j];
      const double difference = result.final_weights[i][j] - weight;
      distance += difference * difference;
      norm += weight * weight;
    }
  }
  deviation.weights = distance == 0.0 ? 0.0 : std::sqrt(distance / norm);
  deviation.test_accuracy = result.test.accuracy() - exact.test.accuracy();
  return deviation;
}

}  // namespace tenfold
