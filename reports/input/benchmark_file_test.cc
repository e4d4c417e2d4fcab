#include "reports/input/benchmark_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"

namespace tenfold::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::ordered_json;

std::string Error(const std::string& text) {
  const std::string path = ::testing::TempDir() + "/benchmark.json";
  EXPECT_TRUE(WriteFileAtomically(path, text).ok());
  const absl::StatusOr<Json> json = ReadBenchmark(path);
  if (json.ok()) return "no error";
  const std::string message(json.status().message());
  EXPECT_THAT(message, StartsWith(path + ": "));
  EXPECT_EQ(message.find('\n'), std::string::npos);
  EXPECT_LT(message.size(), 1000u);
  return message.substr(path.size() + 2);
}

TEST(ReadBenchmark, WhatIsMeasured) {
  EXPECT_EQ(
      Error(R"({"cpu":"Intel(R) Core(TM) i7 CPU @ 3.20GHz","flags":"-c opt -ffp-contract=off",)"
            R"("date":"2026-01-02T03:04:05Z","ratios":[{"ratio":1.5e-3,"narrow":true}]})"),
      "no error");
}

TEST(ReadBenchmark, NoObject) {
  EXPECT_EQ(Error("[1]"), "is not a JSON object");
  EXPECT_EQ(Error("{"), "not valid JSON");
  EXPECT_EQ(Error(std::string(1000000, '[')), "JSON nested deeper than 16 levels");
  EXPECT_EQ(Error(R"({"cpu":"a","cpu":"b"})"), "JSON with the name \"cpu\" twice in one object");
}

// Markup, code for gnuplot or a shell, a formula's quotes, and what leaves the line.
TEST(ReadBenchmark, TextThatIsMoreThanText) {
  for (const char* text : {"<script>alert(1)</script>", "'; system(\"id\") #", "`id`", "$(id)",
                           "[x](javascript:alert)", "a|b", "a\nb", "a\x1b[2J", "{/Symbol a}",
                           "a\\b", "*a*", "\xc3\xa9", "\x7f"}) {
    EXPECT_THAT(Error(Json{{"cpu", text}}.dump()), HasSubstr("is no name; expected up to 300"));
    EXPECT_THAT(Error(Json{{"ratios", {{{text, 1}}}}}.dump()), HasSubstr("is no name")) << text;
  }
  EXPECT_EQ(Error(Json{{"cpu", std::string(300, 'a')}}.dump()), "no error");
  EXPECT_THAT(Error(Json{{"cpu", std::string(301, 'a')}}.dump()), HasSubstr("is no name"));
}

TEST(ReadBenchmark, HugeNumbersAndLists) {
  EXPECT_THAT(Error(R"({"ratio":1e300})"), HasSubstr("the number 1e+300 is larger"));
  EXPECT_THAT(Error(R"({"ratio":-1e16})"), HasSubstr("the number -1e+16 is larger"));
  EXPECT_EQ(Error(R"({"ratio":1e999})"), "not valid JSON");
  EXPECT_EQ(Error(Json{{"ratios", std::vector<int>(5000)}}.dump()), "no error");
  EXPECT_EQ(Error(Json{{"ratios", std::vector<int>(5001)}}.dump()),
            "a list of 5001; expected at most 5000 of anything");
}

}  // namespace
}  // namespace tenfold::reports
