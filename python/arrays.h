// NumPy arrays to what the library takes, and back.
//
// Arrays are made here alone, by array_t of a shape, which knows its numbers' size: all other ways
// pybind11 before 2.12 reads it of a dtype, where NumPy 2 no longer has it.
#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "python/status.h"

namespace tenfold::python {

namespace py = pybind11;

// Row-major; what is something else is converted once.
using FloatArray = py::array_t<float, py::array::c_style | py::array::forcecast>;
using DoubleArray = py::array_t<double, py::array::c_style | py::array::forcecast>;

inline std::vector<int> ShapeOf(const py::array& array, const std::string& name) {
  std::vector<int> shape;
  for (py::ssize_t i = 0; i < array.ndim(); ++i) {
    if (array.shape(i) > std::numeric_limits<int>::max()) {
      Raise(absl::InvalidArgumentError(absl::StrCat(name, ": dimension ", i, " is ", array.shape(i),
                                                    ", wants at most 2^31 - 1")));
    }
    shape.push_back(static_cast<int>(array.shape(i)));
  }
  return shape;
}

template <typename T, int flags>
std::vector<T> ValuesOf(const py::array_t<T, flags>& array) {
  return std::vector<T>(array.data(), array.data() + array.size());
}

// An array that looks at `values`, which `owner` keeps alive; it cannot be written.
template <typename T, typename Sizes>
py::array ViewOf(const std::vector<T>& values, const Sizes& shape, py::handle owner) {
  py::array_t<T> view(std::vector<py::ssize_t>(shape.begin(), shape.end()), values.data(), owner);
  view.attr("flags").attr("writeable") = false;
  return view;
}

// An array of its own.
template <typename T, typename Sizes>
py::array ArrayOf(const std::vector<T>& values, const Sizes& shape) {
  return py::array_t<T>(std::vector<py::ssize_t>(shape.begin(), shape.end()), values.data());
}

}  // namespace tenfold::python
