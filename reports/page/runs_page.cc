#include "reports/page/runs_page.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "reports/page/texts.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/report.h"
#include "reports/parts/runs_link.h"

namespace tenfold::reports {
namespace {

constexpr size_t kShown = 10;   // runs of a setting
constexpr size_t kDigits = 16;  // of a digest

std::string RunsTable(const SettingRuns& runs) {
  std::vector<std::vector<std::string>> rows;
  for (size_t i = 0; i < std::min(kShown, runs.ok.size()); ++i) {
    const RunRecord& record = *runs.ok[i];
    const std::optional<double> loss =
        record.train_loss.empty() ? std::nullopt : std::optional<double>(record.train_loss.back());
    rows.push_back({absl::StrFormat("seed-%02d", record.seed), Number(record.train_accuracy),
                    Number(record.test_accuracy), Number(loss, 4),
                    Literal(record.weights_digest.substr(0, kDigits))});
  }
  return MarkdownTable({{"run"},
                        {"train", Align::kRight},
                        {"test", Align::kRight},
                        {"last loss", Align::kRight},
                        {"weights"}},
                       rows);
}

}  // namespace

absl::Status AddRunsPage(const ReportInput& input, Report& report) {
  ctemplate::TemplateDictionary page(kRunsDocument);
  DataTable commands = {{"setting", "engine", "n", "diverged_seeds", "command"}, {}};
  const auto add = [&](const SettingRuns& runs) {
    ctemplate::TemplateDictionary* entry = page.AddSectionDictionary("SETTING");
    entry->SetValue("ID", runs.setting.Id());
    if (runs.there() == 0) {
      entry->ShowSection("NONE");
      return;
    }
    const std::string command = RerunCommand(runs);
    commands.rows.push_back({runs.setting.Id(), runs.setting.engine, runs.ok.size(),
                             runs.diverged.empty() ? "" : SeedList(runs.diverged), command});
    ctemplate::TemplateDictionary* some = entry->AddSectionDictionary("SOME");
    some->SetValue("COMMAND", command);
    some->SetValue("COUNT", runs.Count());
    if (runs.ok.size() > kShown) some->SetIntValue("SHOWN", static_cast<long>(kShown));
    if (runs.ok.size() > kShown) some->ShowSection("CUT");
    if (!runs.ok.empty()) some->SetValue("RUNS", RunsTable(runs));
  };
  // A setting that has further seeds has one entry, with all of them.
  const std::vector<SettingRuns>&expected = input.runs.expected(), &others = input.runs.others();
  const auto find = [](const std::vector<SettingRuns>& settings, const SettingRuns& runs) {
    return std::find_if(settings.begin(), settings.end(),
                        [&](const SettingRuns& s) { return s.setting == runs.setting; });
  };
  for (const SettingRuns& runs : expected) {
    add(find(others, runs) == others.end() ? runs : input.runs.All(runs.setting));
  }
  for (const SettingRuns& runs : others) {
    if (find(expected, runs) == expected.end()) add(runs);
  }
  page.SetIntValue("DIGITS", static_cast<long>(kDigits));
  report.AddTable("commands", commands);
  report.files[kRunsDocument] = Expand(kRunsMd, page);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
