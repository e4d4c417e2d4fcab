// Run records as they are written: with a checksum, so that a flipped bit or a later edit is
// noticed. It is against accidents: whoever can write a file can compute its checksum anew.
//
// The last member, "checksum", is the SHA-256 (hexadecimal) of the record without it as one line of
// JSON: the bytes of a sealed line with `,"checksum":"..."` taken out.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/records/run_record.h"

namespace tenfold {

inline constexpr char kChecksumMember[] = "checksum";

std::string ChecksumOf(const RunRecord& record);

// Indented and ended by a newline, for a file of its own.
std::string SealedText(const RunRecord& record);

// On one line, without a newline.
std::string SealedLine(const RunRecord& record);

// The record of a sealed text. InvalidArgument if it is no run record, has no checksum, or is not
// byte for byte what was written.
absl::StatusOr<RunRecord> ParseSealedText(absl::string_view text);

// What becomes of a line without a checksum, which is from elsewhere: it is read, or refused where
// what is read is written again, as it would be sealed then.
enum class Unsealed { kRead, kRefused };

// The record of a line.
absl::StatusOr<RunRecord> ParseSealedLine(absl::string_view line, Unsealed unsealed);

// The error of kRefused.
absl::Status NoChecksum();

}  // namespace tenfold
