#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "experiments/datasets/table_files.h"
#include "experiments/datasets/testing/idx_bytes.h"

namespace tenfold {
namespace {

using ::testing::ElementsAre;

constexpr char kData[] = "experiments/study/data/";

class TableTest : public ::testing::Test {
 protected:
  std::string File(const std::string& name, const std::string& bytes) {
    const std::string path = folder_ + name;
    MakeFile(path, bytes);
    return path;
  }
  std::string ErrorOf(const TableFiles& files) {
    std::string message(ReadTable(files).status().message());
    const size_t place = message.find(folder_);
    return place == 0 ? message.substr(folder_.size()) : message;
  }
  Table Csv(const std::string& text, const std::vector<std::string>& targets) {
    return *ReadTable({File("t.csv", text), targets, "", ""});
  }

  const std::string folder_ = ::testing::TempDir() + "/table/";
};

TEST_F(TableTest, TextIsClassesInSortedOrder) {
  const Table table = Csv("x,kind\n1,b\n2,a\n3,b\n4,C\n", {"kind"});
  EXPECT_THAT(table.classes, ElementsAre("C", "a", "b"));
  EXPECT_THAT(table.labels, ElementsAre(2, 1, 2, 0));
  EXPECT_TRUE(table.is_labelled);
  EXPECT_TRUE(table.values.empty());
  EXPECT_THAT(table.shape, ElementsAre(1));
}

TEST_F(TableTest, WholeNumbersWithoutAGapAreLabels) {
  const Table table = Csv("x,y\n1,10\n2,2\n3,1\n1,3\n1,4\n1,5\n1,6\n1,7\n1,8\n1,9\n", {"y"});
  EXPECT_TRUE(table.is_labelled);
  EXPECT_THAT(table.classes, ElementsAre("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"));
  EXPECT_EQ(table.labels[0], 9);
  EXPECT_EQ(table.values[0], 10.0f);
  const Table gap = Csv("x,y\n1,0\n2,2\n", {"y"});
  EXPECT_FALSE(gap.is_labelled);
  EXPECT_THAT(gap.classes, ElementsAre("0", "2"));
  const Table numbers = Csv("x,y\n1,0.5\n2,2\n", {"y"});
  EXPECT_FALSE(numbers.is_labelled);
  EXPECT_TRUE(numbers.classes.empty());
}

TEST_F(TableTest, SeveralTargetsAreNumbers) {
  const Table table = Csv("a,x,b\n1,9,2\n3,9,4\n", {"b", "a"});
  EXPECT_THAT(table.values, ElementsAre(2, 1, 4, 3));
  EXPECT_EQ(ErrorOf({File("t.csv", "a,x,b\n1,9,2\n3,9,z\n"), {"b", "a"}, "", ""}),
            "t.csv: line 3, column \"b\" is \"z\", wants a number");
}

TEST_F(TableTest, TextInANumericTargetIsRefused) {
  EXPECT_EQ(ErrorOf({File("t.csv", "x,y\n1,1.5\n2,?\n3,2.5\n"), {"y"}, "", ""}),
            "t.csv: line 3, column \"y\" is \"?\", wants a number as most of the column are");
}

TEST_F(TableTest, RowsOfATestFileComeLast) {
  const std::string train = File("train.csv", "x,kind\n1,b\n2,c\n");
  const Table table = *ReadTable({train, {"kind"}, File("test.csv", "x,kind\n3,a\n"), ""});
  EXPECT_EQ(table.rows, 3);
  EXPECT_EQ(table.own_test_rows, 1);
  EXPECT_THAT(table.labels, ElementsAre(1, 2, 0));
  EXPECT_EQ(
      ErrorOf({train, {"kind"}, File("test.csv", "z,kind\n3,a\n"), ""}),
      "test.csv: has other columns, or in another order, than " + train + "; expected the same");
  EXPECT_EQ(ErrorOf({train, {"kind"}, File("test.csv", "x,kind\n3,1\n"), ""}),
            "test.csv: has a target of another kind than " + train + "; expected the same");
}

// As numpy.save writes float32 of this shape.
std::string Npy(const std::string& shape, const std::vector<float>& values) {
  const std::string header =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }\n";
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size());
  bytes += '\0';
  bytes += header;
  return bytes.append(reinterpret_cast<const char*>(values.data()), 4 * values.size());
}

