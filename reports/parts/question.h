// What a question gives to the report: everything that is about its experiment alone.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reports/claims/claim.h"
#include "reports/claims/studies.h"
#include "reports/input/run_set.h"
#include "reports/parts/parts.h"

namespace tenfold::reports {

// The judgements of one column of the table of verdicts, on all of the question's claims.
struct VerdictColumn {
  std::string name;    // of the preset or variant, in tables/verdicts.csv
  std::string header;  // on the page
  std::vector<Judgement> judgements;
  std::vector<std::pair<std::string, Setting>> settings;  // what it judges, by name
  bool of_grid = false;  // over a grid of settings: n counts these, and no p-value is corrected
};

// Text of the page, with the parts that set its values.
struct Section {
  const char* text = "";
  std::vector<Part> parts;
};

// A long text that has a file of its own beside REPORT.md, and is folded on the page for a browser:
// not written if all of its sections are left out.
struct Document {
  const char* name;  // "SEARCH.md"
  const char* text;
};

struct Question {
  // Without an experiment it is about the runs of the others, and on every page that one is on.
  Expectation expected;

  // Its claims: a table below TITLE with NOTE after it.
  const char* claims_title = "";
  const char* claims_note = "";
  // Null if it has none. The first column is the one that counts; each stands by itself until all
  // questions' first columns are corrected together, and likewise their second ones.
  std::vector<VerdictColumn> (*judge)(const RunSet&) = nullptr;
  // What studies of ten seeds would have concluded, of one preset or more; null if nobody asks.
  std::vector<Studies> (*studies)(const RunSet&) = nullptr;
  // What a grid of settings says of claims, of other questions' too; null or empty if there is
  // none.
  std::vector<Judgement> (*judge_grid)(const ReportInput&) = nullptr;

  const char* task = "";            // what the networks are trained for: "to tell a from b"
  Section picture;                  // of the task, for the first screen; text may stay empty
  Section how_decided;              // below "How the claims were decided"
  Section left_open;                // lines of the list of what the report leaves open
  Section left_open_below;          // that list
  Section chapter;                  // of its own: begins with "## " and a title
  std::vector<Document> documents;  // that its texts link to
};

inline std::vector<Expectation> ExpectationsOf(const std::vector<Question>& questions) {
  std::vector<Expectation> expectations;
  for (const Question& question : questions) {
    if (!question.expected.experiment.empty()) expectations.push_back(question.expected);
  }
  return expectations;
}

}  // namespace tenfold::reports
