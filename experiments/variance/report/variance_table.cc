#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "experiments/variance/components.h"
#include "experiments/variance/report/parts.h"
#include "reports/claims/number.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/report.h"

namespace tenfold::reports {
namespace {

using variance::Decomposition;

struct Found {
  std::string setting;  // "pairs/paper/mlp-shared-aux"
  size_t replicates;
  Decomposition parts;
};

std::vector<Found> DecomposeAll(const measurements::Variance& file) {
  std::vector<Found> all;
  for (const measurements::VarianceSetting& setting : file.settings) {
    const std::optional<Decomposition> parts =
        variance::Decompose(setting.replicates, file.test_pairs, file.test_draws);
    if (parts.has_value()) all.push_back({setting.setting, setting.replicates.size(), *parts});
  }
  return all;
}

// A line of the table.
struct Quantity {
  std::string name;
  std::function<statistics::Interval(const Decomposition&)> of;
  int decimals = 1;  // of a hundred times it
  bool on_page = true;
};

// On the page: one source, or two of which none is the batch order, which makes next to nothing.
Quantity ShareOf(unsigned sources) {
  const unsigned two = sources & (sources - 1);
  return {variance::NameOf(sources),
          [sources](const Decomposition& parts) { return parts.shares[sources]; }, 1,
          two == 0 || ((two & (two - 1)) == 0 && (sources & variance::kBatchOrder) == 0)};
}

Quantity TotalOf(size_t source) {
  return {absl::StrCat("new ", variance::NameOf(variance::kSources[source]), ", all else kept"),
          [source](const Decomposition& parts) { return parts.totals[source]; }};
}

Quantity KeptDataStd() {
  return {"standard deviation with kept data",
          [](const Decomposition& parts) { return parts.kept_data_std; }, 1, false};
}

Quantity NetworksStd() {
  return {"standard deviation of networks",
          [](const Decomposition& parts) { return parts.networks_std; }, 2, false};
}

const std::vector<Quantity>& Quantities() {
  static const std::vector<Quantity> quantities = [] {
    std::vector<Quantity> all;
    for (size_t s = 0; s < variance::kSources.size(); ++s) all.push_back(TotalOf(s));
    for (const unsigned alone : variance::kSources) all.push_back(ShareOf(alone));
    for (unsigned u = 1; u <= variance::kAllSources; ++u) {
      if ((u & (u - 1)) != 0) all.push_back(ShareOf(u));
    }
    all.push_back(
        {"three and four sources", [](const Decomposition& parts) { return parts.interactions; }});
    all.push_back({"floor", [](const Decomposition& parts) { return parts.floor; }});
    all.push_back(
        {"standard deviation", [](const Decomposition& parts) { return parts.total_std; }, 2});
    all.push_back(KeptDataStd());
    all.push_back(NetworksStd());
    return all;
  }();
  return quantities;
}

// "78.1 [76.0, 80.2]", times a hundred.
std::string Hundredfold(const statistics::Interval& interval, int decimals) {
  return absl::StrCat(Fixed(100 * interval.estimate, decimals), " [",
                      Fixed(100 * interval.low, decimals), ", ",
                      Fixed(100 * interval.high, decimals), "]");
}

std::string NameOnPage(const Found& found) {
  return Literal(absl::StripPrefix(found.setting, "pairs/"));
}

// "78.1 [76.0, 80.2] % (paper/mlp-shared-aux) and ...".
std::string OfEach(const std::vector<Found>& all, const Quantity& quantity, const char* unit) {
  std::vector<std::string> texts;
  for (const Found& found : all) {
    texts.push_back(absl::StrCat(Hundredfold(quantity.of(found.parts), quantity.decimals), " ",
                                 unit, " (", NameOnPage(found), ")"));
  }
  return AndList(texts);
}

void AddTables(const std::vector<Found>& all, Report& report, ctemplate::TemplateDictionary& page) {
  DataTable data = {{"setting", "replicates", "part", "estimate", "low", "high"}, {}};
  std::vector<MarkdownColumn> columns = {{"source"}};
  for (const Found& found : all) {
    columns.push_back({absl::StrCat(NameOnPage(found), ", n = ", found.replicates), Align::kRight});
    for (const Quantity& quantity : Quantities()) {
      const statistics::Interval interval = quantity.of(found.parts);
      data.rows.push_back({found.setting, found.replicates, quantity.name,
                           RoundedCell(interval.estimate), RoundedCell(interval.low),
                           RoundedCell(interval.high)});
    }
  }
  std::vector<std::vector<std::string>> rows;
  for (const Quantity& quantity : Quantities()) {
    if (!quantity.on_page) continue;
    rows.push_back({quantity.name});
    for (const Found& found : all) {
      rows.back().push_back(Hundredfold(quantity.of(found.parts), quantity.decimals));
    }
  }
  report.AddTable("variance", data);
  page.SetValue("TABLE", MarkdownTable(columns, rows));
}

}  // namespace

absl::Status AddVariance(const ReportInput& input, Report& report) {
  if (!input.variance.has_value()) return absl::OkStatus();
  const measurements::Variance& file = *input.variance;
  const std::vector<Found> all = DecomposeAll(file);
  if (all.empty()) return absl::OkStatus();
  ctemplate::TemplateDictionary* page = report.page.AddSectionDictionary("VARIANCE");
  page->SetIntValue("TEST_DRAWS", static_cast<long>(file.test_draws));
  page->SetIntValue("TEST_PAIRS", static_cast<long>(file.test_pairs));
  page->SetValue("COMMIT", Literal(file.provenance.commit));
  static_assert(variance::kSources[0] == variance::kTestDraw);
  const std::string test_draw = OfEach(all, TotalOf(0), "%");
  page->SetValue("TEST_DRAW", test_draw);
  page->SetValue("KEPT_DATA", OfEach(all, KeptDataStd(), "%"));
  page->SetValue("NETWORKS", OfEach(all, NetworksStd(), "points"));
  AddTables(all, report, *page);
  ctemplate::TemplateDictionary* finding = report.page.AddSectionDictionary("FINDING");
  finding->SetValue("SIGN", "±");
  finding->SetValue("HEAD", "A ± over seeds");
  finding->SetValue("NAMED",
                    absl::StrCat(test_draw, " of its variance is which ", file.test_pairs,
                                 " test pairs were drawn; more seeds leave that part as it is, "
                                 "more test pairs do not"));
  return absl::OkStatus();
}

}  // namespace tenfold::reports
