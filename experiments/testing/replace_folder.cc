// replace_folder TARGET TEXT within|in_place_of|new: replaces a folder of three files that say
// TEXT.
#include <cstdio>
#include <string>

#include "absl/strings/string_view.h"
#include "base/staged_folder.h"

namespace tenfold {
namespace {

absl::Status Replace(const std::string& target, absl::string_view text, absl::string_view how) {
  absl::StatusOr<StagedFolder> staged = how == "new"      ? StagedFolder::New(target)
                                        : how == "within" ? StagedFolder::Within(target, "mark")
                                                          : StagedFolder::InPlaceOf(target, "mark");
  if (!staged.ok()) return staged.status();
  for (const char* name : {"mark", "a", "sub/b"}) {
    if (absl::Status status = staged->Write(name, text); !status.ok()) return status;
  }
  return staged->Commit();
}

}  // namespace
}  // namespace tenfold

int main(int, char** argv) {
  const absl::Status status = tenfold::Replace(argv[1], argv[2], argv[3]);
  if (status.ok()) return 0;
  std::fprintf(stderr, "error: %s\n", std::string(status.message()).c_str());
  return 1;
}
