#include "reports/parts/data_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tenfold::reports {
namespace {

TEST(DataTable, CsvQuotesWhatNeedsIt) {
  const DataTable table = {{"a", "b,c"}, {{"plain", "say \"x\""}, {"two\nlines", 3}}};
  EXPECT_EQ(ToCsv(table), "a,\"b,c\"\nplain,\"say \"\"x\"\"\"\n\"two\nlines\",3\n");
}

TEST(DataTable, NumbersKeepTheirDigits) {
  const DataTable table = {{"x", "y", "z"}, {{0.1, 1.0 / 3, 10}}};
  EXPECT_EQ(ToCsv(table), "x,y,z\n0.1,0.3333333333333333,10\n");
}

TEST(DataTable, RoundedToSixDigits) {
  EXPECT_EQ(RoundedCell(0.012345678).dump(), "0.0123457");
  EXPECT_EQ(RoundedCell(1.2345678e-9).dump(), "1.23457e-09");
  EXPECT_EQ(RoundedCell(0.5).dump(), "0.5");
  EXPECT_EQ(RoundedCell({}).dump(), "null");
}

TEST(DataTable, NoNumberIsNull) {
  const double nan = std::nan("");
  const double infinity = std::numeric_limits<double>::infinity();
  const DataTable table = {{"a", "b", "c", "d"},
                           {{Cell({}), Cell(nan), Cell(infinity), Cell(2.5)}}};
  EXPECT_EQ(ToCsv(table), "a,b,c,d\n,,,2.5\n");
  EXPECT_EQ(ToJson(table).dump(), R"([{"a":null,"b":null,"c":null,"d":2.5}])");
}

TEST(DataTable, JsonKeepsTheOrderOfColumns) {
  const DataTable table = {{"z", "a"}, {{1, true}, {"s", 2}}};
  EXPECT_EQ(ToJson(table).dump(), R"([{"z":1,"a":true},{"z":"s","a":2}])");
}

TEST(ToCsv, TextIsNoFormula) {
  const DataTable table = {
      {"=a"}, {{"=1+1"}, {"+1"}, {"-x"}, {"@SUM(A1)"}, {"\t=1"}, {"=\"a,b\""}, {-1.5}, {"a=1"}}};
  EXPECT_EQ(ToCsv(table), "'=a\n'=1+1\n'+1\n'-x\n'@SUM(A1)\n\\t=1\n\"'=\"\"a,b\"\"\"\n-1.5\na=1\n");
}

}  // namespace
}  // namespace tenfold::reports
