#include "experiments/measurements/growing_file.h"

#include "absl/strings/str_cat.h"
#include "base/text/quoted.h"

namespace tenfold::measurements {

absl::Status ExpectIdentity(const std::string& path, const Identity& found,
                            const Identity& expected) {
  for (const auto& [name, value] : expected) {
    if (found.at(name) == value) continue;
    return absl::FailedPreconditionError(
        absl::StrCat(path, ": its ", name, " is ", Quoted(found.at(name)), ", not this program's ",
                     Quoted(value), "; expected another --output"));
  }
  return absl::OkStatus();
}

}  // namespace tenfold::measurements
