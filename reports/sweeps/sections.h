// The sections of a summary's page, each about one group.
#pragma once

#include <string>

#include "ctemplate/template_dictionary.h"
#include "reports/parts/data_table.h"
#include "reports/parts/report.h"
#include "reports/sweeps/groups.h"

namespace tenfold::reports {

// The tables of all groups, for machines.
struct Tables {
  DataTable settings = {
      {"experiment", "data", "preset", "overrides", "variant", "engine", "network", "metric", "n",
       "diverged", "test_mean", "test_sample_std", "test_low", "test_high", "train_mean",
       "train_sample_std", "test_r2_mean", "training_s_mean"},
      {}};
  DataTable differences = {{"experiment", "data", "metric", "first", "second", "n", "mean", "low",
                            "high", "p", "holm_p", "equal_std_p"},
                           {}};
  DataTable runs = {{"experiment", "data", "setting", "engine", "seed", "status", "metric", "test",
                     "train", "run_id"},
                    {}};
  DataTable losses = {{"experiment", "data", "setting", "epoch", "mean", "sample_std", "n"}, {}};
};

// The table of settings, as Markdown; also adds their rows and those of their runs to the tables.
std::string SettingsSection(const SummaryGroup& group, Tables& tables);

// What each network is, as a list; "" if no record says so.
std::string NetworkList(const SummaryGroup& group);

// Nothing if no two settings have a seed in common. `suffix` tells headings of groups apart.
void AddDifferencesSection(const SummaryGroup& group, const std::string& suffix,
                           ctemplate::TemplateDictionary& section, Tables& tables);

// Figures of this name. Nothing if all runs diverged.
void AddPointsFigure(const SummaryGroup& group, const std::string& name,
                     ctemplate::TemplateDictionary& section, Report& report);
void AddLossesFigure(const SummaryGroup& group, const std::string& name, const std::string& suffix,
                     ctemplate::TemplateDictionary& section, Tables& tables, Report& report);

}  // namespace tenfold::reports
