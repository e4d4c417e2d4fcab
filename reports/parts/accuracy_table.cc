#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "reports/parts/data_table.h"
#include "reports/parts/markdown.h"
#include "reports/parts/parts.h"
#include "statistics/statistics.h"

namespace tenfold::reports {
namespace {

// One engine's training of one setting and seed, beside the same in double.
struct Distance {
  std::string run, setting, engine;  // "disc/paper/depth-4/seed-00" without its end
  double first_step = 0.0, first_steps = 0.0, last_epoch = 0.0, weights = 0.0;  // relative
  double test_accuracy = 0.0;                                                   // a difference
};

double Largest(const std::vector<double>& values) { return *statistics::Max(values); }

std::vector<Distance> Distances(const measurements::Accuracy& accuracy) {
  std::vector<Distance> distances;
  for (const measurements::RunDeviations& run : accuracy.runs) {
    for (const auto& [engine, of] : run.engines) {
      distances.push_back({run.run, run.run.substr(0, run.run.rfind('/')), engine,
                           of.first_losses.front(), Largest(of.first_losses),
                           of.epoch_losses.back(), of.weights, of.test_accuracy});
    }
  }
  return distances;
}

// How many steps the losses of the first ones are of.
size_t MostSteps(const measurements::Accuracy& accuracy) {
  size_t most = 0;
  for (const measurements::RunDeviations& run : accuracy.runs) {
    for (const auto& [engine, of] : run.engines) most = std::max(most, of.first_losses.size());
  }
  return most;
}

void AddData(const std::vector<Distance>& distances, Report& report) {
  DataTable data = {
      {"run", "engine", "first_step", "first_steps", "last_epoch", "weights", "test_accuracy"}, {}};
  for (const Distance& d : distances) {
    data.rows.push_back({d.run, d.engine, Cell(d.first_step), Cell(d.first_steps),
                         Cell(d.last_epoch), Cell(d.weights), Cell(d.test_accuracy)});
  }
  report.AddTable("distance-from-double", data);
}

// The values of one member.
std::vector<double> Of(double Distance::* member, const std::vector<Distance>& distances) {
  std::vector<double> values;
  for (const Distance& distance : distances) values.push_back(distance.*member);
  return values;
}

std::string LargestText(double Distance::* member, const std::vector<Distance>& distances) {
  return absl::StrFormat("%.1e", *statistics::Max(Of(member, distances)));
}

std::string LargestPoints(const std::vector<Distance>& distances) {
  return absl::StrFormat("%.1f",
                         100 * *statistics::MaxAbs(Of(&Distance::test_accuracy, distances)));
}

std::string MeanPoints(const std::vector<Distance>& distances) {
  return Points(*statistics::Mean(Of(&Distance::test_accuracy, distances)), 2);
}

struct Part {
  std::string value;
  std::vector<Distance> distances;
};

// Parts that have one value of a member, in the order in which the values first appear.
std::vector<Part> PartsBy(std::string Distance::* member, const std::vector<Distance>& distances) {
  std::vector<Part> parts;
  for (const Distance& distance : distances) {
    auto part = std::find_if(parts.begin(), parts.end(), [&](const Part& candidate) {
      return candidate.value == distance.*member;
    });
    if (part == parts.end()) part = parts.insert(part, {distance.*member, {}});
    part->distances.push_back(distance);
  }
  return parts;
}

void AddRows(const std::vector<Distance>& distances, ctemplate::TemplateDictionary& page) {
  std::vector<std::vector<std::string>> rows;
  for (const Part& setting : PartsBy(&Distance::setting, distances)) {
    for (const Part& engine : PartsBy(&Distance::engine, setting.distances)) {
      const std::vector<Distance>& runs = engine.distances;
      rows.push_back(
          {Literal(setting.value), Literal(engine.value), absl::StrCat(runs.size()),
           LargestText(&Distance::first_step, runs), LargestText(&Distance::first_steps, runs),
           LargestText(&Distance::last_epoch, runs), LargestText(&Distance::weights, runs),
           absl::StrCat(MeanPoints(runs), " (", LargestPoints(runs), ")")});
    }
  }
  page.SetValue("TABLE", MarkdownTable({{"setting"},
                                        {"engine"},
                                        {"runs", Align::kRight},
                                        {"first step", Align::kRight},
                                        {"first steps", Align::kRight},
                                        {"last epoch", Align::kRight},
                                        {"weights", Align::kRight},
                                        {"test accuracy", Align::kRight}},
                                       rows));
}

// A sentence for each engine: how far it is, and whether the main engine is nearer.
void AddSentences(const std::vector<Distance>& distances, const std::string& main_engine,
                  ctemplate::TemplateDictionary& page) {
  for (const Part& engine : PartsBy(&Distance::engine, distances)) {
    const std::vector<Distance>& runs = engine.distances;
    ctemplate::TemplateDictionary* item = page.AddSectionDictionary("ENGINE_ITEM");
    item->SetValue("ENGINE", Literal(engine.value));
    item->SetIntValue("RUNS", static_cast<long>(runs.size()));
    item->SetValue("FIRST_STEP", LargestText(&Distance::first_step, runs));
    item->SetValue("FIRST_STEPS", LargestText(&Distance::first_steps, runs));
    item->SetValue("WEIGHTS", LargestText(&Distance::weights, runs));
    item->SetValue("LARGEST_POINTS", LargestPoints(runs));
    item->SetValue("MEAN_POINTS", MeanPoints(runs));
    int both = 0, nearer = 0;
    for (const Distance& other : runs) {
      for (const Distance& main : distances) {
        if (main.engine != main_engine || main.run != other.run) continue;
        ++both;
        nearer += main.first_steps < other.first_steps;
      }
    }
    if (engine.value == main_engine || both == 0) continue;
    ctemplate::TemplateDictionary* beside = item->AddSectionDictionary("BESIDE");
    beside->SetValue("MAIN_ENGINE", Literal(main_engine));
    beside->SetIntValue("NEARER", nearer);
    beside->SetIntValue("BOTH", both);
  }
}

}  // namespace

absl::Status AddAccuracyTable(const ReportInput& input, Report& report) {
  if (!input.accuracy.has_value()) return absl::OkStatus();
  const measurements::Accuracy& accuracy = *input.accuracy;
  const std::vector<Distance> distances = Distances(accuracy);
  AddData(distances, report);
  ctemplate::TemplateDictionary* page = report.page.AddSectionDictionary("ACCURACY");
  page->SetValue("CPU", Literal(accuracy.provenance.cpu));
  page->SetValue("COMPILER", Literal(accuracy.provenance.compiler));
  page->SetIntValue("STEPS", static_cast<long>(MostSteps(accuracy)));
  AddSentences(distances, input.runs.main_engine(), *page);
  AddRows(distances, *page);
  return absl::OkStatus();
}

}  // namespace tenfold::reports
