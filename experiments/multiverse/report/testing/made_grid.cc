#include "experiments/multiverse/report/testing/made_grid.h"

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <utility>

#include "experiments/multiverse/declaration.h"
#include "experiments/multiverse/design.h"
#include "experiments/multiverse/outcomes.h"
#include "experiments/pairs/report/settings.h"
#include "statistics/factorial.h"

namespace tenfold::reports {
namespace {

// Of a run's seed: outcomes.
using OutcomesOf =
    std::function<std::vector<int64_t>(const Coded& setting, size_t variant, int seed)>;

measurements::Grid Made(const multiverse::Grid& declared, std::vector<std::string> variants,
                        const OutcomesOf& outcomes) {
  measurements::Grid grid;
  grid.experiment = declared.experiment;
  grid.preset = declared.preset;
  grid.variants = std::move(variants);
  grid.outcomes = multiverse::OutcomeNames(declared.experiment);
  for (const multiverse::Choice& choice : declared.choices) {
    grid.choices.push_back({choice.name, {}});
    for (const multiverse::Level& level : choice.levels)
      grid.choices.back().levels.push_back(level.text);
  }
  for (const std::vector<int>& levels : multiverse::SettingsOf(declared)) {
    measurements::GridSetting& setting = grid.settings.emplace_back();
    Coded coded;
    for (size_t c = 0; c < levels.size(); ++c) {
      setting.levels.push_back(levels[c]);
      coded.push_back(2.0 * levels[c] / (static_cast<double>(grid.choices[c].levels.size()) - 1.0) -
                      1.0);
    }
    setting.overrides = multiverse::OverridesOf(declared, levels);
    for (size_t variant = 0; variant < grid.variants.size(); ++variant) {
      for (int seed = 0; seed < multiverse::kSeeds; ++seed) {
        setting.runs.push_back({static_cast<int64_t>(variant), seed, outcomes(coded, variant, seed),
                                "0123456789abcdef"});
      }
    }
  }
  return grid;
}

const multiverse::Grid& Declared(const std::string& experiment) {
  for (const multiverse::Grid& grid : multiverse::Grids()) {
    if (grid.experiment == experiment) return grid;
  }
  std::abort();
}

}  // namespace

measurements::Grid MadePairsGrid(const std::function<double(const Coded&, int)>& mean, double std) {
  std::vector<std::string> variants;
  for (int cell = 0; cell < statistics::kFactorCells; ++cell) variants.push_back(PairVariant(cell));
  std::mt19937 generator(3);
  std::normal_distribution<double> noise;
  std::vector<double> of_seed;
  for (int seed = 0; seed < multiverse::kSeeds; ++seed) of_seed.push_back(0.005 * noise(generator));
  return Made(Declared("pairs"), variants, [&](const Coded& coded, size_t variant, int seed) {
    const double accuracy =
        mean(coded, static_cast<int>(variant)) + of_seed[seed] + std * noise(generator);
    return std::vector<int64_t>{std::llround(1000.0 * accuracy)};
  });
}

std::function<double(const Coded&, int)> AddingEverywhere(double auxiliary, double sharing,
                                                          double cnn) {
  return [=](const Coded&, int cell) {
    return 0.80 + (cell & 1 ? auxiliary : 0) + (cell & 2 ? sharing : 0) + (cell & 4 ? cnn : 0);
  };
}

measurements::Grid MadeDiscGrid(const std::function<double(const Coded&)>& probability) {
  std::mt19937 generator(4);
  std::uniform_real_distribution<double> uniform;
  return Made(Declared("disc"), {"depth-3", "depth-4"}, [&](const Coded& coded, size_t, int) {
    const bool succeeds = uniform(generator) < probability(coded);
    return succeeds ? std::vector<int64_t>{960, 951, 1, 5, 1}
                    : std::vector<int64_t>{960, 950, 0, 4, 0};
  });
}

measurements::Multiverse MadeMultiverse(std::vector<measurements::Grid> grids) {
  measurements::Multiverse made;
  made.provenance.commit = std::string(40, 'c');
  made.provenance.contract_version = 1;
  made.provenance.compiler = "compiler";
  made.provenance.cpu = "cpu";
  made.declaration_digest = std::string(64, 'd');
  made.grids = std::move(grids);
  return made;
}

}  // namespace tenfold::reports
