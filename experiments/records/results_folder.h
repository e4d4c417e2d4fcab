// What belongs in a results folder, for all that read or write one.
//
// Below the folder, which itself may be reached through a link, there are folders and regular files
// and nothing else. Links are not followed: whatever reads or writes the folder refuses one
// anywhere below it, with one line that names it, and so pipes, sockets and devices. Only foreign/,
// which nothing reads, may hold them: there `store check --repair` puts them. Hidden folders are
// nobody's business.
//
// A folder is looked through when a command begins. What is read later is opened so that no link is
// followed (ReadFileBelow); what is written goes by path. Who puts a link in the place of a folder
// while a command runs can have it write elsewhere: only people who trust each other share a
// folder.
//
// A folder that a store has made bears a mark. What killed processes have left half written is
// removed from such a folder only; without the mark, in the folders of earlier versions or of
// others, it is read over.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/walk.h"

namespace tenfold {

inline constexpr char kMarkName[] = ".tenfold";
inline constexpr char kMarkText[] =
    "Made by Tenfold, which removes from this folder what its own killed processes have left half "
    "written, and nothing else.\n";

// Whether a path begins with a folder that holds no current records.
bool IsReserved(absl::string_view path);

// Why an entry does not belong there, for a line that begins with its path; "" if it does. A folder
// with the ending of a file that Tenfold writes stands where a file belongs.
std::string WhyMisplaced(absl::string_view path, EntryKind kind);

// The error of all that refuse an entry; it ends with what to do about it.
inline constexpr absl::string_view kMisplacedAdvice =
    "; expected folders and files only: move it away, or let `store check --repair` set it aside "
    "(./bazelw run //experiments:store)";
absl::Status Misplaced(const std::string& results_dir, absl::string_view path, EntryKind kind);

// As Walk; FailedPrecondition, when all has been visited, if there are links or what is neither a
// folder nor a file: it names the first.
absl::Status WalkResults(const std::string& results_dir,
                         const std::function<void(const std::string& path, EntryKind kind)>& visit);

// Makes <folder>/<path>.<number> of a results folder by `put`, with the first number that is free;
// the ending of a record stays at the end. Returns the new path. FailedPrecondition if a link is in
// the way.
absl::StatusOr<std::string> PutAside(
    const std::string& results_dir, absl::string_view folder, absl::string_view path,
    const std::function<absl::Status(const std::string& free)>& put);

// Records that have the same key as their run's but other bits, as PutAside names them.
inline constexpr char kConflictingFolder[] = "conflicting";
bool IsConflict(absl::string_view path);

// What is said of so many until a person has settled them.
std::string ConflictLine(absl::string_view results_dir, size_t conflicts);

}  // namespace tenfold
