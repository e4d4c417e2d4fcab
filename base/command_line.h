// What the command lines of all programs have in common.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace tenfold {

// What a program does first. Opens descriptors 0 to 2 where they are closed, has the program end
// with 1 if what it has printed could not be written, parses the flags and returns the other
// arguments. --help prints `usage` and the flags of the source files whose paths have `source` in
// them, or one of several separated by commas, and ends the program with 0; a flag that is wrong,
// or given twice, ends it with 1 and a line that says why.
//
// A flag that is among `repeatable` may be given several times; its value is then all of them, with
// a newline between.
std::vector<std::string> ParseCommandLine(absl::string_view usage, const std::string& source,
                                          int argc, char** argv,
                                          const std::vector<std::string>& repeatable = {});

// The same but for the arguments: for programs that read these otherwise. Also makes a file that
// may not grow (ulimit -f) an error in place of the program's end, and ends the program with 1 and
// a line if something is thrown that nobody catches, as where memory runs out.
void StartProgram();

// A line on stderr, "error: ..." (PlainLine of quoted.h).
void SayError(absl::string_view message);

// For programs that have flags only: InvalidArgument if there are other arguments.
absl::Status RefuseArguments(const std::vector<std::string>& arguments);

// Whether an argument is --NAME or --NAME=VALUE of a flag that the program has, for programs that
// know of other arguments what to say.
bool IsFlag(absl::string_view argument);

}  // namespace tenfold
