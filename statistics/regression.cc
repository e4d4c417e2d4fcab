#include "statistics/regression.h"

#include <Eigen/Dense>
#include <cmath>

namespace tenfold::statistics {

std::optional<Regression> FitRegression(const std::vector<std::vector<double>>& columns,
                                        const std::vector<double>& y) {
  const auto n = static_cast<Eigen::Index>(y.size());
  const auto coefficients = static_cast<Eigen::Index>(columns.size()) + 1;
  if (n <= coefficients) return std::nullopt;
  Eigen::MatrixXd design(n, coefficients);
  design.col(0).setOnes();
  for (size_t j = 0; j < columns.size(); ++j)
    design.col(static_cast<Eigen::Index>(j) + 1) =
        Eigen::Map<const Eigen::VectorXd>(columns[j].data(), n);
  const Eigen::Map<const Eigen::VectorXd> values(y.data(), n);
  const double variation = (values.array() - values.mean()).square().sum();
  if (variation <= 1e-24 * values.squaredNorm()) return std::nullopt;
  const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(design);
  if (qr.rank() < coefficients) return std::nullopt;
  const Eigen::VectorXd solution = qr.solve(values);
  const double residuals = (values - design * solution).squaredNorm();
  const double degrees = static_cast<double>(n - coefficients);
  // The diagonal of (X^T X)^-1 = (R^T R)^-1 in the pivoted order.
  const Eigen::MatrixXd inverse = qr.matrixQR()
                                      .topLeftCorner(coefficients, coefficients)
                                      .triangularView<Eigen::Upper>()
                                      .solve(Eigen::MatrixXd::Identity(coefficients, coefficients));
  const Eigen::VectorXd diagonal =
      qr.colsPermutation() * Eigen::VectorXd(inverse.rowwise().squaredNorm());
  Regression regression;
  for (Eigen::Index j = 0; j < coefficients; ++j) {
    const Estimate estimate = {solution[j], std::sqrt(residuals / degrees * diagonal[j]), degrees};
    if (j == 0) {
      regression.offset = estimate;
      continue;
    }
    regression.slopes.push_back(estimate);
    regression.shares.push_back(solution[j] * solution[j] / diagonal[j] / variation);
  }
  regression.r_squared = 1.0 - residuals / variation;
  return regression;
}

}  // namespace tenfold::statistics
