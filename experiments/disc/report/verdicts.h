// The verdicts on what the report says of the disc, and what they are made of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/disc/report/claims.h"
#include "reports/claims/studies.h"
#include "reports/input/run_set.h"

namespace tenfold::reports {

// The claim that a higher, decaying learning rate would change the stall is held against this.
inline constexpr char kDecayedRate[] = "learning_rate=0.1,schedule=linear";

// What the report does not have, in place of 1 and 0: labels 1 and -1.
inline constexpr char kSigns[] = "labels=plus-minus-one";

// The mean squared error that the best constant answer leaves, half of the points being inside: 1/4
// for labels 1 and 0, 1 for 1 and -1.
double StallLevel(const RunRecord& record);

struct Plateau {
  int length = 0;      // epochs
  bool ended = false;  // whether the training was long enough to see its end
  double mean = 0.0;   // of the losses there; 0 for a length of 0
};

// The loss is on the plateau from the first epoch whose mean loss is at most 10 % above the level
// to the last before the first that is more than 10 % below it. One epoch is about the least that
// can be told; no epoch there is a length of 0.
Plateau FindPlateau(const std::vector<double>& train_loss, double level);
Plateau PlateauOf(const RunRecord& record);

// How many of these runs are above 95 % on both sets.
int CountAbove95(const std::vector<const RunRecord*>& runs);

// What the report shows of a variant with the main engine: a setting of the preset.
Setting MainSetting(const RunSet& runs, const std::string& variant);

// The setting with a further override.
Setting With(Setting setting, const std::string& override);

// Those of the setting's runs with one of these seeds.
std::vector<const RunRecord*> RunsOf(const RunSet& runs, const Setting& setting,
                                     const SeedRange& seeds);

// Plateau lengths of one setting minus those of another, of the seeds of which both have losses.
std::vector<double> ShorterBy(const std::vector<const RunRecord*>& longer,
                              const std::vector<const RunRecord*>& shorter);

// One for each claim, in their order, each by itself (CorrectTogether), on the runs of a setting
// without a changed rate. What is about losses is decided on the runs that have them.
std::vector<Judgement> JudgeDisc(const RunSet& runs, const Setting& setting);

// What studies of ten seeds conclude about the claim that all runs are above 95 %, by whether each
// run is: as the report if all of a study are, the opposite if not. Empty if runs are too few.
std::vector<Conclusions> ResampleDisc(const std::vector<bool>& above, int studies = kStudies);

}  // namespace tenfold::reports
