#include "experiments/measurements/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"

namespace tenfold::measurements {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

std::string ErrorOf(const absl::Status& status) {
  if (status.ok()) return "no error";
  const std::string message(status.message());
  EXPECT_EQ(message.find('\n'), std::string::npos);
  EXPECT_LT(message.size(), 1000u);
  return message;
}

std::string Error(const std::string& text) { return ErrorOf(ParsePlain(text).status()); }

TEST(ParsePlain, WhatIsMeasured) {
  EXPECT_EQ(
      Error(R"({"cpu":"Intel(R) Core(TM) i7 CPU @ 3.20GHz","flags":"-c opt -ffp-contract=off",)"
            R"("date":"2026-01-02T03:04:05Z","ratios":[{"ratio":1.5e-3,"narrow":true}]})"),
      "no error");
}

TEST(ParsePlain, NoObject) {
  EXPECT_EQ(Error("{"), "not valid JSON");
  EXPECT_EQ(Error(std::string(1000000, '[')), "JSON nested deeper than 16 levels");
  EXPECT_EQ(Error(R"({"cpu":"a","cpu":"b"})"), "JSON with the name \"cpu\" twice in one object");
}

// Markup, code for gnuplot or a shell, a formula's quotes, and what leaves the line.
TEST(ParsePlain, TextThatIsMoreThanText) {
  for (const char* text : {"<script>alert(1)</script>", "'; system(\"id\") #", "`id`", "$(id)",
                           "[x](javascript:alert)", "a|b", "a\nb", "a\x1b[2J", "{/Symbol a}",
                           "a\\b", "*a*", "\xc3\xa9", "\x7f"}) {
    EXPECT_THAT(Error(Json{{"cpu", text}}.dump()), HasSubstr("is no name; expected up to 300"));
    EXPECT_THAT(Error(Json{{"ratios", {{{text, 1}}}}}.dump()), HasSubstr("is no name")) << text;
  }
  EXPECT_EQ(Error(Json{{"cpu", std::string(300, 'a')}}.dump()), "no error");
  EXPECT_THAT(Error(Json{{"cpu", std::string(301, 'a')}}.dump()), HasSubstr("is no name"));
}

TEST(ParsePlain, HugeNumbersAndLists) {
  EXPECT_THAT(Error(R"({"ratio":1e300})"), HasSubstr("the number 1e+300 is larger"));
  EXPECT_THAT(Error(R"({"ratio":-1e16})"), HasSubstr("the number -1e+16 is larger"));
  EXPECT_EQ(Error(R"({"ratio":1e999})"), "not valid JSON");
  EXPECT_EQ(Error(Json{{"ratios", std::vector<int>(5000)}}.dump()), "no error");
  EXPECT_EQ(Error(Json{{"ratios", std::vector<int>(5001)}}.dump()),
            "a list of 5001; expected at most 5000 of anything");
}

// What goes on no page may be what an environment or an error message is.
TEST(ParsePlain, TextThatGoesOnNoPage) {
  EXPECT_EQ(
      Error(R"({"cleared_environment":["OMP_PLACES={0},{1}"],"not_measured":[{"why":"\"x\""}]})"),
      "no error");
}

struct Pair {
  std::string name;
  int64_t count = 0;
  std::optional<double> seconds;
};

void Describe(JsonMembers& members, Pair& pair) {
  members.Text("name", pair.name);
  members.PositiveCount("count", pair.count);
  if (members.NotNull("seconds", pair.seconds)) members.Positive("seconds", *pair.seconds);
}

TEST(FromJson, SaysWhatIsWrong) {
  const auto error = [](const char* text) { return ErrorOf(Parse<Pair>(text).status()); };
  EXPECT_EQ(error(R"({"name":"a","count":2,"seconds":0.5,"further":1})"), "no error");
  EXPECT_EQ(error("[1]"), "is not a JSON object");
  EXPECT_EQ(error("{}"), "\"name\" is missing");
  EXPECT_EQ(error(R"({"name":1})"), "\"name\" is not a string");
  EXPECT_EQ(error(R"({"name":"a","count":0})"), "\"count\" is not an integer from 1 on");
  EXPECT_EQ(error(R"({"name":"a","count":1.5})"), "\"count\" is not an integer");
  EXPECT_EQ(error(R"({"name":"a","count":1})"), "\"seconds\" is missing");
  EXPECT_EQ(error(R"({"name":"a","count":1,"seconds":0})"), "\"seconds\" is not a number above 0");
}

TEST(ToJson, NullForNothing) {
  EXPECT_EQ(ToText(ToJson(Pair{"a", 2, {}})),
            "{\n \"name\": \"a\",\n \"count\": 2,\n \"seconds\": null\n}\n");
}

// An environment may hold any bytes; a session is written all the same.
TEST(ToText, BytesThatAreNoText) {
  EXPECT_EQ(ToText(Json{{"a", "\xff"}}), "{\n \"a\": \"\xef\xbf\xbd\"\n}\n");
}

TEST(Read, NamesTheFile) {
  const std::string path = ::testing::TempDir() + "/pair.json";
  EXPECT_THAT(ErrorOf(Read<Pair>(path).status()), HasSubstr(path));
  ASSERT_TRUE(WriteFileAtomically(path, "{").ok());
  EXPECT_EQ(ErrorOf(Read<Pair>(path).status()), path + ": not valid JSON");
  ASSERT_TRUE(WriteFileAtomically(path, "{}").ok());
  EXPECT_EQ(ErrorOf(Read<Pair>(path).status()), path + ": \"name\" is missing");
}

}  // namespace
}  // namespace tenfold::measurements
