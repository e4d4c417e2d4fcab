// The candidates of a search: which there are, and which stay.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "experiments/ladder/search_space.h"

namespace tenfold::ladder {

// As --set takes them: "learning_rate=0.005,label_smoothing=0.1", "" for the setting itself. All
// different, uniform over the space, always the same; the first of all values comes first. All of
// the space if it has no more than space.candidates.
std::vector<std::string> DrawCandidates(const SearchSpace& space);

// What a candidate is trained as, judged on held-out pairs.
Setting SettingOf(const SearchSpace& space, const std::string& candidate);

// The `kept` with the highest means of accuracies, best first; of equal ones those that come first.
std::vector<std::string> BestOf(const std::vector<std::string>& candidates,
                                const std::map<std::string, std::vector<double>>& accuracies,
                                int kept);

}  // namespace tenfold::ladder
