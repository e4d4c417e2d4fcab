#include "tools/normalised_source.h"

#include <gtest/gtest.h>

#include <vector>

namespace tenfold {
namespace {

TEST(NormalisedSource, ForgetsComments) {
  const std::string plain = NormalisedSource("int f(int a, int b) {\n  return a + b;\n}\n");
  EXPECT_EQ(plain, "int f(int a,int b){return a+b;}\n");
  for (const char* text : {
           "// what it is for\nint f(int a, int b) {\n  return a + b;\n}\n",
           "int f(int a, int b) {  // why\n  return a + b;  // \"how\"\n}",
           "/* several\n * lines, it's */\nint f(int a /* first */, int b) { return a + b; }\n",
           "int f(int a,  // goes on \\\n in the next line\n      int b) {\n\n  return a + b;\n}\n",
           "int f(int a, int b) {\r\n  return a /**/ + /***/ b;\r\n}\r\n",
           "int/**/f(int/*// */a, int b) { return a + b; }",
       }) {
    EXPECT_EQ(NormalisedSource(text), plain) << text;
  }
}

TEST(NormalisedSource, KeepsWhatDecides) {
  const std::vector<const char*> texts = {
      "x = a + b;",      "x = a - b;",          "x = a + +b;",          "x = a ++b;",
      "x = \"a + b\";",  "x = \"a  + b\";",     "x = \"a // b\";",      "x = \"a /* c */ b\";",
      "x = '\"'; // y",  "x = '\\''; y = '/';", "x = 1'000; y = 2;",    "x = 1000; y = 2;",
      "x = 1e-3;",       "x = R\"(a // b)\";",  "x = R\"d(a)\" b)d\";", "int x;",
      "intx;",           "#define F (x)",       "#define F(x)",         "#define F(x) x\ny",
      "#define F(x) x y"};
  for (size_t i = 0; i < texts.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      EXPECT_NE(NormalisedSource(texts[i]), NormalisedSource(texts[j])) << texts[i] << texts[j];
    }
  }
}

// Each has a comment behind it that is to go: the literal ends where it does.
TEST(NormalisedSource, KnowsWhereLiteralsEnd) {
  for (const char* text : {"x=\"//\";", "x=\"\\\"//\";", "x='\"';", "x='\\'';", "x=1'000'000;",
                           "x=0x1'f;", "x=R\"(\" // )\";", "x=u8R\"a(\n)\" // \\\n)a\";",
                           "x=L\"/*\";", "x=FAR\"/*\";", "x=1.5e+3'0;"}) {
    EXPECT_EQ(NormalisedSource(std::string(text) + "  // a comment's"), std::string(text) + "\n");
  }
  EXPECT_EQ(NormalisedSource("x = \"a\\\nb\";"), "x=\"ab\";\n");
  EXPECT_EQ(NormalisedSource("x = R\"(a\\\nb)\";"), "x=R\"(a\\\nb)\";\n");
}

TEST(NormalisedSource, LeavesOutIncludesOfFilesByName) {
  const std::string without = NormalisedSource("#pragma once\n#include <vector>\nint x;\n");
  EXPECT_EQ(without, "#pragma once\n#include <vector>\nint x;\n");
  EXPECT_EQ(
      NormalisedSource("#pragma once\n\n#include <vector>\n\n#include \"engine/layers/shape.h\"\n"
                       "#  include \"x.h\"  // why\nint x;\n"),
      without);
  EXPECT_EQ(NormalisedSource("s = \"#include\";"), "s=\"#include\";\n");
}

TEST(NormalisedSource, DirectivesStandAlone) {
  EXPECT_EQ(NormalisedSource("a;\n  #if  X /* c\n c */ > 1 // d\n#define Y \\\n  2\nb;\n#endif"),
            "a;\n#if X > 1\n#define Y 2\nb;\n#endif\n");
  EXPECT_EQ(NormalisedSource("#error it doesn't\nx;// y"), "#error it doesn't\nx;\n");
}

TEST(NormalisedSource, ReadsAnything) {
  for (const char* text : {"", "\\\n", "/*", "\"", "'\\", "R\"", "R\"x(", "#", "1'", "\\", "/"}) {
    EXPECT_EQ(NormalisedSource(text), NormalisedSource(text));
    EXPECT_LE(NormalisedSource(text).size(), std::string(text).size() + 1);
  }
}

}  // namespace
}  // namespace tenfold
