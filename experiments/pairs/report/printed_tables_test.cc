#include "experiments/pairs/report/printed_tables.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/pairs/report/claims.h"
#include "reports/testing/quotes.h"

namespace tenfold::reports {
namespace {

// By hand from the printed tables.
TEST(Arithmetic, OverallAverages) {
  const Statement& cnn = Statements()[0];
  ASSERT_EQ(cnn.stated, 81);
  EXPECT_DOUBLE_EQ(Compute(cnn, Reading::kHeaded).value, 0.80);
  EXPECT_EQ(Compute(cnn, Reading::kHeaded).fit, Fit::kWrong);
  EXPECT_DOUBLE_EQ(Compute(cnn, Reading::kCaptioned).value, 0.8025);
  EXPECT_EQ(Compute(cnn, Reading::kCaptioned).fit, Fit::kPossible);
  const Statement& mlp = Statements()[2];
  ASSERT_EQ(mlp.stated, 80);
  EXPECT_DOUBLE_EQ(Compute(mlp, Reading::kHeaded).value, 0.8025);
  EXPECT_EQ(Compute(mlp, Reading::kHeaded).fit, Fit::kExact);
  EXPECT_EQ(Compute(mlp, Reading::kCaptioned).fit, Fit::kExact);
}

TEST(Arithmetic, HalvesGoEitherWay) {
  // .82 and .81: .815.
  const Statement up = {"", false, 3, false, 82}, down = {"", false, 3, false, 81};
  EXPECT_EQ(Compute(up, Reading::kHeaded).fit, Fit::kExact);
  EXPECT_EQ(Compute(down, Reading::kHeaded).fit, Fit::kExact);
  const Statement far = {"", false, 3, false, 83};
  EXPECT_EQ(Compute(far, Reading::kHeaded).fit, Fit::kWrong);
}

// Sharing: (82 + 80 + 82 + 81) - (80 + 78 + 79 + 79), over 4.
TEST(Arithmetic, EffectsOfItsTables) {
  EXPECT_NEAR(PrintedSharingEffect(), 0.0225, 1e-12);
  EXPECT_NEAR(PrintedAuxiliaryEffect(), 0.0125, 1e-12);
  EXPECT_NEAR(PrintedCnnEffect(Reading::kHeaded), -0.0025, 1e-12);
  EXPECT_NEAR(PrintedCnnEffect(Reading::kCaptioned), 0.0025, 1e-12);
}

// The sixteen numbers of the report's two tables, as it prints them.
TEST(PrintedTables, AreTheReports) {
  const auto row = [](const PrintedTable& table, int first) {
    const auto cell = [](const PrintedCell& of) {
      return absl::StrFormat("%.2f ± %.2f", of.mean / 100.0, of.std / 100.0);
    };
    return cell(table[first]) + " " + cell(table[first + 1]);
  };
  for (const auto& [model, table, caption] : {std::tuple("CNN", kPrinted1, "Table 1: MLP"),
                                              std::tuple("MLP", kPrinted2, "Table 2: CNN")}) {
    const std::string text =
        absl::StrCat(model, " With Aux. loss Without Aux. loss With weight sharing ", row(table, 0),
                     " Without weight sharing ", row(table, 2), " ", caption, " Accuracy results ",
                     "(obtained as an average of ", kPrintedRuns, " runs on the test set)");
    EXPECT_EQ(NotInTheReport(text), "");
  }
  EXPECT_NE(NotInTheReport("0.81 ± 0.01"), "");
}

TEST(Quotes, OfClaimsAndStatementsAreExact) {
  for (const PairClaim& claim : PairsClaims())
    EXPECT_EQ(NotInTheReport(claim.quote), "") << claim.id;
  for (const Statement& statement : Statements()) EXPECT_EQ(NotInTheReport(statement.quote), "");
}

// What a statement says that the text says is in it: "0.81" for 81.
TEST(Statements, HaveTheNumberThatTheyQuote) {
  for (const Statement& statement : Statements())
    EXPECT_NE(std::string(statement.quote).find(absl::StrFormat("0.%02d", statement.stated)),
              std::string::npos)
        << statement.quote;
}

}  // namespace
}  // namespace tenfold::reports
