#include "base/text/quoted.h"

#include <gtest/gtest.h>

#include "base/process.h"

namespace tenfold {
namespace {

TEST(QuotedTest, OneLineThatIsNotLong) {
  EXPECT_EQ(Quoted("a\n\"b\""), "\"a\\n\\\"b\\\"\"");
  EXPECT_EQ(Quoted(std::string(200, 'a')), "\"" + std::string(100, 'a') + "\"...");
}

TEST(PlainLineTest, OneLineThatActsOnNothing) {
  EXPECT_EQ(PlainLine("a \\ \"b\" caf\xc3\xa9 \xe6\x97\xa5 \xf0\x9f\x8e\xb2"),
            "a \\ \"b\" caf\xc3\xa9 \xe6\x97\xa5 \xf0\x9f\x8e\xb2");
  EXPECT_EQ(PlainLine("a\nb\rc\td\x1b[31me\x7f"), "a\\nb\\rc\\td\\x1b[31me\\x7f");
  EXPECT_EQ(PlainLine(std::string("\0", 1)), "\\x00");
  // A control sequence in one character, text from right to left, and bytes that are no UTF-8: a
  // byte alone, an overlong escape, a surrogate and what is cut short.
  EXPECT_EQ(PlainLine("\xc2\x9b"), "\\xc2\\x9b");
  EXPECT_EQ(PlainLine("\xe2\x80\xae"
                      "txt.exe"),
            "\\xe2\\x80\\xaetxt.exe");
  for (const char* none : {"\x9b", "\xc0\x9b", "\xe0\x80\x9b", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                           "\xe2\x80", "\xff"}) {
    const std::string plain = PlainLine(none);
    EXPECT_EQ(plain.size(), 4 * std::string(none).size()) << plain;
    EXPECT_EQ(plain.find_first_not_of("\\x0123456789abcdef"), std::string::npos) << plain;
  }
}

TEST(CsvFieldTest, QuotedAndNoFormula) {
  EXPECT_EQ(CsvField(""), "");
  EXPECT_EQ(CsvField("a b"), "a b");
  EXPECT_EQ(CsvField("a,\"b\"\nc"), "\"a,\"\"b\"\"\nc\"");
  for (const char* formula : {"=1+1", "+1", "-x", "@SUM(A1)"}) {
    EXPECT_EQ(CsvField(formula), std::string("'") + formula);
  }
  EXPECT_EQ(CsvField("=cmd|' /C calc'!A0,1"), "\"'=cmd|' /C calc'!A0,1\"");
  EXPECT_EQ(CsvField("\n=1"), "\"'\n=1\"");
  EXPECT_EQ(CsvField("\t=1\x1b]0;x\x07\r"), "\\t=1\\x1b]0;x\\x07\\r");
}

TEST(ShellWordTest, AsAShellReadsItBack) {
  EXPECT_EQ(ShellWord("--results_dir=/a/b-1.2_3"), "--results_dir=/a/b-1.2_3");
  EXPECT_EQ(ShellWord("a b,c"), "a\\ b\\,c");
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  for (const std::string& text :
       {all, std::string(), std::string("~"), std::string("\n\n"), std::string("a\n1'\"$(x)")}) {
    EXPECT_EQ(ShellWord(text).find('\n'), std::string::npos);
    EXPECT_EQ(*OutputOf({{"/bin/bash", "-c", "printf %s " + ShellWord(text) + "."}}), text + ".");
  }
}

}  // namespace
}  // namespace tenfold
