// Of C++ sources and the options that they are compiled with, digests as a header.
//
//   source_digest OUTPUT NAMESPACE FLAGS [NAME LIST]...
//
// FLAGS and each LIST are files: of the options that all sources are compiled with, in order, and
// of a line a source: its path, a tab, the options of its own. A digest depends on what the sources
// say (normalised_source.h) and on options, not on names, places or warnings that are asked for.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/command_line.h"
#include "base/files.h"
#include "base/signals.h"
#include "base/text/digest.h"
#include "tools/normalised_source.h"

namespace tenfold {
namespace {

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.good() || file.eof()) return text;
  SayError(absl::StrCat(path, ": cannot be read"));
  std::exit(1);
}

// Warnings and debug information decide nothing.
std::string DecidingOptions(absl::string_view options) {
  const std::vector<std::string> all = absl::StrSplit(options, ' ', absl::SkipWhitespace());
  std::vector<std::string> deciding;
  for (const std::string& option : all) {
    if (!absl::StartsWith(option, "-W") && !absl::StartsWith(option, "-g")) {
      deciding.push_back(option);
    }
  }
  return absl::StrJoin(deciding, " ");
}

class Digests {
 public:
  explicit Digests(absl::string_view options) : options_(DecidingOptions(options)) {}

  std::string Of(const std::string& list) {
    std::vector<std::string> sources;
    for (absl::string_view line : absl::StrSplit(list, '\n', absl::SkipEmpty())) {
      const std::pair<std::string, std::string> source = absl::StrSplit(line, '\t');
      sources.push_back(absl::StrCat(OfFile(source.first), " ", DecidingOptions(source.second)));
    }
    // The same file may be in several libraries, or be there twice.
    std::sort(sources.begin(), sources.end());
    sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
    return Sha256Hex(absl::StrCat(options_, "\n", absl::StrJoin(sources, "\n")));
  }

 private:
  const std::string& OfFile(const std::string& path) {
    std::string& digest = by_path_[path];
    if (digest.empty()) digest = Sha256Hex(NormalisedSource(Read(path)));
    return digest;
  }

  const std::string options_;
  std::map<std::string, std::string> by_path_;
};

int Main(const std::vector<std::string>& arguments) {
  Digests digests(absl::StrJoin(absl::StrSplit(Read(arguments[2]), '\n'), " "));
  std::string header = absl::StrCat(
      "#pragma once\n\n#include <map>\n#include <string>\n\nnamespace ", arguments[1],
      " {\n\ninline std::map<std::string, std::string> SourceDigests() {\n  return {\n");
  for (size_t i = 3; i + 1 < arguments.size(); i += 2) {
    absl::StrAppend(&header, "      {\"", arguments[i], "\", \"",
                    digests.Of(Read(arguments[i + 1])), "\"},\n");
  }
  absl::StrAppend(&header, "  };\n}\n\n}\n");
  return ExitCode(WriteFileAtomically(arguments[0], header));
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) {
  tenfold::StartProgram();
  if (argc < 4) {
    tenfold::SayError("expected OUTPUT NAMESPACE FLAGS [NAME LIST]...");
    return 1;
  }
  return tenfold::Main({argv + 1, argv + argc});
}
