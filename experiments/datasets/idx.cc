#include "experiments/datasets/idx.h"

#include <errno.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "base/status_macros.h"

namespace tenfold {
namespace {

constexpr size_t kBlockSize = 1 << 20;
constexpr uint32_t kUnsignedBytes = 0x08;
constexpr int64_t kMaxDeflateRatio = 1032;  // zlib.net/zlib_tech.html
constexpr int kMaxRank = 4;

// Reads a file's content, decompressed if it is gzipped.
class Reader {
 public:
  Reader(const std::string& path, Sha256& digest) : path_(path), digest_(digest) {}

  absl::Status Open() {
    // A folder can be opened and a pipe blocks: neither is what was meant.
    std::error_code error;
    if (!std::filesystem::exists(path_, error)) {
      return error ? absl::FailedPreconditionError(absl::StrCat(path_, ": ", error.message()))
                   : absl::NotFoundError(absl::StrCat(path_, ": no such file"));
    }
    if (!std::filesystem::is_regular_file(path_, error)) return Error("not a regular file");
    errno = 0;
    file_.reset(gzopen(path_.c_str(), "rbe"));
    if (file_ == nullptr) return Error(absl::StrCat("cannot open: ", std::strerror(errno)));
    return absl::OkStatus();
  }

  // Appends up to `size` bytes, fewer only where the content ends.
  absl::Status Append(size_t size, std::vector<uint8_t>& bytes) {
    while (size > 0) {
      const size_t before = bytes.size();
      bytes.resize(before + std::min(size, kBlockSize));
      const int count =
          gzread(file_.get(), bytes.data() + before, static_cast<unsigned>(bytes.size() - before));
      if (count < 0) return ReadError();
      bytes.resize(before + static_cast<size_t>(count));
      digest_.AddNumbers(absl::MakeConstSpan(bytes).subspan(before));
      size -= static_cast<size_t>(count);
      if (count == 0) break;
    }
    return absl::OkStatus();
  }

  // Whether the content is what is in the file; known once some of it was read.
  bool IsPlain() const { return gzdirect(file_.get()) != 0; }

  // Whether the last Append() found the end of the content because the file breaks off within a
  // gzip stream.
  bool BreaksOff() const {
    int code = Z_OK;
    gzerror(file_.get(), &code);
    return code == Z_BUF_ERROR;
  }

  absl::Status Error(absl::string_view what) const {
    return absl::InvalidArgumentError(absl::StrCat(path_, ": ", what));
  }

 private:
  struct Close {
    void operator()(gzFile file) const { gzclose(file); }
  };

  absl::Status ReadError() const {
    const int system_error = errno;
    int code = Z_OK;
    const char* message = gzerror(file_.get(), &code);
    if (code == Z_ERRNO) return Error(absl::StrCat("cannot read: ", std::strerror(system_error)));
    // zlib puts the path before its message.
    absl::string_view reason = message;
    if (const size_t colon = reason.rfind(": "); colon != reason.npos)
      reason.remove_prefix(colon + 2);
    return Error(absl::StrCat("corrupt gzip stream: ", reason));
  }

  const std::string& path_;
  Sha256& digest_;
  std::unique_ptr<gzFile_s, Close> file_;
};

uint32_t BigEndian(const uint8_t* bytes) {
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | bytes[3];
}

}  // namespace

absl::StatusOr<IdxArray> ReadIdx(
    const std::string& path, int rank, Sha256& digest,
    const std::function<absl::Status(const std::vector<int>& dimensions)>& check) {
  Reader reader(path, digest);
  TENFOLD_RETURN_IF_ERROR(reader.Open());
  std::vector<uint8_t> header;
  // The magic number first: a file of another kind may be shorter than the header, too.
  TENFOLD_RETURN_IF_ERROR(reader.Append(4, header));
  if (rank == kAnyRank) {
    rank = 1;
    if (header.size() == 4 && header[3] >= 1 && header[3] <= kMaxRank) rank = header[3];
  }
  const size_t header_size = 4 + 4 * static_cast<size_t>(rank);
  const uint32_t magic = kUnsignedBytes << 8 | static_cast<uint32_t>(rank);
  if (header.size() == 4 && BigEndian(header.data()) != magic) {
    return reader.Error(absl::StrCat("wrong magic number: expected 0x",
                                     absl::Hex(magic, absl::kZeroPad8), " (unsigned bytes, ", rank,
                                     rank == 1 ? " dimension" : " dimensions", "), found 0x",
                                     absl::Hex(BigEndian(header.data()), absl::kZeroPad8)));
  }
  TENFOLD_RETURN_IF_ERROR(reader.Append(header_size - 4, header));
  if (header.size() < header_size) {
    return reader.Error(absl::StrCat("cut short: expected a header of ", header_size,
                                     " bytes, found ", header.size(), " bytes"));
  }

  std::vector<uint32_t> claimed;
  int64_t size = 1;
  bool plausible = true;
  for (int i = 0; i < rank; ++i) {
    claimed.push_back(BigEndian(header.data() + 4 + 4 * i));
    plausible = plausible && claimed.back() > 0 && claimed.back() <= kMaxIdxBytes / size;
    if (plausible) size *= claimed.back();
  }
  if (!plausible) {
    return reader.Error(absl::StrCat("absurd dimensions ", absl::StrJoin(claimed, " x "),
                                     ": expected 1 to ", kMaxIdxBytes, " bytes in all"));
  }

  IdxArray array;
  array.dimensions.assign(claimed.begin(), claimed.end());
  if (check != nullptr) {
    TENFOLD_RETURN_IF_ERROR(check(array.dimensions));
  }
  const std::string expected = absl::StrCat(size, " bytes (", absl::StrJoin(claimed, " x "), ")");
  const auto cut_short = [&](int64_t found) {
    return reader.Error(
        absl::StrCat("cut short: expected ", expected, " after the header, found ", found));
  };
  const auto trailing_bytes = [&] {
    return reader.Error(
        absl::StrCat("trailing bytes: expected the end after ", expected, " and the header"));
  };
  // What cannot be is not read, which may take long.
  std::error_code error;
  const auto file_size = static_cast<int64_t>(std::filesystem::file_size(path, error));
  const bool has_size = !error && file_size > 0;
  if (has_size && reader.IsPlain()) {
    const int64_t found = file_size - static_cast<int64_t>(header_size);
    if (found < size) return cut_short(found);
    if (found > size) return trailing_bytes();
  } else if (has_size && size / kMaxDeflateRatio > file_size) {
    return reader.Error(absl::StrCat("cut short: expected ", expected,
                                     " after the header, more than ", file_size,
                                     " compressed bytes can hold"));
  }
  TENFOLD_RETURN_IF_ERROR(reader.Append(static_cast<size_t>(size), array.values));
  if (const auto found = static_cast<int64_t>(array.values.size()); found < size) {
    return cut_short(found);
  }
  // Reading on also makes zlib look at the checksum.
  std::vector<uint8_t> rest;
  TENFOLD_RETURN_IF_ERROR(reader.Append(1, rest));
  if (!rest.empty()) return trailing_bytes();
  if (reader.BreaksOff()) return reader.Error("cut short: the gzip stream has no end");
  return array;
}

}  // namespace tenfold
