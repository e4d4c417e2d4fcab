#include "experiments/pairs/report/verdict_tables.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "experiments/disc/report/disc_verdicts.h"
#include "experiments/pairs/report/pair_cells.h"
#include "experiments/pairs/report/pair_verdicts.h"
#include "reports/claims/claim.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/runs_link.h"

namespace tenfold::reports {
namespace {

// The judgements of one column: on all claims about the pairs with a preset, or about the disc with
// a number of hidden layers.
struct Column {
  const char* experiment;
  std::string name;  // the preset, or the variant
  const char* header;
  std::vector<Judgement> judgements;
  std::vector<std::pair<std::string, Setting>> settings;  // what it judges, by name
};

std::vector<std::pair<std::string, Setting>> PairSettings(const RunSet& runs, const char* preset) {
  std::vector<std::pair<std::string, Setting>> settings;
  for (int cell = kFactorCells; cell-- > 0;) {
    const std::string variant = PairVariant(cell);
    settings.push_back({variant, {"pairs", preset, "", variant, runs.main_engine()}});
  }
  return settings;
}

std::vector<std::pair<std::string, Setting>> DiscSettings(const RunSet& runs, const char* variant) {
  const std::string& engine = runs.main_engine();
  return {{engine, {"disc", "paper", "", variant, engine}},
          {kBaselineEngine, {"disc", "paper", "", variant, kBaselineEngine}},
          {"decaying rate", {"disc", "paper", kDecayedRate, variant, engine}}};
}

// Links to those of the settings that have runs.
std::string RunLinks(const RunSet& runs, const Column& column) {
  std::vector<std::string> links;
  for (const auto& [name, setting] : column.settings) {
    if (runs.All(setting).there() > 0) links.push_back(RunsLink(setting, name));
  }
  return absl::StrJoin(links, ", ");
}

std::string With(const char* format, const Interval& interval, double scale = 1.0) {
  const auto number = [&](double value) {
    return absl::StrFormat(absl::ParsedFormat<'f'>(absl::string_view(format)), scale * value);
  };
  return absl::StrCat(number(interval.estimate), " [", number(interval.low), ", ",
                      number(interval.high), "]");
}

// The number behind a verdict with its 95 % interval.
std::string EffectText(ClaimKind kind, const Judgement& judgement) {
  if (!judgement.effect.has_value()) return judgement.detail;
  std::string text;
  switch (kind) {
    case ClaimKind::kStdNear:
      text = With("%.4f", *judgement.effect);
      break;
    case ClaimKind::kAlmostAlways:
    case ClaimKind::kStartsHigh:
    case ClaimKind::kStalls:
    case ClaimKind::kFallsAgain:
      text = absl::StrCat(With("%.0f", *judgement.effect, 100), " % of runs");
      break;
    case ClaimKind::kRateShortens:
      text = absl::StrCat(With("%.1f", *judgement.effect), " epochs");
      break;
    case ClaimKind::kMost:
      return judgement.detail;
    default:
      text = absl::StrCat(With("%+.2f", *judgement.effect, 100), " points");
  }
  return judgement.detail.empty() ? text : absl::StrCat(text, "; ", judgement.detail);
}

std::string CellText(ClaimKind kind, const Judgement& judgement) {
  const std::string name = Name(judgement.verdict);
  if (judgement.verdict == Verdict::kNothing) return name;
  const std::string effect = EffectText(kind, judgement);
  return absl::StrCat(
      judgement.verdict == Verdict::kInconclusive ? name : absl::StrCat("**", name, "**"),
      effect.empty() ? "" : ": ", effect, " (n = ", judgement.n, ")");
}

std::string Table(const RunSet& runs, bool pairs, const std::vector<Column>& columns) {
  std::vector<MarkdownColumn> headers = {{"the report says"}};
  for (const Column& column : columns) headers.push_back({column.header});
  const std::vector<const Claim*> claims = ClaimsAbout(pairs);
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < claims.size(); ++i) {
    std::vector<std::string> row = {claims[i]->short_form};
    for (const Column& column : columns)
      row.push_back(CellText(claims[i]->kind, column.judgements[i]));
    rows.push_back(std::move(row));
  }
  std::vector<std::string> links = {"the runs"};
  for (const Column& column : columns) links.push_back(RunLinks(runs, column));
  rows.push_back(std::move(links));
  return MarkdownTable(headers, rows);
}

void AppendData(bool pairs, const std::vector<Column>& columns, DataTable& data) {
  const std::vector<const Claim*> claims = ClaimsAbout(pairs);
  for (size_t i = 0; i < claims.size(); ++i) {
    const Claim& claim = *claims[i];
    for (const Column& column : columns) {
      const Judgement& judgement = column.judgements[i];
      const auto bound = [&](double Interval::* member) {
        return judgement.effect.has_value() ? RoundedCell((*judgement.effect).*member)
                                            : nlohmann::ordered_json(nullptr);
      };
      data.rows.push_back({claim.id, column.experiment, column.name, Name(judgement.verdict),
                           judgement.n, bound(&Interval::estimate), bound(&Interval::low),
                           bound(&Interval::high), RoundedCell(judgement.p), judgement.detail,
                           Cell(claim.value), Cell(claim.margin), HowDecided(claim.kind),
                           claim.where, claim.quote});
    }
  }
}

std::string Quotes() {
  std::vector<std::vector<std::string>> rows;
  for (const Claim& claim : Claims()) {
    std::string margin;
    if (claim.margin > 0.0) margin = absl::StrFormat(" Margin %g.", claim.margin);
    rows.push_back({absl::StrCat("“", claim.quote, "” (", claim.where, ")"), claim.short_form,
                    absl::StrCat(HowDecided(claim.kind), ".", margin)});
  }
  return MarkdownTable({{"quote"}, {"taken as"}, {"reproduced if"}}, rows);
}

// "7 reproduced, 8 contradicted, 2 inconclusive"
std::string Tally(const std::vector<Judgement>& judgements) {
  std::vector<std::string> parts;
  std::string text;
  for (Verdict verdict :
       {Verdict::kReproduced, Verdict::kContradicted, Verdict::kInconclusive, Verdict::kNothing}) {
    const auto count =
        std::count_if(judgements.begin(), judgements.end(),
                      [&](const Judgement& judgement) { return judgement.verdict == verdict; });
    if (count > 0) absl::StrAppend(&text, text.empty() ? "" : ", ", count, " ", Name(verdict));
  }
  return text;
}

}  // namespace

