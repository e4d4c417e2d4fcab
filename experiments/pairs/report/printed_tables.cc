#include "experiments/pairs/report/printed_tables.h"

#include <cstdlib>

namespace tenfold::reports {

namespace {

// Of the settings with `bit` (printed_tables.h) against those without.
double PrintedEffect(int bit, Reading reading) {
  double effect = 0.0;
  for (int setting = 0; setting < 8; ++setting)
    effect += ((setting & bit) != 0 ? 0.25 : -0.25) * PrintedOf(setting, reading).mean / 100.0;
  return effect;
}

}  // namespace

double PrintedSharingEffect() { return PrintedEffect(2, Reading::kHeaded); }
double PrintedAuxiliaryEffect() { return PrintedEffect(1, Reading::kHeaded); }
double PrintedCnnEffect(Reading reading) { return PrintedEffect(4, reading); }

const std::vector<Statement>& Statements() {
  // Rows: 1 sharing and auxiliary loss, 2 sharing, 4 auxiliary loss, 8 neither.
  static const std::vector<Statement> statements = {
      {"For the CNN data, the overall average of the values is 0.81", true, 15, false, 81},
      {"[CNN] and the standard deviation is 0.02", true, 15, true, 2},
      {"For the MLP data, the average of the values is 0.80", false, 15, false, 80},
      {"[MLP] and the standard deviation is 0.02", false, 15, true, 2},
      {"[CNN] where weight sharing and auxiliary loss were both used is 0.82", true, 1, false, 82},
      {"[CNN] where [...] weight sharing [was] not used (0.79", true, 12, false, 79},
      {"[CNN] where [...] auxiliary loss [was] not used [...] 0.80", true, 10, false, 80},
      {"[MLP] when weight sharing is enabled 0.81", false, 3, false, 81},
      {"[MLP] compared to 0.79", false, 12, false, 79},
      {"[MLP] when auxiliary loss is enabled [...] 0.81", false, 5, false, 81},
      {"[MLP, auxiliary loss] with a standard deviation of 0.02", false, 5, true, 2},
      {"[MLP] When auxiliary loss is disabled, the average score is 0.79", false, 10, false, 79},
      {"[MLP, no auxiliary loss] with a standard deviation of 0.02", false, 10, true, 2},
  };
  return statements;
}

Computed Compute(const Statement& statement, Reading reading) {
  const PrintedTable& table = PrintedFor(statement.cnn, reading);
  int sum = 0, count = 0;
  for (size_t row = 0; row < table.size(); ++row) {
    if ((statement.cells >> row & 1) == 0) continue;
    sum += statement.is_std ? table[row].std : table[row].mean;
    ++count;
  }
  // In hundredths, times 2 * count: what is stated is off by |apart|, of which its own rounding
  // explains `count` and that of the printed cells as much again, but for the very end.
  const int apart = std::abs(2 * sum - 2 * count * statement.stated);
  return {sum / 100.0 / count, apart <= count      ? Fit::kExact
                               : apart < 2 * count ? Fit::kPossible
                                                   : Fit::kWrong};
}

}  // namespace tenfold::reports
