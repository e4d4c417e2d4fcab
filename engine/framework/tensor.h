// A row-major float32 array that owns its values: what the framework takes and gives.
#pragma once

#include <utility>
#include <vector>

#include "base/check.h"
#include "engine/layers/shape.h"

namespace tenfold {

class Tensor {
 public:
  Tensor() = default;
  // Zeros.
  explicit Tensor(Shape shape) : shape_(std::move(shape)), values_(NumElements(shape_)) {}
  Tensor(Shape shape, std::vector<float> values)
      : shape_(std::move(shape)), values_(std::move(values)) {
    TENFOLD_CHECK(NumElements(shape_) == static_cast<int64_t>(values_.size()), "shape ",
                  ShapeToString(shape_), " with ", values_.size(), " values");
  }

  const Shape& shape() const { return shape_; }
  int64_t size() const { return static_cast<int64_t>(values_.size()); }
  float* data() { return values_.data(); }
  const float* data() const { return values_.data(); }
  float& operator[](int64_t i) { return values_[i]; }
  float operator[](int64_t i) const { return values_[i]; }
  const std::vector<float>& values() const { return values_; }

 private:
  Shape shape_ = {0};
  std::vector<float> values_;
};

}  // namespace tenfold
