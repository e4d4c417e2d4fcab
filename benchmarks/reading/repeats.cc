#include "benchmarks/reading/repeats.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"
#include "statistics/statistics.h"

namespace tenfold {
namespace {

using nlohmann::ordered_json;

struct Ratio {
  double ratio, low, high, standard_error;
  bool narrow;
};

bool Complete(const ordered_json& row) {
  if (!row.is_object()) return false;
  for (const char* key : {"workload", "engine", "baseline"}) {
    if (!row.contains(key) || !row[key].is_string()) return false;
  }
  for (const char* key : {"ratio", "low", "high", "standard_error"}) {
    if (!row.contains(key) || !row[key].is_number()) return false;
  }
  return row["ratio"].get<double>() > 0.0 && row.contains("narrow") && row["narrow"].is_boolean();
}

std::string Name(const ordered_json& row) {
  return absl::StrCat(row["workload"].get<std::string>(), ", ", row["engine"].get<std::string>(),
                      " beside ", row["baseline"].get<std::string>());
}

double Square(double x) { return x * x; }

}  // namespace

int Repeats::overlapping() const {
  return static_cast<int>(std::count_if(rows.begin(), rows.end(),
                                        [](const RepeatedRow& row) { return row.overlap(); }));
}

absl::StatusOr<Repeats> CheckRepeats(const std::vector<ordered_json>& sessions) {
  if (sessions.size() < 2) return absl::InvalidArgumentError("two sessions or more are wanted");
  std::map<std::string, std::vector<Ratio>> ratios;  // by name, from the sessions that have it
  std::vector<ordered_json> rows;                    // the first of each name, in order
  for (size_t i = 0; i < sessions.size(); ++i) {
    const bool is_session =
        sessions[i].is_object() && sessions[i].contains("ratios") &&
        sessions[i]["ratios"].is_array() &&
        std::all_of(sessions[i]["ratios"].begin(), sessions[i]["ratios"].end(), Complete);
    if (!is_session) {
      return absl::InvalidArgumentError(
          absl::StrCat("number ", i + 1,
                       " is not the JSON of a side-by-side session: \"ratios\" with workload, "
                       "engine, baseline, ratio, low, high, standard_error and narrow are wanted"));
    }
    for (const ordered_json& row : sessions[i]["ratios"]) {
      std::vector<Ratio>& of_row = ratios[Name(row)];
      if (of_row.empty()) rows.push_back(row);
      of_row.push_back(
          {row["ratio"], row["low"], row["high"], row["standard_error"], row["narrow"]});
    }
  }
  Repeats repeats;
  double variance = 0.0;
  for (const ordered_json& row : rows) {
    const std::vector<Ratio>& of_row = ratios[Name(row)];
    if (of_row.size() < sessions.size()) {
      repeats.left_out.push_back(Name(row));
      continue;
    }
    RepeatedRow repeated{
        row["workload"], row["engine"], row["baseline"], of_row[0].low, of_row[0].high, 0.0, true};
    double smallest = of_row[0].ratio, largest = smallest, within = 0.0;
    std::vector<double> logarithms;
    for (const Ratio& ratio : of_row) {
      repeated.highest_low = std::max(repeated.highest_low, ratio.low);
      repeated.lowest_high = std::min(repeated.lowest_high, ratio.high);
      repeated.narrow = repeated.narrow && ratio.narrow;
      smallest = std::min(smallest, ratio.ratio);
      largest = std::max(largest, ratio.ratio);
      within += Square(ratio.standard_error) / static_cast<double>(of_row.size());
      logarithms.push_back(std::log(ratio.ratio));
    }
    repeated.spread = largest / smallest - 1.0;
    variance += Square(*SampleStd(logarithms)) - within;
    repeats.rows.push_back(repeated);
  }
  if (repeats.rows.empty()) return absl::InvalidArgumentError("no row is in all sessions");
  repeats.between_sessions_std =
      std::sqrt(std::max(0.0, variance / static_cast<double>(repeats.rows.size())));
  return repeats;
}

}  // namespace tenfold
