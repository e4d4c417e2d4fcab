#include "experiments/datasets/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenfold {
namespace {

using ::testing::ElementsAre;

std::string ErrorOf(absl::string_view text, const std::vector<std::string>& picked = {}) {
  return std::string(ParseCsv(text, "t.csv", picked).status().message());
}

TEST(ParseCsv, SplitsNumbersAndWhatIsPicked) {
  const CsvTable table = *ParseCsv("a,kind,b\n1,x,2.5\n-3e2, y z ,4\n", "t.csv", {"kind"});
  EXPECT_EQ(table.rows, 2);
  EXPECT_THAT(table.columns, ElementsAre("a", "b"));
  EXPECT_THAT(table.values, ElementsAre(1.0f, 2.5f, -300.0f, 4.0f));
  EXPECT_THAT(table.picked, ElementsAre("x", "y z"));
  EXPECT_THAT(table.lines, ElementsAre(2, 3));
}

TEST(ParseCsv, PickedColumnsComeAsTheyAreNamed) {
  const CsvTable table = *ParseCsv("a,b,c\n1,2,3\n4,5,6", "t.csv", {"c", "a"});
  EXPECT_THAT(table.picked, ElementsAre("3", "1", "6", "4"));
  EXPECT_THAT(table.columns, ElementsAre("b"));
}

TEST(ParseCsv, QuotedCellsHoldWhatStandsThere) {
  const CsvTable table =
      *ParseCsv("\"the, \"\"kind\"\"\",a\r\n\" two\nlines \",1\r\n\r\nplain,\"2\"\r\n", "t.csv",
                {"the, \"kind\""});
  EXPECT_THAT(table.picked, ElementsAre(" two\nlines ", "plain"));
  EXPECT_THAT(table.values, ElementsAre(1.0f, 2.0f));
  EXPECT_THAT(table.lines, ElementsAre(3, 5));
}

TEST(ParseCsv, ByteOrderMarkIsNoPartOfTheName) {
  EXPECT_THAT(ParseCsv("\xef\xbb\xbf"
                       "a\n1\n",
                       "t.csv", {})
                  ->columns,
              ElementsAre("a"));
}

TEST(ParseCsv, SaysWhereWhatIsWrong) {
  EXPECT_EQ(ErrorOf(""), "t.csv: empty, wants a header and rows");
  EXPECT_EQ(ErrorOf("a,b\n"), "t.csv: has a header and no rows");
  EXPECT_EQ(ErrorOf("a,b\n1,2\n3\n"), "t.csv: line 3 has 1 cell, wants 2 as the header has");
  EXPECT_EQ(ErrorOf("a,b\n1,2,3\n"), "t.csv: line 2 has 3 cells, wants 2 as the header has");
  EXPECT_EQ(ErrorOf("a,b\n1,2\n3, \n"), "t.csv: line 3, column 2 (\"b\") is empty, wants a value");
  EXPECT_EQ(ErrorOf("a,b\n1,\"\"\n", {"b"}),
            "t.csv: line 2, column 2 (\"b\") is empty, wants a value");
  EXPECT_EQ(ErrorOf("a,b\n1,\"two\n\nlines\"\n"),
            "t.csv: line 4, column 2 (\"b\") is \"two\\n\\nlines\", wants a number");
  for (const char* cell : {"x", "nan", "inf", "1e39", "0x10", "1;2", "1 2"}) {
    EXPECT_EQ(ErrorOf(std::string("a,b\n1,") + cell + "\n"),
              std::string("t.csv: line 2, column 2 (\"b\") is \"") + cell + "\", wants a number");
  }
  EXPECT_EQ(ErrorOf("a,,b\n1,2,3\n"), "t.csv: the header's column 2 has no name");
  EXPECT_EQ(ErrorOf("a,b,a\n1,2,3\n"), "t.csv: two columns are named \"a\"");
  EXPECT_EQ(ErrorOf("a,b\n1,2\n", {"b", "b"}), "t.csv: column \"b\" is wanted twice");
  EXPECT_EQ(ErrorOf("a,b\n1,2\n", {"c"}),
            "t.csv: no column is named \"c\"; there are \"a\", \"b\"");
  EXPECT_EQ(ErrorOf("a,b\n1,\"2\n3,4\n"), "t.csv: line 3: a quoted cell is not closed");
  EXPECT_EQ(ErrorOf("a,b\n1,\"2\"3\n"),
            "t.csv: line 2: a quote within a cell that is not quoted, or after its end");
}

}  // namespace
}  // namespace tenfold
