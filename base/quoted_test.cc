#include "base/quoted.h"

#include <gtest/gtest.h>

#include "base/process.h"

namespace tenfold {
namespace {

TEST(QuotedTest, OneLineThatIsNotLong) {
  EXPECT_EQ(Quoted("a\n\"b\""), "\"a\\n\\\"b\\\"\"");
  EXPECT_EQ(Quoted(std::string(200, 'a')), "\"" + std::string(100, 'a') + "\"...");
}

TEST(ShellWordTest, AsAShellReadsItBack) {
  EXPECT_EQ(ShellWord("--results_dir=/a/b-1.2_3"), "--results_dir=/a/b-1.2_3");
  EXPECT_EQ(ShellWord("a b,c"), "a\\ b\\,c");
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  for (const std::string& text : {all, std::string(), std::string("~"), std::string("\n\n")}) {
    EXPECT_EQ(*OutputOf({{"/bin/sh", "-c", "printf %s " + ShellWord(text) + "."}}), text + ".");
  }
}

}  // namespace
}  // namespace tenfold
