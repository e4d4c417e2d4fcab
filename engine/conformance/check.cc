// Holds the engine to the kit, or with --update writes its answers into the kit.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/conformance/kit.h"
#include "engine/numerics/floating_point_environment.h"
#include "experiments/sweeps/provenance.h"

ABSL_FLAG(std::string, only, "",
          "Only engines with this in their names: reference, simd avx512, simd neon, simd scalar.");
ABSL_FLAG(std::vector<std::string>, cases, {},
          "Only cases with one of these in the names of their files or their own, separated by "
          "commas. Default: all.");
ABSL_FLAG(bool, soak, false,
          "Whole runs, and the elementary functions on all floats, in place of first epochs and "
          "every 257th float.");
ABSL_FLAG(std::string, update, "",
          "Folder of the kit: writes into its files what `reference` answers. For new cases; the "
          "answers to others change with the numeric contract alone.");

namespace tenfold::conformance {
namespace {

// By `reference` and the fastest `simd`, which have to agree; whole runs by the latter alone, as
// plain loops take hours for them.
absl::Status Update(const std::string& folder, const Respondent& reference, Respondent simd) {
  simd.soak = true;
  for (const char* name : kFiles) {
    const std::string path = absl::StrCat(folder, "/", name);
    TENFOLD_ASSIGN_OR_RETURN(std::vector<Json> cases, ReadCases(path));
    for (Json& test_case : cases) {
      const Json by_reference = Answer(test_case, reference);
      Json answer = Answer(test_case, simd);
      if (answer.contains("first_step")) answer["first_step"] = by_reference.at("first_step");
      test_case["answer"] = std::move(answer);
      const std::string difference = FirstDifference(test_case, by_reference, reference);
      if (!difference.empty()) {
        return absl::InternalError(absl::StrCat(test_case["name"].get<std::string>(),
                                                ": the engines differ: ", difference));
      }
    }
    TENFOLD_RETURN_IF_ERROR(WriteFileAtomically(path, CasesText(cases)));
  }
  return absl::OkStatus();
}

bool IsAsked(const std::string& file, const Json& test_case) {
  const std::vector<std::string> asked = absl::GetFlag(FLAGS_cases);
  const std::string name = absl::StrCat(file, " ", test_case["name"].get<std::string>());
  return asked.empty() || std::any_of(asked.begin(), asked.end(), [&](const std::string& text) {
           return absl::StrContains(name, text);
         });
}

// Whether all answers are right.
absl::StatusOr<bool> Check(const std::string& argv0, const Respondent& respondent) {
  int right = 0, all = 0;
  for (const char* name : kFiles) {
    const absl::StatusOr<std::vector<Json>> cases = ReadCases(KitFile(argv0, name));
    if (!cases.ok()) return cases.status();
    for (const Json& test_case : *cases) {
      if (!IsAsked(name, test_case)) continue;
      const std::string difference =
          FirstDifference(test_case, Answer(test_case, respondent), respondent);
      ++all;
      right += difference.empty();
      if (difference.empty()) continue;
      std::printf("DIFFERS %s\n",
                  PlainLine(absl::StrCat(name, ": ", test_case["name"].get<std::string>(), ": ",
                                         difference))
                      .c_str());
    }
  }
  if (all == 0) return absl::InvalidArgumentError("--cases: no case has one of these in its name");
  std::printf("%d of %d answers are right (%s)\n", right, all, NameOf(respondent).c_str());
  return right == all;
}

absl::StatusOr<bool> Main(const std::string& argv0) {
  const ContractFloatingPoint floating_point;
  const absl::StatusOr<Engines> engines = AllEngines(argv0, absl::GetFlag(FLAGS_soak));
  if (!engines.ok()) return engines.status();
  const std::string folder = absl::GetFlag(FLAGS_update), only = absl::GetFlag(FLAGS_only);
  if (!folder.empty() && !only.empty()) {
    return absl::InvalidArgumentError(
        "--only changes nothing with --update, which asks all engines");
  }
  if (!folder.empty()) {
    const absl::Status status =
        Update(folder, engines->respondents.at(0), engines->respondents.at(1));
    if (!status.ok()) return status;
    return true;
  }
  std::printf("compiler: %s\n", ProcessProvenance("")["compiler"].get<std::string>().c_str());
  bool right = true, any = false;
  for (const Respondent& respondent : engines->respondents) {
    if (!absl::StrContains(NameOf(respondent), only)) continue;
    any = true;
    TENFOLD_ASSIGN_OR_RETURN(const bool checked, Check(argv0, respondent));
    right = right && checked;
  }
  if (!any) {
    return absl::InvalidArgumentError(
        absl::StrCat("--only=", only, ": no engine has this in its name"));
  }
  return right;
}

}  // namespace
}  // namespace tenfold::conformance

int main(int argc, char** argv) {
  const absl::Status status = tenfold::RefuseArguments(tenfold::ParseCommandLine(
      "Holds the engine to the conformance kit (engine/conformance/README.md). Exit code 0 if all "
      "answers are right, 1 if one is not or after an error.",
      "conformance/check", argc, argv));
  const absl::StatusOr<bool> right =
      status.ok() ? tenfold::conformance::Main(argv[0]) : absl::StatusOr<bool>(status);
  if (!right.ok()) tenfold::SayError(right.status().message());
  return right.ok() && *right ? 0 : 1;
}
