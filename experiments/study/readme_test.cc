// The README's table of layers has every layer that a network's text can have.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/network/network_text.h"

namespace tenfold::study {
namespace {

constexpr char kList[] = "there are ";

// What the refusal of an unknown layer lists.
std::vector<std::string> KindsOfLayers() {
  const std::string refusal(ParseNetwork("None()", {4}).status().message());
  return absl::StrSplit(refusal.substr(refusal.find(kList) + std::string(kList).size()), ", ");
}

TEST(Readme, TableOfLayersHasAll) {
  std::ifstream file("experiments/study/README.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const size_t begin = text.find("| layer | what |"), end = text.find("\n\n", begin);
  ASSERT_NE(begin, std::string::npos);
  std::string names;  // the first column
  for (absl::string_view row : absl::StrSplit(text.substr(begin, end - begin), '\n')) {
    const std::vector<std::string> columns = absl::StrSplit(row, '|');
    absl::StrAppend(&names, columns[1]);
  }
  const std::vector<std::string> kinds = KindsOfLayers();
  EXPECT_GE(kinds.size(), 18u);
  for (const std::string& kind : kinds) {
    EXPECT_TRUE(absl::StrContains(names, absl::StrCat("`", kind, "(")))
        << kind << " has no line in the table of layers of experiments/study/README.md";
  }
}

}  // namespace
}  // namespace tenfold::study
