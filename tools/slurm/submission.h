// What the command line of submit asks for.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace tenfold::slurm {

using Words = std::vector<std::string>;

struct Submission {
  Words merge;          // folders, absolute
  Words sbatch;         // options
  std::string program;  // its name, such as experiments/pairs
  Words flags;          // of the program
  int tasks = 0;
  std::string results_dir;  // absolute
  bool one_job = false, dry_run = false;
};

// As ParseCommandLine; InvalidArgument says in one line what is wrong.
absl::StatusOr<Submission> ParseSubmission(int argc, char** argv);

// Of a program by its name, among the runfiles.
absl::StatusOr<std::string> ProgramPath(const std::string& runfiles, const std::string& name);

}  // namespace tenfold::slurm
