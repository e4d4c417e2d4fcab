#include "experiments/measurements/multiverse.h"

#include <algorithm>
#include <functional>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace tenfold::measurements {
namespace {

constexpr size_t kDigestDigits = 16;

std::string TextOf(const GridRun& run) {
  std::string text = absl::StrCat(run.variant, " ", run.seed, " ");
  for (int64_t outcome : run.outcomes) absl::StrAppend(&text, outcome, " ");
  return absl::StrCat(text, run.digest);
}

bool ParseRun(const std::string& text, GridRun& run) {
  const std::vector<std::string> words = absl::StrSplit(text, ' ');
  if (words.size() < 3) return false;
  run.digest = words.back();
  for (size_t i = 2; i + 1 < words.size(); ++i) {
    if (!absl::SimpleAtoi(words[i], &run.outcomes.emplace_back())) return false;
  }
  return absl::SimpleAtoi(words[0], &run.variant) && absl::SimpleAtoi(words[1], &run.seed) &&
         run.seed >= 0 && run.digest.size() == kDigestDigits &&
         absl::c_all_of(run.digest, absl::ascii_isxdigit) &&
         absl::c_all_of(run.outcomes, [](int64_t outcome) { return outcome >= 0; });
}

void DescribeChoice(JsonMembers& members, Choice& choice) {
  members.Text("name", choice.name);
  members.Texts("levels", choice.levels);
  members.Expect("levels", choice.levels.size() >= 2, "two levels or more");
}

void DescribeSetting(JsonMembers& members, GridSetting& setting) {
  members.Text("overrides", setting.overrides);
  std::string levels = absl::StrJoin(setting.levels, " ");
  members.Text("levels", levels);
  std::vector<std::string> texts;
  for (const GridRun& run : setting.runs) texts.push_back(TextOf(run));
  members.Texts("runs", texts);
  if (!setting.runs.empty() || !setting.levels.empty()) return;  // written
  bool plain = true;
  for (absl::string_view level : absl::StrSplit(levels, ' ', absl::SkipEmpty())) {
    plain = absl::SimpleAtoi(level, &setting.levels.emplace_back()) && plain;
  }
  members.Expect("levels", plain, "the place of a level for each choice, such as 0 2 1");
  for (const std::string& text : texts) {
    if (!ParseRun(text, setting.runs.emplace_back())) {
      members.Expect("runs", false, "texts such as \"7 0 812 0123456789abcdef\"");
      return;
    }
  }
}

// Whether every setting has a level of each choice and, of each variant, the same seeds.
bool IsComplete(const Grid& grid) {
  std::vector<int64_t> seeds;
  for (const GridSetting& setting : grid.settings) {
    if (setting.levels.size() != grid.choices.size()) return false;
    for (size_t i = 0; i < grid.choices.size(); ++i) {
      const auto count = static_cast<int64_t>(grid.choices[i].levels.size());
      if (setting.levels[i] < 0 || setting.levels[i] >= count) return false;
    }
    std::vector<std::vector<int64_t>> by_variant(grid.variants.size());
    for (const GridRun& run : setting.runs) {
      if (run.variant < 0 || run.variant >= static_cast<int64_t>(grid.variants.size())) {
        return false;
      }
      if (!run.outcomes.empty() && run.outcomes.size() != grid.outcomes.size()) return false;
      by_variant[run.variant].push_back(run.seed);
    }
    for (const std::vector<int64_t>& of_variant : by_variant) {
      if (seeds.empty()) seeds = of_variant;
      if (of_variant != seeds || of_variant.empty() ||
          !std::is_sorted(seeds.begin(), seeds.end(), std::less_equal<int64_t>())) {
        return false;
      }
    }
  }
  return true;
}

void DescribeGrid(JsonMembers& members, Grid& grid) {
  members.Text("experiment", grid.experiment);
  members.Text("preset", grid.preset);
  members.Objects("choices", grid.choices, DescribeChoice);
  members.Expect("choices", !grid.choices.empty(), "an array of choices, at least one");
  members.Texts("variants", grid.variants);
  members.Expect("variants", !grid.variants.empty(), "an array of variants, at least one");
  members.Texts("outcomes", grid.outcomes);
  members.Objects("settings", grid.settings, DescribeSetting);
  members.Expect("settings", !grid.settings.empty() && IsComplete(grid),
                 "settings, at least one, with a level of each choice and the same seeds, "
                 "ascending, of each variant");
}

}  // namespace

void Describe(JsonMembers& members, Multiverse& multiverse) {
  members.Object<Provenance>("provenance", multiverse.provenance, Describe);
  members.Text("declaration_digest", multiverse.declaration_digest);
  members.Objects("grids", multiverse.grids, DescribeGrid);
  members.Expect("grids", !multiverse.grids.empty(), "an array of grids, at least one");
}

}  // namespace tenfold::measurements
