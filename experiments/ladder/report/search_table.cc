#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "experiments/ladder/report/parts.h"
#include "experiments/ladder/search_space.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/runs_link.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

using ladder::SearchSpace;

std::vector<std::string> Assignments(const std::string& overrides) {
  return absl::StrSplit(overrides, ',', absl::SkipEmpty());
}

// What was tried, and its runs.
struct Tried {
  std::string changes;  // "learning_rate=0.005, batch_size=50"; "" for the setting itself
  SettingRuns runs;
};

// What a setting changes of the space's, without how it is judged; nothing if it is of another.
std::optional<std::string> ChangesIn(const SearchSpace& space, const Setting& setting) {
  if (setting.experiment != space.setting.experiment || setting.preset != space.setting.preset ||
      setting.variant != space.setting.variant) {
    return std::nullopt;
  }
  std::vector<std::string> changes = Assignments(setting.overrides);
  std::vector<std::string> fixed = Assignments(space.setting.overrides);
  fixed.push_back(ladder::kHeldOut);
  for (const std::string& assignment : fixed) {
    const auto found = std::find(changes.begin(), changes.end(), assignment);
    if (found == changes.end()) return std::nullopt;
    changes.erase(found);
  }
  return absl::StrJoin(changes, ", ");
}

// With the most seeds first, then by mean.
bool Before(const Tried& a, const Tried& b) {
  if (a.runs.ok.size() != b.runs.ok.size()) return a.runs.ok.size() > b.runs.ok.size();
  return statistics::Mean(a.runs.TestAccuracies()) > statistics::Mean(b.runs.TestAccuracies());
}

// Of settings that no space before has taken.
std::vector<Tried> TriedIn(const SearchSpace& space, const RunSet& runs, std::set<Setting>& taken) {
  std::vector<Tried> tried;
  for (const SettingRuns& other : runs.others()) {
    if (other.setting.engine != runs.main_engine() || taken.count(other.setting) > 0) continue;
    const std::optional<std::string> changes = ChangesIn(space, other.setting);
    if (!changes.has_value()) continue;
    taken.insert(other.setting);
    tried.push_back({*changes, other});
  }
  std::stable_sort(tried.begin(), tried.end(), Before);
  return tried;
}

std::string ChangesText(const std::string& changes) {
  return changes.empty() ? "*as the setting has it*" : Literal(changes);
}

void AddSpace(const SearchSpace& space, ctemplate::TemplateDictionary& entry) {
  entry.SetValue("NAME", space.name);
  entry.SetValue("SETTING", absl::StrCat(space.setting.experiment, "/", space.setting.preset,
                                         space.setting.overrides.empty() ? "" : ",",
                                         space.setting.overrides, "/", space.setting.variant));
  entry.SetIntValue("CANDIDATES", space.candidates);
  std::vector<std::string> stages;
  for (const ladder::Stage& stage : space.stages) {
    stages.push_back(absl::StrCat(stage.seeds, " seeds, ", stage.kept, " kept"));
  }
  entry.SetValue("STAGES", absl::StrJoin(stages, "; "));
  for (const ladder::Dimension& dimension : space.dimensions) {
    ctemplate::TemplateDictionary* item = entry.AddSectionDictionary("DIMENSION");
    item->SetValue("NAME", dimension.name);
    std::vector<std::string> values;
    for (const std::string& value : dimension.values) {
      values.push_back(ChangesText(absl::StrJoin(Assignments(value), ", ")));
    }
    item->SetValue("VALUES", absl::StrJoin(values, "; "));
  }
}

}  // namespace

absl::Status AddSearch(const ReportInput& input, Report& report) {
  DataTable data = {{"space", "changes", "setting", "n", "diverged", "held_out_mean",
                     "held_out_sample_std", "chosen", "taken"},
                    {}};
  std::set<Setting> taken;
  ctemplate::TemplateDictionary* section = nullptr;
  // A space that fixes nothing has the settings of all others too, so it comes after them.
  std::vector<const SearchSpace*> spaces;
  for (const SearchSpace& space : ladder::SearchSpaces()) spaces.push_back(&space);
  std::stable_sort(spaces.begin(), spaces.end(), [](const SearchSpace* a, const SearchSpace* b) {
    return Assignments(a->setting.overrides).size() > Assignments(b->setting.overrides).size();
  });
  for (const SearchSpace* space : spaces) {
    const std::vector<Tried> tried = TriedIn(*space, input.runs, taken);
    if (tried.empty()) continue;
    if (section == nullptr) section = report.page.AddSectionDictionary("SEARCH");
    ctemplate::TemplateDictionary* entry = section->AddSectionDictionary("SPACE");
    AddSpace(*space, *entry);
    const size_t first_seeds = space->stages.front().seeds, last_seeds = space->stages.back().seeds;
    std::vector<std::vector<std::string>> rows;
    size_t left_out = 0;
    const std::string taken_changes = absl::StrJoin(Assignments(space->taken), ", ");
    const std::string by_preset = absl::StrCat("taken by `", space->preset, "`");
    bool taken_was_tried = false;
    for (const Tried& candidate : tried) {
      const std::vector<double> accuracies = candidate.runs.TestAccuracies();
      const bool chosen = &candidate == &tried.front() && accuracies.size() >= last_seeds;
      const bool is_taken = candidate.changes == taken_changes;
      taken_was_tried |= is_taken;
      data.rows.push_back({space->name, candidate.changes, candidate.runs.setting.Id(),
                           accuracies.size(), candidate.runs.diverged.size(),
                           Cell(statistics::Mean(accuracies)),
                           Cell(statistics::SampleStd(accuracies)), chosen, is_taken});
      if (accuracies.size() <= first_seeds && last_seeds > first_seeds && !is_taken) {
        ++left_out;
        continue;
      }
      rows.push_back(
          {ChangesText(candidate.changes), CountLink(candidate.runs),
           MeanAndStd(statistics::Mean(accuracies), statistics::SampleStd(accuracies), 4),
           absl::StrCat(chosen ? "**chosen**" : "", chosen && is_taken ? ", " : "",
                        is_taken ? by_preset : "")});
    }
    if (!taken_was_tried) rows.push_back({ChangesText(taken_changes), "–", "–", by_preset});
    entry->SetIntValue("TRIED", static_cast<long>(tried.size()));
    entry->SetIntValue("LEFT_OUT", static_cast<long>(left_out));
    entry->SetValue(
        "TABLE",
        MarkdownTable(
            {{"changed"}, {"runs", Align::kRight}, {"held-out accuracy", Align::kRight}, {""}},
            rows));
  }
  if (section == nullptr) return absl::OkStatus();
  report.page.ShowSection("FAR");
  report.AddTable("search", data);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
