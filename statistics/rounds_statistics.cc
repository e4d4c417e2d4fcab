#include "statistics/rounds_statistics.h"

#include <algorithm>
#include <cmath>

#include "statistics/statistics.h"
#include "statistics/student_t.h"

namespace tenfold {
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

}  // namespace tenfold