TEST_F(TableTest, ArraysAreRowsOrImages) {
  const std::string two = File("y.npy", Npy("2, 2", {1, 2, 3, 4}));
  const auto shape_of = [&](const std::string& shape, size_t values) {
    return ReadTable({File("x.npy", Npy(shape, std::vector<float>(values))), {two}, "", ""})->shape;
  };
  EXPECT_THAT(shape_of("2,", 2), ElementsAre(1));
  EXPECT_THAT(shape_of("2, 5", 10), ElementsAre(5));
  EXPECT_THAT(shape_of("2, 3, 4", 24), ElementsAre(1, 3, 4));
  EXPECT_THAT(shape_of("2, 3, 2, 1", 12), ElementsAre(3, 2, 1));
  const Table table = *ReadTable({File("x.npy", Npy("2,", {7, 8})), {two}, "", ""});
  EXPECT_THAT(table.inputs, ElementsAre(7, 8));
  EXPECT_THAT(table.values, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(table.targets, ElementsAre("target 0", "target 1"));
  EXPECT_TRUE(table.classes.empty());
  const std::string labels = File("l.npy", Npy("2,", {0, 1}));
  EXPECT_TRUE(ReadTable({File("x.npy", Npy("2,", {7, 8})), {labels}, "", ""})->is_labelled);
  EXPECT_EQ(ErrorOf({File("x.npy", Npy("2, 1, 1, 1, 1", {1, 2})), {labels}, "", ""}),
            "x.npy: has 5 dimensions, wants rows of features or images, 1 to 4");
}

// The same rows from another kind of file are the same data.
TEST_F(TableTest, TheKindOfFileIsNoPartOfTheDigest) {
  const std::string x = File("x.npy", Npy("2, 1", {1, 2})), y = File("y.npy", Npy("2,", {0, 1}));
  EXPECT_EQ(ReadTable({x, {y}, "", ""})->digest, Csv("x,y\n1,0\n2,1\n", {"y"}).digest);
}

TEST_F(TableTest, TheDataSetsOfTheTreeAreKnown) {
  const Table iris = *ReadTable({kData + std::string("iris.csv"), {"species"}, "", ""});
  EXPECT_EQ(iris.name, "iris");
  EXPECT_EQ(iris.rows, 150);
  EXPECT_THAT(iris.classes, ElementsAre("setosa", "versicolor", "virginica"));
  const Table wine = *ReadTable({kData + std::string("wine.csv"), {"cultivar"}, "", ""});
  EXPECT_EQ(wine.name, "wine");
  EXPECT_THAT(wine.shape, ElementsAre(13));
  const Table diabetes = *ReadTable({kData + std::string("diabetes.csv"), {"progression"}, "", ""});
  EXPECT_EQ(diabetes.name, "diabetes");
  EXPECT_FALSE(diabetes.is_labelled);
  const Table digits = *ReadTable({kData + std::string("digits-images-idx3-ubyte"),
                                   {kData + std::string("digits-labels-idx1-ubyte")},
                                   "",
                                   ""});
  EXPECT_EQ(digits.name, "digits");
  EXPECT_THAT(digits.shape, ElementsAre(1, 8, 8));
  EXPECT_EQ(digits.classes.size(), 10u);
}

TEST_F(TableTest, ContentDecidesTheName) {
  const Table table = Csv("x,y\n1,0\n2,1\n", {"y"});
  EXPECT_EQ(table.name, "sha256-" + table.digest.substr(0, 16));
  EXPECT_EQ(Csv("x,y\n1.0,\"0\"\n2,1", {"y"}).digest, table.digest);
  EXPECT_NE(Csv("x,y\n1,1\n2,0\n", {"y"}).digest, table.digest);
  EXPECT_NE(Csv("x,y\n1,0\n3,1\n", {"y"}).digest, table.digest);
  EXPECT_NE(Csv("x,y\n1,0\n2,1\n", {"x"}).digest, table.digest);
}

TEST_F(TableTest, SaysWhatIsMissing) {
  const std::string csv = File("t.csv", "x,y\n1,0\n2,1\n");
  const std::string images = File("x", IdxBytes({2, 1, 2}, {1, 2, 3, 4}));
  EXPECT_EQ(ErrorOf({"", {}, "", ""}), "--data is missing; expected a file: .csv, .npy or IDX");
  EXPECT_EQ(ErrorOf({csv, {}, "", ""}),
            "--target is missing; expected the name of the column to learn, or several");
  EXPECT_EQ(ErrorOf({csv, {"x", "y"}, "", ""}),
            "t.csv: every column is a target, wants some to learn from");
  EXPECT_EQ(ErrorOf({images, {}, "", ""}),
            "--target: expected one file, .npy or IDX, with the targets of " + images);
  EXPECT_EQ(ErrorOf({images, {csv}, "", ""}), "t.csv: is a CSV, wants .npy or IDX");
  EXPECT_EQ(ErrorOf({images, {File("y", IdxBytes({3}, {0, 1, 1}))}, "", ""}),
            "y: has 3 rows, wants 2 as " + images + " has");
  EXPECT_EQ(ErrorOf({csv, {"y"}, "", "z"}),
            "--test_target: the targets are columns of the CSV; expected --test_data alone");
  EXPECT_EQ(ErrorOf({folder_ + "none.csv", {"y"}, "", ""}).find("none.csv"), 0u);
}

}  // namespace
}  // namespace tenfold
