// A claim of the report that is reproduced, as data, and from tests of it to a verdict.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "statistics/estimate.h"
#include "statistics/inference.h"

namespace tenfold::reports {

struct Claim {
  const char* id;
  const char* where;  // in the report
  const char* quote;
  const char* short_form;       // what the page calls it
  double value = 0.0;           // what is stated,
  double margin = 0.0;          // and what it may be off by
  const char* part_of = "";     // the id of the claim that it is a part or another reading of
  const char* decided_by = "";  // "TOST, contradicted if outside (t)": in words for the page
};

// What the page calls it: with a dash if it is a part of one above it.
std::string ClaimText(const Claim& claim);

enum class Verdict {
  kNothing,       // fewer than two seeds to decide on
  kInconclusive,  // they do not decide
  kReproduced,
  kContradicted,
  kDepends,  // over a grid of settings: on the setting
};

// "reproduced", "contradicted", "inconclusive", "no runs", "depends"
const char* Name(Verdict verdict);

// How the page shows an effect: times `scale`, in text with `name`, in a figure on an axis `axis`.
struct Unit {
  int decimals;
  bool has_sign;
  double scale;
  const char* name;
  const char* axis;
};
inline constexpr Unit kPoints = {2, true, 100.0, " points", "percentage points of test accuracy"};
inline constexpr Unit kPartOfRuns = {0, false, 100.0, " % of runs", "% of runs"};

// What a claim says an effect is, in the effect's unit: `value` within `margin`, or more than
// `value`, where what is within `margin` of it counts as equal.
struct Stated {
  double value;
  double margin = 0.0;
  bool or_more = false;
};

// What a test says, if its p-value is small enough.
struct Evidence {
  Verdict says;
  double p;
  const char* test;  // "t", "TOST", "sign flips"
};

struct Judgement {
  const Claim* claim = nullptr;
  Verdict verdict = Verdict::kNothing;  // says, or inconclusive
  int n = 0;                            // seeds; of a grid, settings
  const char* word = nullptr;           // for the verdict on the page, in place of Name
  // What the verdict is about (a difference of accuracies, a part of all runs, epochs), with its
  // 95 % interval, where there is one.
  std::optional<statistics::Interval> effect;
  const Unit* unit = &kPoints;  // of the effect, of `stated` and of `compared`
  std::string detail;           // what else there is to say
  bool detail_alone = false;    // whether `detail` says it in place of the effect

  std::optional<Stated> stated;
  std::vector<double> compared;  // the numbers that decide where no single effect does

  // The test that speaks for a verdict, and the p-value of that test: by itself, and after Holm's
  // correction for all that is decided together.
  Verdict says = Verdict::kInconclusive;
  const char* test = "";
  std::optional<double> p, holm_p;

  // Takes that with the smallest p-value, and decides by it alone. Of what speaks for a claim and
  // what speaks against it only one can be an error, so the smaller p-value needs no correction.
  void Decide(const std::vector<Evidence>& evidence);
};

// Holm's correction over all of them that have a p-value. What is not below kAlpha then is
// inconclusive.
void CorrectTogether(const std::vector<Judgement*>& judgements);

// Evidence of several tests: that all say the same (an intersection-union test), and that at least
// one does (Holm). `test` names the result, such as "TOST, all of 8".
Evidence AllOf(Verdict says, const std::vector<double>& p_values, const char* test);
Evidence OneOf(Verdict says, const std::vector<double>& p_values, const char* test);

// Whether a mean is above zero: reproduced if so, contradicted if below or within the margin of
// zero. What is above zero counts, however small. `zero_p`, two-sided, is that of the test `test`.
Judgement DecideAboveZero(const statistics::Estimate& estimate, double zero_p, const char* test,
                          double margin);
Judgement DecideAboveZero(const std::vector<double>& values, double margin);  // by ZeroMeanP

// Whether a mean is `value` +- margin.
Judgement DecideEqual(const std::optional<statistics::Estimate>& estimate, double value,
                      double margin, const char* equivalence = "TOST", const char* outside = "t");

// Whether the probability behind `successes` of `n` is `value` or more.
Judgement DecideAtLeast(int successes, int n, double value);

// Whether it is more than one half.
Judgement DecideMost(int successes, int n);

// "✓", "✗", "?", "⇄"; "–" for no runs.
const char* Sign(Verdict verdict);

// The number behind a verdict: "+1.02 [+0.80, +1.24] points". `detail` where there is none.
std::string EffectText(const Judgement& judgement);

// The same without interval: "+1.02 points".
std::string EstimateText(const Judgement& judgement);

// The judgement in one cell of a table: "**✓ reproduced** +1.02 [+0.80, +1.24] points". With
// "(n = 1000)" unless n is the one that the table says of all.
std::string CellText(const Judgement& judgement, int n_of_all);

}  // namespace tenfold::reports
