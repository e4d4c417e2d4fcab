// Errors of the library as Python's.
#pragma once

#include <pybind11/pybind11.h>

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace tenfold::python {

// Throws what Python shows as ValueError for what a caller can get wrong, FileExistsError for
// records in conflict, OSError or FileNotFoundError for the system's errors, MemoryError,
// KeyboardInterrupt where it was interrupted, and RuntimeError otherwise.
[[noreturn]] void Raise(const absl::Status& status);

inline void Check(const absl::Status& status) {
  if (!status.ok()) Raise(status);
}

template <typename T>
T Check(absl::StatusOr<T> value) {
  if (!value.ok()) Raise(value.status());
  return *std::move(value);
}

// What `work` returns, which does not touch Python; other threads of Python go on meanwhile.
template <typename Work>
auto WithoutGil(const Work& work) {
  auto result = [&] {
    const pybind11::gil_scoped_release release;
    return work();
  }();
  return Check(std::move(result));
}

}  // namespace tenfold::python