absl::Status AddVerdicts(const ReportInput& input, Report& report) {
  const RunSet& runs = input.runs;
  std::vector<Column> pairs, disc;
  for (const char* preset : kClaimPresets) {
    pairs.push_back({"pairs", preset, pairs.empty() ? "`paper` (primary)" : "`course`",
                     JudgePairs(ClaimsAbout(/*pairs=*/true),
                                PairCells(runs, preset, runs.main_engine(), kClaimSeeds)),
                     PairSettings(runs, preset)});
  }
  disc.push_back({"disc", "depth-4", "four hidden layers (its code)", JudgeDisc(runs, "depth-4"),
                  DiscSettings(runs, "depth-4")});
  disc.push_back({"disc", "depth-3", "three hidden layers (its text)", JudgeDisc(runs, "depth-3"),
                  DiscSettings(runs, "depth-3")});

  report.page.SetValue("VERDICTS_PAIRS", Table(runs, true, pairs));
  report.page.SetValue("VERDICTS_DISC", Table(runs, false, disc));
  report.page.SetValue("VERDICTS_QUOTES", Quotes());
  report.page.SetValue("TALLY_PAIRS", Tally(pairs[0].judgements));
  report.page.SetValue("TALLY_DISC", Tally(disc[0].judgements));
  report.page.SetIntValue("CLAIM_SEEDS", kClaimSeeds);
  bool fewer = false;
  for (const std::vector<Column>* table : {&pairs, &disc}) {
    // Whatever a verdict's seeds, those of the first claim say how far the sweep is.
    for (const Column& column : *table) fewer |= column.judgements[0].n < kClaimSeeds;
  }
  if (fewer) report.page.ShowSection("FEWER_SEEDS");

  DataTable data = {{"claim", "experiment", "preset_or_variant", "verdict", "n", "effect", "low",
                     "high", "p", "detail", "value", "margin", "decided_by", "where", "quote"},
                    {}};
  AppendData(true, pairs, data);
  AppendData(false, disc, data);
  report.AddTable("verdicts", data);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
