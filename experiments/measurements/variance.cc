#include "experiments/measurements/variance.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace tenfold::measurements {
namespace {

constexpr int64_t kMostOfASum = 1000000000000000;

// A replicate is one text in the file, which would have a line for each number otherwise.
std::string TextOf(const VarianceReplicate& replicate) {
  return absl::StrCat(replicate.wrong, " ", absl::StrJoin(replicate.same_draw, " "), " ",
                      absl::StrJoin(replicate.any_draws, " "));
}

bool Parse(const std::string& text, VarianceReplicate& replicate) {
  std::vector<int64_t*> numbers = {&replicate.wrong};
  for (int64_t& sum : replicate.same_draw) numbers.push_back(&sum);
  for (int64_t& sum : replicate.any_draws) numbers.push_back(&sum);
  const std::vector<std::string> parts = absl::StrSplit(text, ' ');
  if (parts.size() != numbers.size()) return false;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!absl::SimpleAtoi(parts[i], numbers[i])) return false;
    if (*numbers[i] < 0 || *numbers[i] > kMostOfASum) return false;
  }
  return TextOf(replicate) == text;
}

void DescribeSetting(JsonMembers& members, VarianceSetting& setting) {
  members.Text("setting", setting.setting);
  members.Expect("setting", setting.setting.find('/') != std::string::npos,
                 "a name such as pairs/paper/mlp-shared-aux");
  std::vector<std::string> texts;
  for (const VarianceReplicate& replicate : setting.replicates) texts.push_back(TextOf(replicate));
  members.Texts("replicates", texts);
  setting.replicates.resize(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    members.Expect(absl::StrCat("replicates[", i, "]").c_str(),
                   Parse(texts[i], setting.replicates[i]), "17 integers from 0 on");
  }
}

}  // namespace

void Describe(JsonMembers& members, Variance& variance) {
  Describe(members, variance.provenance);
  members.Text("dataset_digest", variance.dataset_digest);
  members.PositiveCount("test_pairs", variance.test_pairs);
  members.Integer("test_draws", variance.test_draws);
  members.Expect("test_draws", variance.test_draws >= 2, "an integer from 2 on");
  members.Objects("settings", variance.settings, DescribeSetting);
  members.Expect("settings", !variance.settings.empty(), "an array of settings, at least one");
}

}  // namespace tenfold::measurements
