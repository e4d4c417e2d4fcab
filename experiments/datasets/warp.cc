#include "experiments/datasets/warp.h"

#include <algorithm>
#include <cmath>

#include "engine/math.h"
#include "engine/trigonometry.h"

namespace tenfold {
namespace {

constexpr float kA = -0.75f;

// The weights of the four pixels around a place that is `t` in [0, 1] behind the second of them.
struct CubicWeights {
  static float Near(float t) { return std::fma(std::fma(kA + 2.0f, t, -(kA + 3.0f)), t * t, 1.0f); }
  static float Far(float t) {
    const float d = t + 1.0f;
    return std::fma(std::fma(std::fma(kA, d, -5.0f * kA), d, 8.0f * kA), d, -4.0f * kA);
  }

  explicit CubicWeights(float t)
      : before(Far(t)), first(Near(t)), second(Near(1.0f - t)), behind(Far(1.0f - t)) {}
  float before, first, second, behind;
};

// Uniform on [-bound, bound).
double Symmetric(double bound, PhiloxGenerator& generator) {
  return (2.0 * static_cast<double>(generator.NextUniform()) - 1.0) * bound;
}

}  // namespace

Warper::Warper(int size, const WarpOptions& options, float outside)
    : size_(size),
      stride_(size + 2 * kMargin + 1),
      options_(options),
      node_weights_(size * kNodes),
      surrounded_(stride_ * stride_, outside),
      x_(size * size),
      y_(size * size),
      across_(size * kNodes),
      weights_x_(4 * size * size),
      weights_y_(4 * size * size),
      first_(size * size) {
  for (int i = 0; i < size; ++i) {
    const float place = (i + 0.5f) * kNodes / static_cast<float>(size) - 0.5f;
    const float node = std::floor(place);
    const CubicWeights w(place - node);
    const float weights[] = {w.before, w.first, w.second, w.behind};
    for (int j = 0; j < 4; ++j) {
      const int at = std::clamp(static_cast<int>(node) - 1 + j, 0, kNodes - 1);
      node_weights_[i * kNodes + at] += weights[j];
    }
  }
}

// Adds the displacements of one axis, which the nodes have, to all coordinates.
void Warper::Displace(const float* nodes, std::vector<float>& coordinates) {
  for (int y = 0; y < size_; ++y) {
    for (int j = 0; j < kNodes; ++j) {
      float sum = 0.0f;
      for (int i = 0; i < kNodes; ++i) {
        sum = std::fma(node_weights_[y * kNodes + i], nodes[i * kNodes + j], sum);
      }
      across_[y * kNodes + j] = sum;
    }
  }
  for (int y = 0; y < size_; ++y) {
    const float* row = &across_[y * kNodes];
    for (int x = 0; x < size_; ++x) {
      const float* w = &node_weights_[x * kNodes];
      float sum = coordinates[y * size_ + x];
      for (int j = 0; j < kNodes; ++j) sum = std::fma(w[j], row[j], sum);
      coordinates[y * size_ + x] = sum;
    }
  }
}

void Warper::Warp(PhiloxGenerator& generator, const float* image, float* result) {
  const double turn = Symmetric(options_.rotation, generator) / 180.0;
  const double scale_x = 1.0 + Symmetric(options_.scale, generator);
  const double scale_y = 1.0 + Symmetric(options_.scale, generator);
  const double shear = Symmetric(options_.shear, generator);
  const double shift_x = Symmetric(options_.shift, generator);
  const double shift_y = Symmetric(options_.shift, generator);
  float nodes[2 * kNodes * kNodes];
  const float deviation = static_cast<float>(options_.elastic);
  for (int i = 0; i < 2 * kNodes * kNodes; i += 2) {
    // 1 - u is above 0.
    const float radius = std::sqrt(-2.0f * Log(1.0f - generator.NextUniform()));
    const double angle = 2.0 * static_cast<double>(generator.NextUniform());
    nodes[i] = deviation * (radius * static_cast<float>(CosPi(angle)));
    nodes[i + 1] = deviation * (radius * static_cast<float>(SinPi(angle)));
  }
  const double c = CosPi(turn), s = SinPi(turn);
  const float xx = static_cast<float>(c * scale_x), xy = static_cast<float>(shear - s * scale_y);
  const float yx = static_cast<float>(s * scale_x), yy = static_cast<float>(c * scale_y);
  const float centre = 0.5f * static_cast<float>(size_ - 1);
  const float x0 = static_cast<float>(shift_x) + centre, y0 = static_cast<float>(shift_y) + centre;
  for (int i = 0; i < size_; ++i) {
    const float v = static_cast<float>(i) - centre;
    for (int j = 0; j < size_; ++j) {
      const float u = static_cast<float>(j) - centre;
      x_[i * size_ + j] = std::fma(xx, u, std::fma(xy, v, x0));
      y_[i * size_ + j] = std::fma(yx, u, std::fma(yy, v, y0));
    }
  }
  Displace(nodes, x_);
  Displace(nodes + kNodes * kNodes, y_);
  for (int y = 0; y < size_; ++y) {
    std::copy_n(image + y * size_, size_, &surrounded_[(y + kMargin) * stride_ + kMargin]);
  }
  Interpolate(result);
}

void Warper::Interpolate(float* result) {
  const int n = size_ * size_;
  // Further away all is outside.
  const float low = 1.0f - kMargin, high = static_cast<float>(size_ + kMargin - 2);
  float* wx = weights_x_.data();
  float* wy = weights_y_.data();
  for (int p = 0; p < n; ++p) {
    const float x = std::min(std::max(x_[p], low), high), y = std::min(std::max(y_[p], low), high);
    const float left = std::floor(x), top = std::floor(y);
    const CubicWeights in_x(x - left), in_y(y - top);
    wx[p] = in_x.before;
    wx[n + p] = in_x.first;
    wx[2 * n + p] = in_x.second;
    wx[3 * n + p] = in_x.behind;
    wy[p] = in_y.before;
    wy[n + p] = in_y.first;
    wy[2 * n + p] = in_y.second;
    wy[3 * n + p] = in_y.behind;
    first_[p] =
        (static_cast<int>(top) + kMargin - 1) * stride_ + static_cast<int>(left) + kMargin - 1;
  }
  const float* image = surrounded_.data();
  const int* first = first_.data();
  std::fill_n(result, n, 0.0f);
  for (int j = 0; j < 4; ++j) {
    const float* row = image + j * stride_;
    for (int p = 0; p < n; ++p) {
      float sum = wx[p] * row[first[p]];
      sum = std::fma(wx[n + p], row[first[p] + 1], sum);
      sum = std::fma(wx[2 * n + p], row[first[p] + 2], sum);
      sum = std::fma(wx[3 * n + p], row[first[p] + 3], sum);
      result[p] = std::fma(wy[j * n + p], sum, result[p]);
    }
  }
}

}  // namespace tenfold
