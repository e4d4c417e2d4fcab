#include "base/text/bounded_json.h"

#include <gtest/gtest.h>

#include <string>

namespace tenfold {
namespace {

std::string Error(const std::string& text, const JsonBounds& bounds = {}) {
  const auto json = ParseBoundedJson(text, bounds);
  return json.ok() ? "no error" : std::string(json.status().message());
}

std::string Repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(ParseBoundedJson, KeepsWhatIsThere) {
  const std::string text = R"({"b":[1,-2.5,"x",true,null,{}],"a":{"b":{"b":1e+300}}})";
  const auto json = ParseBoundedJson(text);
  ASSERT_TRUE(json.ok()) << json.status();
  EXPECT_EQ(json->dump(), text);
}

TEST(ParseBoundedJson, NoJson) {
  for (const std::string& text :
       {std::string(), std::string("{"), std::string("{} x"), std::string("\0", 1),
        std::string("\"\xff\""), std::string("[NaN]"), std::string("[Infinity]"),
        std::string("[1e999]"), std::string("[-1e999]"), std::string("{\"a\":1,}")}) {
    EXPECT_EQ(Error(text), "not valid JSON") << text;
  }
}

TEST(ParseBoundedJson, NumbersDoNotBecomeZero) {
  for (const char* text : {"[1e-400]", "{\"a\":-0.1E-399}", "[2,1e-5,1e-999,3]"}) {
    EXPECT_EQ(Error(text), "JSON with a number that no double holds, as it is too small") << text;
  }
  EXPECT_EQ(Error("[0." + std::string(400, '0') + "1]"),
            "JSON with a number that no double holds, as it is too small");
  for (const char* text :
       {"[0,0.0,-0e-9,0e-999,1e-300,5e-324,-7]", R"({"1e-400":"1e-400 \" 1e-400","b":[1e-2]})"}) {
    EXPECT_EQ(Error(text), "no error") << text;
  }
}

// Each would use up the stack if it were copied or printed.
TEST(ParseBoundedJson, DeepNesting) {
  const int depth = 1000000;
  const std::string objects = Repeat("{\"a\":", depth);
  const std::string closed = objects + "1" + std::string(depth, '}');
  const std::string arrays = std::string(depth, '[') + std::string(depth, ']');
  for (const std::string& text : {closed, objects, arrays, std::string(depth, '[')})
    EXPECT_EQ(Error(text), "JSON nested deeper than 16 levels");
  EXPECT_EQ(Error("[[1]]", {2}), "no error");
  EXPECT_EQ(Error("[[[1]]]", {2}), "JSON nested deeper than 2 levels");
}

// Would take hours if each were looked up.
TEST(ParseBoundedJson, ManyNames) {
  std::string text = "{\"0\":0";
  for (int i = 1; i < 1000000; ++i) text += ",\"" + std::to_string(i) + "\":0";
  EXPECT_EQ(Error(text + "}"), "JSON with more than 10000 names");
  EXPECT_EQ(Error(R"([{"a":1},{"a":1}])", {16, 2}), "no error");
  EXPECT_EQ(Error(R"([{"a":1},{"a":1},{"a":1}])", {16, 2}), "JSON with more than 2 names");
}

TEST(ParseBoundedJson, ManyValues) {
  EXPECT_EQ(Error("[0" + Repeat(",0", 1999998) + "]"), "no error");
  EXPECT_EQ(Error("[0" + Repeat(",0", 1999999) + "]"), "JSON with more than 2000000 values");
  // Empty arrays take memory, too.
  EXPECT_EQ(Error("[[]" + Repeat(",[]", 2000000) + "]"), "JSON with more than 2000000 values");
}

TEST(ParseBoundedJson, NamesAreThereOnce) {
  EXPECT_EQ(Error(R"({"a":1,"b":2,"a":1})"), "JSON with the name \"a\" twice in one object");
  EXPECT_EQ(Error(R"({"b":{"x\n":1,"x\n":2}})"), "JSON with the name \"x\\n\" twice in one object");
  EXPECT_EQ(Error(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]})"), "no error");
}

}  // namespace
}  // namespace tenfold
