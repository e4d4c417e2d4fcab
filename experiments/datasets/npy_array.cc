#include "experiments/datasets/npy_array.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/text/quoted.h"

namespace tenfold {
namespace {

constexpr absl::string_view kMagic("\x93NUMPY", 6);
constexpr size_t kMaxHeader = 1 << 16;
constexpr size_t kMaxDimensions = 8;
constexpr int64_t kMaxElements = int64_t{1} << 30;
constexpr double kMaxExact = 9007199254740992.0;  // 2^53

template <typename T>
void Append(absl::string_view data, std::vector<double>& values) {
  for (size_t i = 0; i < data.size() / sizeof(T); ++i) {
    T value;
    std::memcpy(&value, data.data() + i * sizeof(T), sizeof(T));
    values.push_back(static_cast<double>(value));
  }
}

struct Type {
  const char* description;
  size_t size;
  bool is_integer;
  void (*append)(absl::string_view, std::vector<double>&);
};

constexpr Type kTypes[] = {
    {"<f4", 4, false, Append<float>},   {"<f8", 8, false, Append<double>},
    {"|b1", 1, true, Append<uint8_t>},  {"|i1", 1, true, Append<int8_t>},
    {"|u1", 1, true, Append<uint8_t>},  {"<i2", 2, true, Append<int16_t>},
    {"<u2", 2, true, Append<uint16_t>}, {"<i4", 4, true, Append<int32_t>},
    {"<u4", 4, true, Append<uint32_t>}, {"<i8", 8, true, Append<int64_t>},
    {"<u8", 8, true, Append<uint64_t>},
};

struct Header {
  std::string description;
  bool fortran_order = false;
  std::vector<int> shape;
};

// What stands between `before` and `after`, of the text behind the key; "" if it does not.
absl::string_view ValueOf(absl::string_view text, absl::string_view key, absl::string_view before,
                          absl::string_view after) {
  const size_t place = text.find(absl::StrCat("'", key, "':"));
  if (place == text.npos) return "";
  absl::string_view rest = text.substr(place + key.size() + 3);
  rest = absl::StripLeadingAsciiWhitespace(rest);
  if (!absl::ConsumePrefix(&rest, before)) return "";
  const size_t end = rest.find(after);
  return end == rest.npos ? "" : absl::StripAsciiWhitespace(rest.substr(0, end));
}

// A dictionary as Python writes it: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }.
absl::StatusOr<Header> ParseHeader(absl::string_view text) {
  Header header;
  header.description = std::string(ValueOf(text, "descr", "'", "'"));
  const absl::string_view order = ValueOf(text, "fortran_order", "", ",");
  header.fortran_order = order == "True";
  if (header.description.empty() || (order != "True" && order != "False")) {
    return absl::InvalidArgumentError("has a header without type or order");
  }
  absl::string_view shape = ValueOf(text, "shape", "(", ")");
  absl::ConsumeSuffix(&shape, ",");
  int64_t elements = 1;
  for (absl::string_view part : absl::StrSplit(shape, ',')) {
    int size = 0;
    if (!absl::SimpleAtoi(part, &size) || size < 1 || elements > kMaxElements / size ||
        header.shape.size() == kMaxDimensions) {
      return absl::InvalidArgumentError(
          absl::StrCat("has shape ", Quoted(shape), ", wants 1 to ", kMaxDimensions,
                       " positive dimensions of at most ", kMaxElements, " values in all"));
    }
    elements *= size;
    header.shape.push_back(size);
  }
  return header;
}

}  // namespace

absl::StatusOr<NpyArray> ParseNpy(absl::string_view bytes, const std::string& name) {
  const auto error = [&](absl::string_view what) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": ", what));
  };
  absl::string_view rest = bytes;
  if (!absl::ConsumePrefix(&rest, kMagic) || rest.size() < 4) {
    return error("is no .npy file: wants one that numpy.save wrote");
  }
  const int version = rest[0];
  const size_t length_size = version == 1 ? 2 : 4;
  if (version < 1 || version > 3)
    return error(absl::StrCat("is of format ", version, ", wants 1 to 3"));
  rest.remove_prefix(2);
  uint32_t length = 0;
  if (rest.size() >= length_size) std::memcpy(&length, rest.data(), length_size);
  if (rest.size() < length_size || length > kMaxHeader || rest.size() - length_size < length) {
    return error("is cut short: its header is not whole");
  }
  const absl::StatusOr<Header> header = ParseHeader(rest.substr(length_size, length));
  if (!header.ok()) return error(header.status().message());
  rest.remove_prefix(length_size + length);
  const auto type = std::find_if(std::begin(kTypes), std::end(kTypes), [&](const Type& t) {
    return header->description == t.description;
  });
  if (type == std::end(kTypes)) {
    return error(absl::StrCat("holds values of type ", Quoted(header->description),
                              ", wants float32, float64, integers or booleans, little-endian"));
  }
  if (header->fortran_order && header->shape.size() > 1) {
    return error("is in Fortran order, wants C order (numpy.ascontiguousarray)");
  }
  NpyArray array;
  array.shape = header->shape;
  array.is_integer = type->is_integer;
  int64_t elements = 1;
  for (int size : array.shape) elements *= size;
  if (rest.size() != static_cast<size_t>(elements) * type->size) {
    return error(absl::StrCat("has ", rest.size(), " bytes of values, wants ",
                              elements * static_cast<int64_t>(type->size), " for shape [",
                              absl::StrJoin(array.shape, ", "), "]"));
  }
  array.values.reserve(static_cast<size_t>(elements));
  type->append(rest, array.values);
  for (size_t i = 0; i < array.values.size(); ++i) {
    const double value = array.values[i];
    if (type->is_integer ? std::fabs(value) <= kMaxExact : std::isfinite(static_cast<float>(value)))
      continue;
    return error(
        absl::StrCat("value ", i, " (counted from 0) is ", value,
                     type->is_integer ? ", wants at most 2^53" : ", wants a finite number"));
  }
  return array;
}

}  // namespace tenfold
