#include "experiments/measurements/exhaustive.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"

namespace tenfold::measurements {
namespace {

constexpr size_t kDigestDigits = 16;
constexpr int64_t kMostDigits = 60000;
// The file has lines of so many resamples, and not a line for each.
constexpr size_t kResamplesOfALine = 25;

std::vector<std::string> TextsOf(absl::Span<const int64_t> counts) {
  std::vector<std::string> texts;
  for (size_t i = 0; i < counts.size(); i += kResamplesOfALine) {
    texts.push_back(absl::StrJoin(counts.subspan(i, kResamplesOfALine), " "));
  }
  return texts;
}

bool ParseLine(const std::string& text, std::vector<int64_t>& counts) {
  const size_t before = counts.size();
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    int64_t& count = counts.emplace_back();
    if (!absl::SimpleAtoi(word, &count) || count < 0) return false;
    if (count > kMostDigits * kMostDigits) return false;
  }
  return absl::StrJoin(absl::MakeConstSpan(counts).subspan(before), " ") == text;
}

void DescribeNetwork(JsonMembers& members, ExhaustiveNetwork& network) {
  members.Count("seed", network.seed);
  members.Text("weights_digest", network.weights_digest);
  members.Expect("weights_digest",
                 network.weights_digest.size() == kDigestDigits &&
                     std::all_of(network.weights_digest.begin(), network.weights_digest.end(),
                                 absl::ascii_isxdigit),
                 "16 hexadecimal digits");
  members.Count("wrong_of_run", network.wrong_of_run);
  members.Count("wrong", network.wrong);
  members.Count("different", network.different);
  std::vector<std::string> texts = TextsOf(network.resampled);
  members.Texts("resampled", texts);
  network.resampled.clear();
  for (size_t i = 0; i < texts.size(); ++i) {
    members.Expect(absl::StrCat("resampled[", i, "]").c_str(),
                   ParseLine(texts[i], network.resampled), "integers from 0 on");
  }
}

void DescribeSetting(JsonMembers& members, ExhaustiveSetting& setting) {
  members.Text("setting", setting.setting);
  members.Expect("setting", setting.setting.find('/') != std::string::npos,
                 "a name such as pairs/paper/mlp-shared-aux");
  members.Objects("networks", setting.networks, DescribeNetwork);
  int64_t last = -1;
  for (const ExhaustiveNetwork& network : setting.networks) {
    members.Expect("networks", network.seed > last, "networks with ascending seeds");
    last = network.seed;
  }
}

bool IsConsistent(const Exhaustive& file) {
  const std::vector<int64_t>* first = nullptr;
  for (const ExhaustiveSetting& setting : file.settings) {
    for (const ExhaustiveNetwork& network : setting.networks) {
      if (first == nullptr) first = &network.resampled;
      if (network.resampled.size() != first->size()) return false;
      if (network.wrong > file.digits * file.digits) return false;
      if (network.wrong_of_run > file.test_pairs) return false;
      if (network.different > file.checked_pairs) return false;
    }
  }
  return true;
}

}  // namespace

void Describe(JsonMembers& members, Exhaustive& exhaustive) {
  Describe(members, exhaustive.provenance);
  members.Text("dataset_digest", exhaustive.dataset_digest);
  members.PositiveCount("test_pairs", exhaustive.test_pairs);
  members.PositiveCount("digits", exhaustive.digits);
  members.Expect("digits", exhaustive.digits <= kMostDigits, "an integer from 1 to 60000");
  members.PositiveCount("checked_pairs", exhaustive.checked_pairs);
  members.Objects("settings", exhaustive.settings, DescribeSetting);
  members.Expect("settings", !exhaustive.settings.empty() && IsConsistent(exhaustive),
                 "settings, at least one, whose networks have equally many resamples and are not "
                 "more often wrong than asked");
}

}  // namespace tenfold::measurements
