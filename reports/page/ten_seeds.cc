#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "reports/page/verdicts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"

namespace tenfold::reports {
namespace {

// "0.1 / 82.4 / 17.5": per cent of the studies that come to each.
std::string CountsText(const Counts& counts) {
  const auto percent = [](int studies) { return Number(100.0 * studies / kStudies, 1); };
  return absl::StrCat(percent(counts.as_the_report), " / ", percent(counts.opposite), " / ",
                      percent(counts.neither));
}

}  // namespace

void AddTenSeeds(const std::vector<const Question*>& questions, const RunSet& runs,
                 Report& report) {
  DataTable data = {{"claim", "seeds", "studies"}, {}};
  for (const char* way : {"read_unpaired", "read_paired", "tested_unpaired", "tested_paired"}) {
    for (const char* end : {"_as_the_report", "_opposite", "_neither"})
      data.columns.push_back(absl::StrCat(way, end));
  }
  std::vector<std::vector<std::string>> rows;
  std::vector<std::pair<const Question*, size_t>> asked;  // with the seeds there are
  for (const Question* question : questions) {
    if (question->studies == nullptr) continue;
    const Studies studies = question->studies(runs);
    asked.emplace_back(question, studies.seeds);
    for (const Conclusions& c : studies.conclusions) {
      rows.push_back({ClaimText(*c.claim)});
      data.rows.push_back({c.claim->id, studies.seeds, kStudies});
      for (const std::optional<Counts>& counts :
           {std::optional(c.read), c.read_paired, std::optional(c.tested), c.tested_paired}) {
        rows.back().push_back(counts.has_value() ? CountsText(*counts) : "–");
        for (int Counts::* member : {&Counts::as_the_report, &Counts::opposite, &Counts::neither}) {
          data.rows.back().push_back(counts.has_value() ? nlohmann::ordered_json((*counts).*member)
                                                        : nlohmann::ordered_json(nullptr));
        }
      }
    }
  }
  report.AddTable("ten-seeds", data);
  if (asked.empty()) return;
  ctemplate::TemplateDictionary* section =
      report.page.AddSectionDictionary(rows.empty() ? "TEN_SEEDS_MISSING" : "TEN_SEEDS");
  section->SetIntValue("SEEDS", static_cast<long>(asked[0].second));
  section->SetValue("PRESET", asked[0].first->expected.preset);
  section->SetIntValue("LEAST", static_cast<long>(kLeastSeeds));
  section->SetIntValue("STUDIES", kStudies);
  for (size_t i = 1; i < asked.size(); ++i) {
    ctemplate::TemplateDictionary* further = section->AddSectionDictionary("FURTHER");
    further->SetIntValue("SEEDS", static_cast<long>(asked[i].second));
    further->SetValue("WHOSE", asked[i].first->studies_of);
  }
  section->SetValue("TABLE", MarkdownTable({{"conclusion"},
                                            {"read, unpaired", Align::kRight},
                                            {"read, paired", Align::kRight},
                                            {"tested, unpaired", Align::kRight},
                                            {"tested, paired", Align::kRight}},
                                           rows));
}

}  // namespace tenfold::reports
