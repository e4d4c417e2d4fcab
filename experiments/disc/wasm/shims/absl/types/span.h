#pragma once

#include <cstddef>
#include <vector>

namespace absl {

template <typename T>
class Span {
 public:
  Span() : Span(nullptr, 0) {}
  Span(T* data, size_t size) : data_(data), size_(size) {}
  template <typename U>
  Span(std::vector<U>& values) : Span(values.data(), values.size()) {}
  template <typename U>
  Span(const std::vector<U>& values) : Span(values.data(), values.size()) {}

  T* data() const { return data_; }
  size_t size() const { return size_; }
  T* begin() const { return data_; }
  T* end() const { return data_ + size_; }
  T& operator[](size_t i) const { return data_[i]; }
  T& front() const { return *data_; }
  Span subspan(size_t first, size_t size) const { return {data_ + first, size}; }

 private:
  T* data_;
  size_t size_;
};

template <typename T>
Span<const T> MakeConstSpan(const std::vector<T>& values) {
  return values;
}

template <typename T>
Span<T> MakeSpan(std::vector<T>& values) {
  return values;
}

}  // namespace absl
