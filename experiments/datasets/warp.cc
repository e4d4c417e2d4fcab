#include "experiments/datasets/warp.h"

#include <algorithm>
#include <cmath>

#include "engine/numerics/math.h"
#include "engine/numerics/processor.h"
#include "engine/numerics/trigonometry.h"

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
      x_(size * size + kChunk),
      y_(size * size + kChunk) {
  for (int i = 0; i < size; ++i) {
    const float place = (i + 0.5f) * kNodes / static_cast<float>(size) - 0.5f;
    const float node = std::floor(place);
    const CubicWeights w(place - node);
    const float weights[] = {w.before, w.first, w.second, w.behind};
    for (int j = 0; j < 4; ++j) {
      const int at = std::clamp(static_cast<int>(node) - 1 + j, 0, kNodes - 1);
      node_weights_[at * size + i] += weights[j];
    }
  }
}

// Adds the displacements of one axis, which the nodes have, to all coordinates.
void Warper::Displace(const float* nodes, std::vector<float>& coordinates) {
  const float* weights = node_weights_.data();
  for (int y = 0; y < size_; ++y) {
    float across[kNodes];
    for (int j = 0; j < kNodes; ++j) {
      across[j] = 0.0f;
      for (int i = 0; i < kNodes; ++i) {
        across[j] = std::fma(weights[i * size_ + y], nodes[i * kNodes + j], across[j]);
      }
    }
    float* row = &coordinates[y * size_];
    for (int x = 0; x < size_; ++x) {
      float sum = row[x];
      for (int j = 0; j < kNodes; ++j) sum = std::fma(weights[j * size_ + x], across[j], sum);
      row[x] = sum;
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
  constexpr int kDraws = kNodes * kNodes;
  float radius[kDraws], angle[kDraws];
  for (int i = 0; i < kDraws; ++i) {
    // 1 - u is above 0.
    radius[i] = std::sqrt(-2.0f * Log(1.0f - generator.NextUniform()));
    angle[i] = generator.NextUniform();
  }
  for (int i = 0; i < kDraws; ++i) {
    const double turns = 2.0 * static_cast<double>(angle[i]);
    nodes[2 * i] = deviation * (radius[i] * static_cast<float>(CosPi(turns)));
    nodes[2 * i + 1] = deviation * (radius[i] * static_cast<float>(SinPi(turns)));
  }
  const double c = CosPi(turn), s = SinPi(turn);
  const float xx = static_cast<float>(c * scale_x), xy = static_cast<float>(shear - s * scale_y);
  const float yx = static_cast<float>(s * scale_x), yy = static_cast<float>(c * scale_y);
  const float centre = 0.5f * static_cast<float>(size_ - 1);
  const float x0 = static_cast<float>(shift_x) + centre, y0 = static_cast<float>(shift_y) + centre;
  for (int i = 0; i < size_; ++i) {
    const float v = static_cast<float>(i) - centre;
    float *x = &x_[i * size_], *y = &y_[i * size_];
    for (int j = 0; j < size_; ++j) {
      const float u = static_cast<float>(j) - centre;
      x[j] = std::fma(xx, u, std::fma(xy, v, x0));
      y[j] = std::fma(yx, u, std::fma(yy, v, y0));
    }
  }
  Displace(nodes, x_);
  Displace(nodes + kNodes * kNodes, y_);
  for (int x = 0; x < size_; ++x) {
    float* column = &surrounded_[(x + kMargin) * stride_ + kMargin];
    for (int y = 0; y < size_; ++y) column[y] = image[y * size_ + x];
  }
  Interpolate(result);
}

void Warper::Interpolate(float* result) const {
  const int n = size_ * size_;
  // Further away all is outside.
  const float low = 1.0f - kMargin, high = static_cast<float>(size_ + kMargin - 2);
  for (int first = 0; first < n; first += kChunk) {
    float weights_x[4][kChunk], weights_y[4][kChunk];
    int corner[kChunk];  // where the 4 x 4 pixels of a result begin
    for (int p = 0; p < kChunk; ++p) {
      const float x = std::min(std::max(x_[first + p], low), high);
      const float y = std::min(std::max(y_[first + p], low), high);
      const float left = std::floor(x), top = std::floor(y);
      const CubicWeights in_x(x - left), in_y(y - top);
      weights_x[0][p] = in_x.before;
      weights_x[1][p] = in_x.first;
      weights_x[2][p] = in_x.second;
      weights_x[3][p] = in_x.behind;
      weights_y[0][p] = in_y.before;
      weights_y[1][p] = in_y.first;
      weights_y[2][p] = in_y.second;
      weights_y[3][p] = in_y.behind;
      corner[p] =
          (static_cast<int>(left) + kMargin - 1) * stride_ + static_cast<int>(top) + kMargin - 1;
    }
    float sums[4][kChunk];  // along the four rows
    for (int p = 0; p < kChunk; p += 4) {
      Float4 of_pixel[4];  // a row in each lane
      for (int i = 0; i < 4; ++i) {
        const float* column = surrounded_.data() + corner[p + i];
        Float4 sum = Multiply4(weights_x[0][p + i], Load4(column));
        for (int j = 1; j < 4; ++j) {
          sum = Fma4(weights_x[j][p + i], Load4(column + j * stride_), sum);
        }
        of_pixel[i] = sum;
      }
      Transpose4(of_pixel);
      for (int j = 0; j < 4; ++j) Store4(&sums[j][p], of_pixel[j]);
    }
    float results[kChunk] = {};
    for (int j = 0; j < 4; ++j) {
      for (int p = 0; p < kChunk; ++p) {
        results[p] = std::fma(weights_y[j][p], sums[j][p], results[p]);
      }
    }
    std::copy_n(results, std::min(kChunk, n - first), result + first);
  }
}

}  // namespace tenfold
