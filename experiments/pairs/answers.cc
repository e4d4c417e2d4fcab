#include "experiments/pairs/answers.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace tenfold::pairs {
namespace {

constexpr size_t kShown = 12;

std::pair<int32_t, int32_t> DigitsOf(const Samples& pairs, int i) {
  return {pairs.row_classes[2 * i], pairs.row_classes[2 * i + 1]};
}

// How much more "at most" is answered than "greater": the difference of two logits or, where the
// answer is one probability, of the two probabilities.
float MarginOf(const Samples& pairs, const Evaluation& answers, int i) {
  if (answers.outputs.size() == static_cast<size_t>(pairs.count)) {
    return 2.0f * answers.outputs[i] - 1.0f;
  }
  return answers.outputs[2 * i + 1] - answers.outputs[2 * i];
}

bool IsWrong(const Samples& pairs, const Evaluation& answers, int i) {
  const auto [first, second] = DigitsOf(pairs, i);
  return (MarginOf(pairs, answers, i) > 0.0f) != (first <= second);
}

std::string Hex(const float* pixels, int64_t count, float least, float greatest) {
  std::string hex;
  if (!(greatest > least)) return std::string(2 * count, '0');
  for (int64_t i = 0; i < count; ++i)
    absl::StrAppendFormat(&hex, "%02x",
                          std::lround(255 * (pixels[i] - least) / (greatest - least)));
  return hex;
}

}  // namespace

std::string ConfusionCsv(const Samples& pairs, const Evaluation& answers) {
  std::map<std::pair<int32_t, int32_t>, std::pair<int, int>> counts;
  for (int i = 0; i < pairs.count; ++i) {
    auto& [all, wrong] = counts[DigitsOf(pairs, i)];
    ++all;
    wrong += IsWrong(pairs, answers, i);
  }
  std::string csv = "first,second,pairs,wrong\n";
  for (const auto& [digits, count] : counts)
    absl::StrAppend(&csv, digits.first, ",", digits.second, ",", count.first, ",", count.second,
                    "\n");
  return csv;
}

std::string WrongPairsCsv(const Samples& pairs, const Evaluation& answers) {
  std::vector<int> wrong;
  for (int i = 0; i < pairs.count; ++i) {
    if (IsWrong(pairs, answers, i)) wrong.push_back(i);
  }
  std::stable_sort(wrong.begin(), wrong.end(), [&](int a, int b) {
    return std::fabs(MarginOf(pairs, answers, a)) > std::fabs(MarginOf(pairs, answers, b));
  });
  wrong.resize(std::min(kShown, wrong.size()));
  const auto [least, greatest] = std::minmax_element(pairs.inputs.begin(), pairs.inputs.end());
  const int64_t pixels = static_cast<int64_t>(pairs.inputs.size()) / (2 * pairs.count);
  std::string csv = "first,second,margin,first_image,second_image\n";
  for (int i : wrong) {
    const auto [first, second] = DigitsOf(pairs, i);
    const float* image = pairs.inputs.data() + 2 * i * pixels;
    absl::StrAppend(&csv, first, ",", second, ",",
                    absl::StrFormat("%.2f", std::fabs(MarginOf(pairs, answers, i))), ",",
                    Hex(image, pixels, *least, *greatest), ",",
                    Hex(image + pixels, pixels, *least, *greatest), "\n");
  }
  return csv;
}

}  // namespace tenfold::pairs
