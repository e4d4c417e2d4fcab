#include "statistics/power_law.h"

#include <cmath>

#include "statistics/statistics.h"
#include "statistics/student_t.h"

namespace tenfold {
namespace {

std::vector<double> Logarithms(std::vector<double> values) {
  for (double& value : values) value = std::log(value);
  return values;
}

}  // namespace

std::optional<PowerLaw> FitPowerLaw(const std::vector<double>& x, const std::vector<double>& y) {
  if (x.size() != y.size() || x.size() < 3) return std::nullopt;
  const std::vector<double> u = Logarithms(x), v = Logarithms(y);
  const double mean_u = *Mean(u), mean_v = *Mean(v);
  double uu = 0.0, uv = 0.0;
  for (size_t i = 0; i < u.size(); ++i) {
    uu += (u[i] - mean_u) * (u[i] - mean_u);
    uv += (u[i] - mean_u) * (v[i] - mean_v);
  }
  if (uu == 0.0) return std::nullopt;
  const double slope = uv / uu;
  double residuals = 0.0;
  for (size_t i = 0; i < u.size(); ++i) {
    const double residual = v[i] - mean_v - slope * (u[i] - mean_u);
    residuals += residual * residual;
  }
  const double degrees = static_cast<double>(u.size()) - 2.0;
  const double half_width = StudentQuantile(degrees, 0.95) * std::sqrt(residuals / degrees / uu);
  return PowerLaw{{slope, slope - half_width, slope + half_width},
                  std::exp(mean_v - slope * mean_u)};
}

}  // namespace tenfold
