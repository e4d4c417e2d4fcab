// Text of others on its way out, a function for each kind of output: what a file, a flag or a
// library says must not pass for what a program says, act on a terminal, or be run.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace tenfold {

// A line for a terminal or a log, without its end: line breaks, escape sequences, all other control
// characters, characters that turn the direction of text and bytes that are no UTF-8 are shown as
// escapes, such as \n, \x1b and \xe2\x80\xae. All else is as it was, backslashes too.
std::string PlainLine(absl::string_view text);

// What a user or a file said, as part of a message of one line: in quotes, with escapes for what is
// not printable, and shortened if it is long.
std::string Quoted(absl::string_view text);

// A word of a command, on one line, as bash reads it back.
std::string ShellWord(absl::string_view text);

// A field of a CSV file that is text: quoted after RFC 4180 where needed, control characters other
// than line breaks as PlainLine shows them, and an apostrophe in front of what a spreadsheet would
// take for a formula.
std::string CsvField(absl::string_view text);

}  // namespace tenfold
