#include "base/command_line.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <set>

#include "absl/flags/parse.h"
#include "absl/flags/reflection.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/text/quoted.h"

namespace tenfold {
namespace {

// Otherwise the next file that is opened takes the number of what is closed, and what is printed
// goes into it.
void OpenClosedDescriptors() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    // The lowest number that is free is this one.
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDWR) < 0) std::abort();
  }
}

// Output that is lost is an error, whatever else the program has done.
void RequireOutput() {
  const bool printed = std::cout.flush().good();
  const bool flushed = std::fflush(stdout) == 0;
  if (printed && flushed && std::ferror(stdout) == 0) return;
  std::fprintf(stderr, "error: stdout: cannot be written\n");
  std::_Exit(1);
}

// Of any thread. Takes no memory where there is none.
[[noreturn]] void SayWhatWasThrown() {
  const std::exception_ptr thrown = std::current_exception();
  if (thrown == nullptr) std::abort();
  try {
    std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
    std::fputs("error: out of memory\n", stderr);
  } catch (const std::exception& exception) {
    SayError(exception.what());
  } catch (...) {
    SayError("something was thrown");
  }
  std::_Exit(1);
}

// Abseil's help ends the program with 1, as if something were wrong.
[[noreturn]] void EndWell() {
  RequireOutput();
  std::fflush(nullptr);
  std::_Exit(0);
}

bool AsksForHelp(absl::string_view argument) {
  return argument == "--help" || argument == "-help" || absl::StartsWith(argument, "--help=");
}

// Of a flag that is given twice Abseil takes the last, as if the first had not been meant.
void RefuseRepeatedFlags(int argc, char** argv) {
  std::set<absl::string_view> names;
  for (int i = 1; i < argc && argv[i] != absl::string_view("--"); ++i) {
    absl::string_view name = argv[i];
    if (!absl::ConsumePrefix(&name, "-")) continue;
    absl::ConsumePrefix(&name, "-");
    name = name.substr(0, name.find('='));
    if (name.empty() || names.insert(name).second) continue;
    std::fprintf(stderr,
                 "error: --%s is given twice; expected once, several values separated by commas\n",
                 std::string(name).c_str());
    std::exit(1);
  }
}

// Of each of the flags one argument: `--net=a --net b` becomes "--net=a\nb" in place of the first.
void JoinRepeated(const std::vector<std::string>& flags, std::vector<std::string>& arguments) {
  for (const std::string& flag : flags) {
    size_t first = 0;
    for (size_t i = 1; i < arguments.size() && arguments[i] != "--"; ++i) {
      absl::string_view value = arguments[i];
      if (!absl::ConsumePrefix(&value, "-")) continue;
      absl::ConsumePrefix(&value, "-");
      if (!absl::ConsumePrefix(&value, flag)) continue;
      const bool alone = value.empty();
      if (!alone && !absl::ConsumePrefix(&value, "=")) continue;
      if (alone && i + 1 == arguments.size()) continue;  // Abseil says that a value is missing
      const std::string its_value = alone ? arguments[i + 1] : std::string(value);
      const auto place = arguments.begin() + static_cast<std::ptrdiff_t>(i);
      arguments.erase(place, place + (alone ? 2 : 1));
      if (first == 0) {
        first = i;
        arguments.insert(place, absl::StrCat("--", flag, "=", its_value));
      } else {
        absl::StrAppend(&arguments[first], "\n", its_value);
        --i;
      }
    }
  }
}

}  // namespace

void StartProgram() {
  OpenClosedDescriptors();
  std::atexit(RequireOutput);
  std::signal(SIGXFSZ, SIG_IGN);
  std::set_terminate(SayWhatWasThrown);
}

void SayError(absl::string_view message) {
  std::fprintf(stderr, "error: %s\n", PlainLine(message).c_str());
}

std::vector<std::string> ParseCommandLine(absl::string_view usage, const std::string& source,
                                          int argc, char** argv,
                                          const std::vector<std::string>& repeatable) {
  StartProgram();
  absl::FlagsUsageConfig config;
  config.contains_help_flags =
      [sources = std::vector<std::string>(absl::StrSplit(source, ','))](absl::string_view file) {
        return std::any_of(sources.begin(), sources.end(),
                           [file](const std::string& one) { return absl::StrContains(file, one); });
      };
  absl::SetFlagsUsageConfig(config);
  absl::SetProgramUsageMessage(usage);
  for (int i = 1; i < argc && argv[i] != absl::string_view("--"); ++i) {
    if (!AsksForHelp(argv[i])) continue;
    std::atexit(EndWell);
    char* help[] = {argv[0], argv[i], nullptr};
    absl::ParseCommandLine(2, help);
  }
  // Flags may point to the arguments for as long as the program runs.
  static std::vector<std::string>& arguments = *new std::vector<std::string>(argv, argv + argc);
  JoinRepeated(repeatable, arguments);
  std::vector<char*> joined;
  for (std::string& argument : arguments) joined.push_back(argument.data());
  const int count = static_cast<int>(joined.size());
  joined.push_back(nullptr);
  RefuseRepeatedFlags(count, joined.data());
  const std::vector<char*> rest = absl::ParseCommandLine(count, joined.data());
  return {rest.begin() + 1, rest.end()};
}

absl::Status RefuseArguments(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(Quoted(arguments[0]), " is not a flag; flags begin with --"));
}

bool IsFlag(absl::string_view argument) {
  return absl::ConsumePrefix(&argument, "--") &&
         absl::FindCommandLineFlag(argument.substr(0, argument.find('='))) != nullptr;
}

}  // namespace tenfold
