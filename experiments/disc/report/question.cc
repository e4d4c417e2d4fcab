#include "experiments/disc/report/question.h"

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "experiments/disc/report/parts.h"
#include "experiments/disc/report/texts.h"
#include "experiments/disc/report/verdicts.h"

namespace tenfold::reports {
namespace {

VerdictColumn Column(const RunSet& runs, const char* variant, const char* header) {
  const Setting own = MainSetting(runs, variant);
  Setting library = own;
  library.engine = kBaselineEngine;
  return {
      variant,
      header,
      JudgeDisc(runs, own),
      {{own.engine, own}, {kBaselineEngine, library}, {"decaying rate", With(own, kDecayedRate)}}};
}

std::vector<VerdictColumn> Judge(const RunSet& runs) {
  return {Column(runs, "depth-4", "four hidden layers (its code)"),
          Column(runs, "depth-3", "three hidden layers (its text)")};
}

// Those that claims are decided on, with the report's labels and with the others.
bool ReadsLosses(const RunRecord& record) {
  const std::string& overrides = record.overrides;
  if (record.engine == kBaselineEngine) return false;
  return overrides.empty() || overrides == kDecayedRate ||
         (record.variant == "depth-4" && absl::StartsWith(overrides, kSigns));
}

std::vector<Studies> DrawStudies(const RunSet& runs) {
  std::vector<bool> above;
  for (const RunRecord* record : RunsOf(runs, MainSetting(runs, "depth-4"), kAllSeeds))
    above.push_back(CountAbove95({record}) == 1);
  return {{"paper", above.size(), ResampleDisc(above)}};
}

}  // namespace
}  // namespace tenfold::reports

namespace tenfold::disc {

reports::Question ReportQuestion() {
  using namespace reports;
  Question question;
  question.expected = {
      "disc", "paper", {std::begin(kDiscVariants), std::end(kDiscVariants)}, {{"disc", ""}}};
  question.expected.reads_losses = ReadsLosses;
  question.claims_title = "The disc";
  question.claims_note =
      "That the framework equals the library is a statement about the students' framework, of "
      "which "
      "there is no code here. What is tested in its place is this project's engine beside "
      "LibTorch.";
  question.judge = Judge;
  question.studies = DrawStudies;
  question.task = "to tell the inside of a disc from its outside";
  question.how_decided = {kDiscHowDecidedMd, {AddLearningRates}};
  question.left_open = {kDiscLeftOpenMd, {}};
  question.left_open_below = {kDiscLeftOpenBelowMd, {AddLabels}};
  question.chapter = {kDiscChapterMd, {std::begin(kDiscChapter), std::end(kDiscChapter)}};
  return question;
}

}  // namespace tenfold::disc
