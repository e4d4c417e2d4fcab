#include "base/text/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace tenfold {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, and the gzip format
constexpr size_t kBlockSize = 1 << 18;

Bytef* Pointer(const char* bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes));  // zlib does not write there
}

struct Inflater {
  z_stream stream{};
  Inflater() { inflateInit2(&stream, kGzipWindow); }
  ~Inflater() { inflateEnd(&stream); }
};

}  // namespace

bool IsGzip(absl::string_view bytes) { return absl::StartsWith(bytes, "\x1f\x8b"); }

std::string Gzip(absl::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY);
  gz_header header{};
  header.os = 255;  // unknown
  deflateSetHeader(&stream, &header);
  std::string bytes;
  std::string block(kBlockSize, '\0');
  stream.next_in = Pointer(text.data());
  size_t left = text.size();
  for (int code = Z_OK; code != Z_STREAM_END;) {
    const size_t part = std::min(left, kBlockSize);
    stream.avail_in = static_cast<uInt>(part);
    left -= part;
    do {
      stream.next_out = Pointer(block.data());
      stream.avail_out = static_cast<uInt>(block.size());
      code = deflate(&stream, left == 0 ? Z_FINISH : Z_NO_FLUSH);
      bytes.append(block, 0, block.size() - stream.avail_out);
    } while (stream.avail_out == 0);
  }
  deflateEnd(&stream);
  return bytes;
}

absl::StatusOr<std::string> Gunzip(absl::string_view bytes, int64_t max_bytes) {
  Inflater inflater;
  z_stream& stream = inflater.stream;
  std::string text;
  std::string block(kBlockSize, '\0');
  size_t read = 0;
  for (;;) {
    if (stream.avail_in == 0) {
      const size_t part = std::min(bytes.size() - read, kBlockSize);
      stream.next_in = Pointer(bytes.data() + read);
      stream.avail_in = static_cast<uInt>(part);
      read += part;
    }
    stream.next_out = Pointer(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    const int code = inflate(&stream, Z_NO_FLUSH);
    text.append(block, 0, block.size() - stream.avail_out);
    if (static_cast<int64_t>(text.size()) > max_bytes) {
      return absl::OutOfRangeError(
          absl::StrCat("decompressed larger than the ", max_bytes, " bytes that are allowed"));
    }
    if (code == Z_STREAM_END) {
      if (stream.avail_in == 0 && read == bytes.size()) return text;
      inflateReset(&stream);
      continue;
    }
    if (code == Z_BUF_ERROR ||
        (code == Z_OK && stream.avail_in == 0 && read == bytes.size() && stream.avail_out > 0)) {
      return absl::InvalidArgumentError("gzip stream breaks off");
    }
    if (code != Z_OK) {
      return absl::InvalidArgumentError(
          absl::StrCat("corrupt gzip stream: ", stream.msg == nullptr ? "no header" : stream.msg));
    }
  }
}

}  // namespace tenfold
