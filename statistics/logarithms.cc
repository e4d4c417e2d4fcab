#include "statistics/logarithms.h"

#include <algorithm>
#include <cmath>

#include "statistics/statistics.h"

namespace tenfold::statistics {
namespace {

std::vector<double> Logarithms(std::vector<double> values) {
  for (double& value : values) value = std::log(value);
  return values;
}

Interval ExpInterval(double mean, double half_width) {
  return {std::exp(mean), std::exp(mean - half_width), std::exp(mean + half_width)};
}

}  // namespace

std::optional<Interval> GeometricMeanInterval(const std::vector<double>& values,
                                              double confidence) {
  if (values.size() < 2) return std::nullopt;
  const double n = static_cast<double>(values.size());
  return ExpInterval(*Mean(Logarithms(values)),
                     StudentQuantile(n - 1.0, confidence) * *LogStandardError(values));
}

std::optional<double> LogStandardError(const std::vector<double>& values) {
  if (values.size() < 2) return std::nullopt;
  return *SampleStd(Logarithms(values)) / std::sqrt(static_cast<double>(values.size()));
}

Interval Widened(const Interval& interval, double std) {
  constexpr double kNormal975 = 1.959964;
  const double half_width = std::log(interval.high / interval.estimate);
  return ExpInterval(std::log(interval.estimate), std::hypot(half_width, kNormal975 * std));
}

double RelativeHalfWidth(const Interval& interval) {
  return std::max(interval.high / interval.estimate, interval.estimate / interval.low) - 1.0;
}

std::optional<WelchRatio> WelchRatio::Make(const std::vector<double>& first,
                                           const std::vector<double>& second, double between_std) {
  if (first.size() < 2 || second.size() < 2) return std::nullopt;
  const std::vector<double> a = Logarithms(first), b = Logarithms(second);
  const double n_a = static_cast<double>(a.size()), n_b = static_cast<double>(b.size());
  const double s_a = *SampleStd(a) * *SampleStd(a) / n_a, s_b = *SampleStd(b) * *SampleStd(b) / n_b;
  WelchRatio ratio;
  ratio.difference_ = *Mean(b) - *Mean(a);
  const double variance = s_a + s_b + 2.0 * between_std * between_std;
  ratio.standard_error_ = std::sqrt(variance);
  ratio.degrees_ = s_a + s_b > 0.0
                       ? variance * variance / (s_a * s_a / (n_a - 1.0) + s_b * s_b / (n_b - 1.0))
                       : n_a + n_b - 2.0;
  return ratio;
}

Interval WelchRatio::ratio(double confidence) const {
  return ExpInterval(difference_, StudentQuantile(degrees_, confidence) * standard_error_);
}

double WelchRatio::p_above(double bound) const {
  return StudentUpperTail(difference_ - std::log(bound), standard_error_, degrees_);
}

double WelchRatio::p_below(double bound) const {
  return StudentUpperTail(std::log(bound) - difference_, standard_error_, degrees_);
}

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

}  // namespace tenfold::statistics
