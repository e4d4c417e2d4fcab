// A file of measurements that its program goes on with where it was interrupted.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/files.h"
#include "base/parallel.h"
#include "experiments/measurements/file.h"

namespace tenfold::measurements {

// What a file has in common with one that goes on in it, by name.
using Identity = std::map<std::string, std::string>;

// FailedPrecondition, in one line that names the first difference. `found` has all names that
// `expected` has.
absl::Status ExpectIdentity(const std::string& path, const Identity& found,
                            const Identity& expected);

// What is there, or `empty` where nothing is. FailedPrecondition if it is not of the same identity.
template <typename T>
absl::StatusOr<T> ReadOrBegin(const std::string& path, const T& empty,
                              Identity (*identity_of)(const T&)) {
  absl::StatusOr<T> file = Read<T>(path);
  if (absl::IsNotFound(file.status())) return empty;
  if (!file.ok()) return file;
  const absl::Status same = ExpectIdentity(path, identity_of(*file), identity_of(empty));
  if (!same.ok()) return same;
  return file;
}

template <typename T>
absl::Status WriteTo(const std::string& path, const T& file) {
  return WriteFileAtomically(path, ToText(ToJson(file)));
}

inline constexpr auto kBetweenWrites = std::chrono::seconds(5);

// Makes `count` rows on up to `jobs` threads and adds each in its place. `write` is called every
// few seconds and at the end, also if that is an error, which ends it.
template <typename Row>
absl::Status AddInOrder(size_t count, int jobs,
                        const std::function<absl::StatusOr<Row>(size_t)>& make,
                        const std::function<void(Row)>& add,
                        const std::function<absl::Status()>& write) {
  using Clock = std::chrono::steady_clock;
  std::mutex mutex;             // guards what follows, and what `add` and `write` do
  std::map<size_t, Row> early;  // before others that come first
  size_t added = 0;
  absl::Status status;
  Clock::time_point written = Clock::now();
  RunInParallel(count, jobs, [&](size_t i) {
    absl::StatusOr<Row> row = make(i);
    const std::lock_guard<std::mutex> lock(mutex);
    if (!row.ok()) {
      status.Update(row.status());
      return false;
    }
    early.emplace(i, *std::move(row));
    for (auto next = early.find(added); next != early.end(); next = early.find(added)) {
      add(std::move(next->second));
      early.erase(next);
      ++added;
    }
    if (Clock::now() - written >= kBetweenWrites) {
      status.Update(write());
      written = Clock::now();
    }
    return status.ok();
  });
  status.Update(write());
  return status;
}

}  // namespace tenfold::measurements
