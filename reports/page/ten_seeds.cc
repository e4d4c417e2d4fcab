#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
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

std::string PairedText(const Conclusions& c, bool tested) {
  const std::optional<Counts>& paired = tested ? c.tested_paired : c.read_paired;
  return CountsText(paired.has_value() ? *paired : tested ? c.tested : c.read);
}

// A cell for each way of looking at the studies.
std::vector<std::optional<Counts>> AllWays(const Conclusions& c) {
  return {c.read, c.read_paired, c.tested, c.tested_paired};
}

struct OfPreset {
  const Question* question;
  Studies studies;
};

// "1000 of `pairs/paper`, 200 of `pairs/course` and 1000 of `disc/paper`": of those that have
// `enough`, or of the others.
std::string SeedsText(const std::vector<OfPreset>& all, bool enough) {
  std::vector<std::string> texts;
  for (const auto& [question, studies] : all) {
    if (studies.conclusions.empty() == enough) continue;
    texts.push_back(absl::StrCat(studies.seeds, " of `", question->expected.experiment, "/",
                                 studies.preset, "`"));
  }
  return AndList(std::move(texts));
}

// A row for each claim, and two columns for each preset of which there are studies.
std::string TableOfAll(const std::vector<OfPreset>& all) {
  std::vector<std::string> presets;
  std::vector<std::pair<const Claim*, std::map<std::string, const Conclusions*>>> claims;
  for (const auto& [question, studies] : all) {
    if (!studies.conclusions.empty() && !absl::c_linear_search(presets, studies.preset)) {
      presets.push_back(studies.preset);
    }
    for (const Conclusions& c : studies.conclusions) {
      auto row = absl::c_find_if(claims, [&](const auto& r) { return r.first == c.claim; });
      if (row == claims.end()) row = claims.insert(row, {c.claim, {}});
      row->second[studies.preset] = &c;
    }
  }
  std::vector<MarkdownColumn> columns = {{"conclusion"}};
  for (const std::string& preset : presets) {
    for (const char* way : {"read", "tested"}) {
      columns.push_back({absl::StrCat("`", preset, "`, ", way), Align::kRight});
    }
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& [claim, by_preset] : claims) {
    rows.push_back({ClaimText(*claim)});
    for (const std::string& preset : presets) {
      const auto found = by_preset.find(preset);
      for (const bool tested : {false, true}) {
        rows.back().push_back(found == by_preset.end() ? "–" : PairedText(*found->second, tested));
      }
    }
  }
  return MarkdownTable(columns, rows);
}

// All ways.
std::string TableOf(const Studies& studies) {
  std::vector<std::vector<std::string>> rows;
  for (const Conclusions& c : studies.conclusions) {
    rows.push_back({ClaimText(*c.claim)});
    for (const std::optional<Counts>& counts : AllWays(c)) {
      rows.back().push_back(counts.has_value() ? CountsText(*counts) : "–");
    }
  }
  return MarkdownTable({{"conclusion"},
                        {"read, unpaired", Align::kRight},
                        {"read, paired", Align::kRight},
                        {"tested, unpaired", Align::kRight},
                        {"tested, paired", Align::kRight}},
                       rows);
}

DataTable DataOf(const std::vector<OfPreset>& all) {
  DataTable data = {{"claim", "preset", "seeds", "studies"}, {}};
  for (const char* way : {"read_unpaired", "read_paired", "tested_unpaired", "tested_paired"}) {
    for (const char* end : {"_as_the_report", "_opposite", "_neither"})
      data.columns.push_back(absl::StrCat(way, end));
  }
  for (const auto& [question, studies] : all) {
    for (const Conclusions& c : studies.conclusions) {
      data.rows.push_back({c.claim->id, studies.preset, studies.seeds, kStudies});
      for (const std::optional<Counts>& counts : AllWays(c)) {
        for (int Counts::* member : {&Counts::as_the_report, &Counts::opposite, &Counts::neither}) {
          data.rows.back().push_back(counts.has_value() ? nlohmann::ordered_json((*counts).*member)
                                                        : nlohmann::ordered_json(nullptr));
        }
      }
    }
  }
  return data;
}

}  // namespace

void AddTenSeeds(const std::vector<const Question*>& questions, const RunSet& runs,
                 Report& report) {
  std::vector<OfPreset> all;
  bool any = false;
  for (const Question* question : questions) {
    if (question->studies == nullptr) continue;
    for (Studies& studies : question->studies(runs)) {
      any = any || !studies.conclusions.empty();
      all.push_back({question, std::move(studies)});
    }
  }
  report.AddTable("ten-seeds", DataOf(all));
  if (all.empty()) return;
  ctemplate::TemplateDictionary* section =
      report.page.AddSectionDictionary(any ? "TEN_SEEDS" : "TEN_SEEDS_MISSING");
  section->SetValue("SEEDS", SeedsText(all, any));
  section->SetIntValue("LEAST", static_cast<long>(kLeastSeeds));
  section->SetIntValue("STUDIES", kStudies);
  if (!any) return;
  section->SetValue("TABLE", TableOfAll(all));
  for (const auto& [question, studies] : all) {
    if (studies.conclusions.empty()) continue;
    ctemplate::TemplateDictionary* preset = section->AddSectionDictionary("PRESET_TABLE");
    preset->SetValue("PRESET", absl::StrCat(question->expected.experiment, "/", studies.preset));
    preset->SetIntValue("SEEDS", static_cast<long>(studies.seeds));
    preset->SetValue("TABLE", TableOf(studies));
  }
}

}  // namespace tenfold::reports
