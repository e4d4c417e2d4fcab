// Where a reader finds the runs that a number was made from, and how to repeat them.
#pragma once

#include <string>

#include "reports/input/run_set.h"

namespace tenfold::reports {

// The document with an entry for each setting, whose heading is the setting's id.
inline constexpr char kRunsDocument[] = "RUNS.md";

// Markdown: `text` as a link to the setting's entry.
std::string RunsLink(const Setting& setting, const std::string& text);

// The same with what a mean was taken over: "[10](RUNS.md#spiralpaperwidesimd)".
std::string CountLink(const SettingRuns& runs);

// What trains these runs again, those that diverged too:
// "./bazelw run //experiments/spiral -- --preset=paper --variants=wide --engines=simd --seeds=0-9".
// Nothing of how the folder of another data set than the default is called is known but its name.
std::string RerunCommand(const SettingRuns& runs);

}  // namespace tenfold::reports
