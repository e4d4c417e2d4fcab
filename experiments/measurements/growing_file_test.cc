#include "experiments/measurements/growing_file.h"

#include <gtest/gtest.h>

#include <chrono>
#include <numeric>
#include <thread>
#include <vector>

namespace tenfold::measurements {
namespace {

struct Grown {
  std::vector<int> rows;
  int writes = 0;
  absl::Status status;
};

Grown Grow(int jobs, const std::function<absl::StatusOr<int>(size_t)>& make) {
  Grown grown;
  grown.status = AddInOrder<int>(
      30, jobs, make, [&](int row) { grown.rows.push_back(row); },
      [&] {
        ++grown.writes;
        return absl::OkStatus();
      });
  return grown;
}

TEST(AddInOrder, WhateverIsReadyFirst) {
  std::vector<int> all(30);
  std::iota(all.begin(), all.end(), 0);
  for (const int jobs : {1, 4}) {
    const Grown grown = Grow(jobs, [](size_t i) -> absl::StatusOr<int> {
      std::this_thread::sleep_for(std::chrono::milliseconds(i % 3 == 0 ? 5 : 0));
      return static_cast<int>(i);
    });
    EXPECT_TRUE(grown.status.ok());
    EXPECT_EQ(grown.rows, all);
    EXPECT_EQ(grown.writes, 1);
  }
}

TEST(AddInOrder, KeepsWhatCameBeforeAnError) {
  for (const int jobs : {1, 4}) {
    const Grown grown = Grow(jobs, [](size_t i) -> absl::StatusOr<int> {
      if (i == 7) return absl::CancelledError("here");
      return static_cast<int>(i);
    });
    EXPECT_EQ(grown.status, absl::CancelledError("here"));
    EXPECT_EQ(grown.rows, (std::vector<int>{0, 1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(grown.writes, 1);
  }
}

TEST(AddInOrder, SaysWhatWritingSays) {
  const absl::Status status = AddInOrder<int>(
      1, 1, [](size_t) -> absl::StatusOr<int> { return 1; }, [](int) {},
      [] { return absl::UnavailableError("full"); });
  EXPECT_EQ(status, absl::UnavailableError("full"));
}

TEST(ExpectIdentity, NamesWhatDiffers) {
  const Identity expected = {{"a", "1"}, {"b", "2"}};
  EXPECT_TRUE(ExpectIdentity("f", {{"a", "1"}, {"b", "2"}, {"c", "3"}}, expected).ok());
  EXPECT_EQ(ExpectIdentity("f", {{"a", "1"}, {"b", "3"}}, expected),
            absl::FailedPreconditionError(
                "f: its b is \"3\", not this program's \"2\"; expected another --output"));
}

}  // namespace
}  // namespace tenfold::measurements
