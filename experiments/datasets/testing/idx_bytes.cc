#include "experiments/datasets/testing/idx_bytes.h"

#include <zlib.h>

#include <filesystem>

#include "base/check.h"
#include "base/files.h"

namespace tenfold {
namespace {

void AppendBigEndian(uint32_t number, std::string& bytes) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(number >> shift));
}

}  // namespace

std::string IdxBytes(const std::vector<uint32_t>& dimensions, const std::vector<uint8_t>& values) {
  std::string bytes;
  AppendBigEndian(0x0800 | static_cast<uint32_t>(dimensions.size()), bytes);
  for (uint32_t dimension : dimensions) AppendBigEndian(dimension, bytes);
  bytes.append(values.begin(), values.end());
  return bytes;
}

std::string Gzip(const std::string& bytes) {
  z_stream stream = {};
  // 16: a gzip header and trailer instead of zlib's.
  TENFOLD_CHECK(deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK,
                "zlib");
  std::string compressed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(&compressed[0]);
  stream.avail_out = static_cast<uInt>(compressed.size());
  TENFOLD_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib");
  compressed.resize(stream.total_out);
  deflateEnd(&stream);
  return compressed;
}

void MakeFile(const std::string& path, const std::string& bytes) {
  const absl::Status folders = CreateFolders(std::filesystem::path(path).parent_path().string());
  TENFOLD_CHECK(folders.ok(), folders.message());
  const absl::Status status = WriteFileAtomically(path, bytes);
  TENFOLD_CHECK(status.ok(), status.message());
}

}  // namespace tenfold
