#include "experiments/sweeps/program/seeds.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"

namespace tenfold {
namespace {

constexpr char kExample[] = "expected numbers and ranges such as 0-9 or 3,5,100-109";

struct Range {
  int64_t first, last;
};

absl::Status Error(absl::string_view part, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(Quoted(part), " ", what, "; ", kExample));
}

// SimpleAtoi alone would take signs and blanks.
absl::StatusOr<int64_t> ParseSeed(absl::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), absl::ascii_isdigit)) {
    return Error(text, "is not a seed");
  }
  int64_t seed = 0;
  if (!absl::SimpleAtoi(text, &seed)) return Error(text, "is larger than 2^63 - 1");
  return seed;
}

absl::StatusOr<Range> ParseRange(absl::string_view text) {
  if (text.empty()) return Error(text, "is not a seed");
  if (text[0] == '-') return Error(text, "is negative");
  const std::pair<absl::string_view, absl::string_view> ends =
      absl::StrSplit(text, absl::MaxSplits('-', 1));
  TENFOLD_ASSIGN_OR_RETURN(const int64_t first, ParseSeed(ends.first));
  if (!absl::StrContains(text, '-')) return Range{first, first};
  const absl::StatusOr<int64_t> last = ParseSeed(ends.second);
  if (!last.ok()) return Error(text, "is not a range of seeds");
  if (*last < first) return Error(text, "is a reversed range");
  return Range{first, *last};
}

}  // namespace

absl::StatusOr<std::vector<int64_t>> ParseSeeds(absl::string_view text) {
  if (text.empty()) return absl::InvalidArgumentError(absl::StrCat("none; ", kExample));
  std::vector<Range> ranges;
  for (absl::string_view part : absl::StrSplit(text, ',')) {
    const absl::StatusOr<Range> range = ParseRange(part);
    if (!range.ok()) return range.status();
    ranges.push_back(*range);
  }
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return a.first < b.first; });
  std::vector<int64_t> seeds;
  for (const Range& range : ranges) {
    if (!seeds.empty() && range.last <= seeds.back()) continue;
    const bool overlaps = !seeds.empty() && range.first <= seeds.back();
    const int64_t first = overlaps ? seeds.back() + 1 : range.first;
    // Counted before anything is allocated; written so that nothing overflows.
    if (range.last - first >= kMaxSeeds - static_cast<int64_t>(seeds.size())) {
      return absl::InvalidArgumentError(absl::StrCat("more than ", kMaxSeeds, " of them"));
    }
    for (int64_t seed = first; seed < range.last; ++seed) seeds.push_back(seed);
    seeds.push_back(range.last);
  }
  return seeds;
}

}  // namespace tenfold
