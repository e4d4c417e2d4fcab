#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "reports/page/texts.h"
#include "reports/page/verdicts.h"
#include "reports/parts/data_table.h"

namespace tenfold::reports {
namespace {

// In pixels of the picture.
constexpr int kLineHeight = 14, kColumnHeight = 10, kRowGap = 4;
constexpr int kHead = 64, kAbovePanel = 6, kBelowPanel = 42;
constexpr size_t kLettersOfALine = 33;

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    if (lines.empty() || lines.back().size() + 1 + word.size() > kLettersOfALine) {
      lines.emplace_back(word);
    } else {
      absl::StrAppend(&lines.back(), " ", word);
    }
  }
  return lines;
}

// As gnuplot reads it between double quotes.
std::string Quoted(const std::string& text) {
  return absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"\"", "\\\""}});
}

// The claims of one unit, below each other.
struct Panel {
  const Unit* unit;
  std::vector<size_t> claims;
};

// Units in the order in which the claims have them first.
std::vector<Panel> PanelsOf(const std::vector<VerdictColumn>& columns) {
  std::vector<Panel> panels;
  for (size_t i = 0; i < columns[0].judgements.size(); ++i) {
    // Of a column without runs nothing is known but the claim.
    const auto known = std::find_if(columns.begin(), columns.end(), [i](const VerdictColumn& c) {
      return c.judgements[i].stated.has_value();
    });
    if (known == columns.end()) continue;
    const Unit* unit = known->judgements[i].unit;
    auto panel = std::find_if(panels.begin(), panels.end(), [&](const Panel& p) {
      return p.unit->axis == std::string(unit->axis);
    });
    if (panel == panels.end()) panel = panels.insert(panel, Panel{unit, {}});
    panel->claims.push_back(i);
  }
  return panels;
}

// Draws one question's claims; rows go down the picture, pixel by pixel.
class Drawing {
 public:
  Drawing(const std::string& name, const std::vector<VerdictColumn>& columns)
      : columns_(columns), script_(name) {
    script_.SetValue("NAME", name);
  }

  void Add(const Panel& panel) {
    ctemplate::TemplateDictionary* section = script_.AddSectionDictionary("PANEL");
    const double scale = panel.unit->scale;
    top_ += kAbovePanel;
    section->SetIntValue("TOP", top_);
    for (size_t claim : panel.claims) AddRow(panel.unit->axis, scale, claim, *section);
    section->SetIntValue("BOTTOM", top_);
    section->SetValue("AXIS", panel.unit->axis);
    AddMarks(*section);
    top_ += kBelowPanel;
  }

  void Finish(const std::string& name, Report& report) {
    script_.SetIntValue("HEIGHT", top_);
    for (const VerdictColumn& column : columns_)
      script_.AddSectionDictionary("COLUMN")->SetValue("NAME", column.name);
    if (columns_.back().of_grid) script_.ShowSection("OF_GRID");
    report.AddFigure(name, Expand(kClaimFiguresGp, script_), name + ".csv", ToCsv(data_));
  }

 private:
  // How each column's estimates look, by verdict.
  void AddMarks(ctemplate::TemplateDictionary& section) {
    for (size_t i = 0; i < columns_.size(); ++i) {
      std::vector<Verdict> verdicts = {Verdict::kReproduced, Verdict::kContradicted,
                                       Verdict::kInconclusive};
      if (columns_[i].of_grid) verdicts.push_back(Verdict::kDepends);
      for (Verdict verdict : verdicts) {
        ctemplate::TemplateDictionary* mark = section.AddSectionDictionary("MARK");
        mark->SetValue("WHERE", columns_[i].name);
        mark->SetValue("VERDICT", Name(verdict));
        mark->SetIntValue("POINT", static_cast<long>(i) + 1);
      }
    }
  }

  void AddRow(const char* axis, double scale, size_t i, ctemplate::TemplateDictionary& section) {
    const std::vector<std::string> lines = Lines(ClaimText(*columns_[0].judgements[i].claim));
    const int height = std::max(kLineHeight * static_cast<int>(lines.size()),
                                kColumnHeight * static_cast<int>(columns_.size())) +
                       kRowGap;
    ctemplate::TemplateDictionary* row = section.AddSectionDictionary("ROW");
    row->SetValue("LABEL", absl::StrJoin(lines, "\\n", [](std::string* out, const std::string& l) {
                    out->append(Quoted(l));
                  }));
    // gnuplot puts a label's first line there.
    const double above = kLineHeight * (static_cast<double>(lines.size()) - 1.0) / 2.0;
    row->SetValue("Y", absl::StrFormat("%.1f", top_ + height / 2.0 - above));
    bool stated = false;
    for (size_t c = 0; c < columns_.size(); ++c) {
      const Judgement& judgement = columns_[c].judgements[i];
      const double y = top_ + height / 2.0 + kColumnHeight * (c - (columns_.size() - 1) / 2.0);
      if (judgement.stated.has_value() && !stated) {
        const auto& [value, margin, or_more] = *judgement.stated;
        Append(or_more ? "more than" : "stated", axis, judgement, "", top_ + height / 2.0,
               {value, value - margin, value + margin}, scale, height / 2.0 - 1.0);
        stated = true;
      }
      for (double number : judgement.compared)
        Append("compared", axis, judgement, columns_[c].name, y, {number, number, number}, scale,
               0);
      if (judgement.effect.has_value())
        Append("effect", axis, judgement, columns_[c].name, y, *judgement.effect, scale, 0);
      if (judgement.verdict == Verdict::kNothing) continue;
      ctemplate::TemplateDictionary* sign = section.AddSectionDictionary("SIGN");
      sign->SetValue("SIGN", Sign(judgement.verdict));
      sign->SetValue("VERDICT", Name(judgement.verdict));
      sign->SetValue("Y", absl::StrFormat("%.1f", y));
    }
    top_ += height;
  }

  void Append(const char* kind, const char* axis, const Judgement& judgement,
              const std::string& column, double y, const statistics::Interval& interval,
              double scale, double half_height) {
    data_.rows.push_back({kind, axis, judgement.claim->id, column,
                          column.empty() ? "" : Name(judgement.verdict),
                          RoundedCell(scale * interval.estimate), RoundedCell(scale * interval.low),
                          RoundedCell(scale * interval.high), y, half_height});
  }

  const std::vector<VerdictColumn>& columns_;
  ctemplate::TemplateDictionary script_;
  DataTable data_ = {
      {"kind", "axis", "claim", "column", "verdict", "value", "low", "high", "y", "half_height"},
      {}};
  int top_ = kHead;
};

}  // namespace

void AddClaimFigures(const std::vector<Judged>& judged, Report& report) {
  ctemplate::TemplateDictionary* section = nullptr;
  for (const auto& [question, columns] : judged) {
    const std::vector<Panel> panels = PanelsOf(columns);
    if (panels.empty()) continue;
    const std::string name = absl::StrCat("claims-", question->expected.experiment);
    Drawing drawing(name, columns);
    for (const Panel& panel : panels) drawing.Add(panel);
    drawing.Finish(name, report);
    if (section == nullptr) section = report.page.AddSectionDictionary("CLAIM_FIGURES");
    ctemplate::TemplateDictionary* figure = section->AddSectionDictionary("FIGURE");
    figure->SetValue("NAME", name);
    figure->SetValue("TITLE", question->claims_title);
  }
}

}  // namespace tenfold::reports
