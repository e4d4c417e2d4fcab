// Bytes in the gzip format (RFC 1952).
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace tenfold {

// Whether the bytes begin as gzip does.
bool IsGzip(absl::string_view bytes);

// The same bytes for the same text with one version of zlib: no name and no time.
std::string Gzip(absl::string_view text);

// The text; of several members one behind the other. InvalidArgument if the stream is corrupt or
// breaks off, OutOfRange if the text has more than `max_bytes`.
absl::StatusOr<std::string> Gunzip(absl::string_view bytes, int64_t max_bytes);

}  // namespace tenfold
