#include "experiments/study/task/test_rows.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/numerics/random.h"

namespace tenfold::study {
namespace {

constexpr int32_t kMaxRow = 1 << 28;

// Substreams of a seed's data.
constexpr uint32_t kSplit = 0, kMask = 1;

// The first `count` of a permutation of what `from` has, and the others, both ascending.
std::pair<std::vector<int32_t>, std::vector<int32_t>> Draw(const std::vector<int32_t>& from,
                                                           int64_t count,
                                                           PhiloxGenerator generator) {
  std::pair<std::vector<int32_t>, std::vector<int32_t>> drawn;
  for (int32_t place : RandomPermutation(static_cast<int>(from.size()), generator)) {
    auto& part = static_cast<int64_t>(drawn.first.size()) < count ? drawn.first : drawn.second;
    part.push_back(from[place]);
  }
  std::sort(drawn.first.begin(), drawn.first.end());
  std::sort(drawn.second.begin(), drawn.second.end());
  return drawn;
}

std::vector<int32_t> Range(int32_t first, int32_t last) {
  std::vector<int32_t> rows;
  for (int32_t row = first; row < last; ++row) rows.push_back(row);
  return rows;
}

absl::StatusOr<Split> SplitTest(const TestRows& options, int rows, int own_test_rows, uint64_t seed,
                                std::optional<uint64_t> split_seed) {
  Split split;
  if (own_test_rows > 0) {
    split.train = Range(0, rows - own_test_rows);
    split.test = Range(rows - own_test_rows, rows);
    return split;
  }
  const std::vector<int32_t> all = Range(0, rows);
  if (!options.fixed.empty()) {
    if (options.fixed.back() >= rows) {
      return absl::InvalidArgumentError(absl::StrCat("test_rows has row ", options.fixed.back(),
                                                     ", wants rows from 0 to ", rows - 1));
    }
    split.test = options.fixed;
    std::set_difference(all.begin(), all.end(), split.test.begin(), split.test.end(),
                        std::back_inserter(split.train));
    return split;
  }
  if (options.folds > 0) {
    if (options.folds > rows) {
      return absl::InvalidArgumentError(
          absl::StrCat("folds is ", options.folds, ", wants at most the ", rows, " rows"));
    }
    const uint64_t folds = static_cast<uint64_t>(options.folds);
    PhiloxGenerator generator(split_seed.value_or(seed / folds), Stream::kData, kSplit);
    const std::vector<int32_t> order = RandomPermutation(rows, generator);
    for (size_t i = 0; i < order.size(); ++i) {
      (i % folds == seed % folds ? split.test : split.train).push_back(order[i]);
    }
    std::sort(split.train.begin(), split.train.end());
    std::sort(split.test.begin(), split.test.end());
    return split;
  }
  const int64_t count =
      std::max(int64_t{1}, static_cast<int64_t>(std::lround(options.fraction * rows)));
  std::tie(split.test, split.train) =
      Draw(all, count, PhiloxGenerator(split_seed.value_or(seed), Stream::kData, kSplit));
  return split;
}

}  // namespace

absl::StatusOr<std::vector<int32_t>> ParseRows(const std::string& text) {
  std::set<int32_t> rows;
  for (absl::string_view part : absl::StrSplit(text, '_')) {
    const std::vector<absl::string_view> ends = absl::StrSplit(part, '-');
    int32_t first = 0, last = 0;
    const bool numbers = ends.size() <= 2 && absl::SimpleAtoi(ends.front(), &first) &&
                         absl::SimpleAtoi(ends.back(), &last) &&
                         std::all_of(part.begin(), part.end(), [](unsigned char c) {
                           return absl::ascii_isdigit(c) || c == '-';
                         });
    if (!numbers || last < first || last > kMaxRow) {
      return absl::InvalidArgumentError(absl::StrCat(
          "test_rows is ", text, ", wants drawn, or rows from 0 and ranges such as 0-49_100"));
    }
    for (int32_t row = first; row <= last; ++row) rows.insert(row);
  }
  return std::vector<int32_t>(rows.begin(), rows.end());
}

absl::StatusOr<Split> SplitRows(const TestRows& options, int rows, int own_test_rows, uint64_t seed,
                                std::optional<uint64_t> split_seed) {
  absl::StatusOr<Split> split = SplitTest(options, rows, own_test_rows, seed, split_seed);
  if (!split.ok()) return split;
  const size_t masked = split->train.size();
  if (options.mask == TestRows::Mask::kDropOne && masked > 1) {
    const auto place = split->train.begin() + static_cast<std::ptrdiff_t>(seed % masked);
    split->left_out = {*place};
    split->train.erase(place);
  }
  if (options.mask == TestRows::Mask::kHalf && masked > 1) {
    std::tie(split->train, split->left_out) =
        Draw(split->train, static_cast<int64_t>((masked + 1) / 2),
             PhiloxGenerator(seed, Stream::kData, kMask));
  }
  if (split->train.empty() || split->test.empty() ||
      (options.mask != TestRows::Mask::kNone && split->left_out.empty())) {
    return absl::InvalidArgumentError(
        absl::StrCat("a data set of ", rows, " rows is too small for this: ", split->train.size(),
                     " to train on, ", split->test.size(), " to test on"));
  }
  return split;
}

Split SplitOf(const std::vector<int32_t>& train, int rows, int own_test_rows) {
  Split split;
  split.train = train;
  const std::vector<int32_t> all = Range(0, rows - own_test_rows);
  std::vector<int32_t>& others = own_test_rows > 0 ? split.left_out : split.test;
  std::set_difference(all.begin(), all.end(), train.begin(), train.end(),
                      std::back_inserter(others));
  if (own_test_rows > 0) split.test = Range(rows - own_test_rows, rows);
  return split;
}

}  // namespace tenfold::study
