#include "engine/framework/safetensors.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "base/status_macros.h"
#include "base/text/bounded_json.h"
#include "base/text/quoted.h"

namespace tenfold {
namespace {

using Json = nlohmann::json;

constexpr size_t kLengthBytes = 8;
constexpr char kMetadata[] = "__metadata__";
constexpr char kFloat32[] = "F32";

// The bytes of one value of a type; 0 for a type that is not known.
uint64_t BytesOf(absl::string_view dtype) {
  static constexpr std::pair<const char*, int> kTypes[] = {
      {"F32", 4}, {"F64", 8}, {"F16", 2},  {"BF16", 2},    {"I64", 8},
      {"I32", 4}, {"I16", 2}, {"I8", 1},   {"U64", 8},     {"U32", 4},
      {"U16", 2}, {"U8", 1},  {"BOOL", 1}, {"F8_E4M3", 1}, {"F8_E5M2", 1}};
  for (const auto& [name, bytes] : kTypes) {
    if (dtype == name) return static_cast<uint64_t>(bytes);
  }
  return 0;
}

// A tensor of a header, before its values are read.
struct Place {
  NamedTensor tensor;
  uint64_t begin = 0, end = 0;
};

absl::StatusOr<Place> PlaceOf(const std::string& name, const nlohmann::ordered_json& entry,
                              uint64_t data_bytes) {
  const auto error = [&](const auto&... what) {
    return absl::InvalidArgumentError(absl::StrCat("tensor ", Quoted(name), " ", what...));
  };
  const auto is_size = [](const nlohmann::ordered_json& value) {
    return value.is_number_unsigned();
  };
  const auto member = [&](const char* which) {
    return entry.is_object() && entry.contains(which) ? entry[which] : nlohmann::ordered_json();
  };
  const auto dtype = member("dtype"), shape = member("shape"), offsets = member("data_offsets");
  if (!dtype.is_string() || !shape.is_array() || !offsets.is_array() || offsets.size() != 2 ||
      !std::all_of(offsets.begin(), offsets.end(), is_size)) {
    return error("has no dtype, shape and data_offsets of two numbers");
  }
  Place place;
  place.tensor.name = name;
  place.tensor.dtype = dtype.get<std::string>();
  place.begin = offsets[0].get<uint64_t>();
  place.end = offsets[1].get<uint64_t>();
  const uint64_t of_one = BytesOf(place.tensor.dtype);
  if (of_one == 0) return error("is of the unknown type ", Quoted(place.tensor.dtype));
  if (place.begin > place.end || place.end > data_bytes) {
    return error("lies at bytes ", place.begin, " to ", place.end, " of ", data_bytes);
  }
  const uint64_t bytes = place.end - place.begin;
  uint64_t elements = 1;
  for (const auto& dimension : shape) {
    if (!is_size(dimension) || dimension.get<uint64_t>() > std::numeric_limits<int>::max()) {
      return error("has a dimension that is no whole number below 2^31");
    }
    const uint64_t size = dimension.get<uint64_t>();
    place.tensor.shape.push_back(static_cast<int>(size));
    // By division, so that the product does not overflow; more than there is room for stays so.
    elements = size == 0 || elements <= bytes / size ? elements * size : bytes + 1;
  }
  if (elements > bytes || elements * of_one != bytes) {
    return error("has the shape ", ShapeToString(place.tensor.shape), " of ", place.tensor.dtype,
                 " in ", bytes, " bytes");
  }
  return place;
}

absl::StatusOr<Safetensors> Parse(absl::string_view bytes) {
  if (bytes.size() < kLengthBytes) return absl::InvalidArgumentError("is cut: no safetensors file");
  uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kLengthBytes);
  bytes.remove_prefix(kLengthBytes);
  if (length > kMaxSafetensorsHeaderBytes) {
    return absl::InvalidArgumentError(absl::StrCat("no safetensors file: a header of ", length,
                                                   " bytes, wants at most ",
                                                   kMaxSafetensorsHeaderBytes));
  }
  if (length > bytes.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("is cut: a header of ", length, " bytes, and ", bytes.size(), " are there"));
  }
  const absl::StatusOr<nlohmann::ordered_json> header =
      ParseBoundedJson(bytes.substr(0, length), {/*max_depth=*/4});
  if (!header.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("its header: ", header.status().message()));
  }
  if (!header->is_object()) return absl::InvalidArgumentError("its header is no JSON object");
  const absl::string_view data = bytes.substr(length);
  Safetensors content;
  std::vector<Place> places;
  for (const auto& [name, entry] : header->items()) {
    if (name != kMetadata) {
      TENFOLD_ASSIGN_OR_RETURN(Place place, PlaceOf(name, entry, data.size()));
      places.push_back(std::move(place));
      continue;
    }
    const auto is_text = [](const auto& value) { return value.is_string(); };
    if (!entry.is_object() || !std::all_of(entry.begin(), entry.end(), is_text)) {
      return absl::InvalidArgumentError("its metadata is no object of texts");
    }
    for (const auto& [key, value] : entry.items()) content.metadata[key] = value;
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
  });
  uint64_t end = 0;
  for (Place& place : places) {
    if (place.begin != end) {
      return absl::InvalidArgumentError(absl::StrCat("tensor ", Quoted(place.tensor.name),
                                                     " begins at byte ", place.begin, ", wants ",
                                                     end, ", where the one before ends"));
    }
    end = place.end;
    if (place.tensor.dtype == kFloat32) {
      place.tensor.values.resize((place.end - place.begin) / sizeof(float));
      if (!place.tensor.values.empty()) {
        std::memcpy(place.tensor.values.data(), data.data() + place.begin, place.end - place.begin);
      }
    }
    content.tensors.push_back(std::move(place.tensor));
  }
  if (end != data.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("has ", data.size(), " bytes of values, wants ", end, " for its tensors"));
  }
  std::sort(content.tensors.begin(), content.tensors.end(),
            [](const NamedTensor& a, const NamedTensor& b) { return a.name < b.name; });
  return content;
}

}  // namespace

absl::StatusOr<std::string> SafetensorsFile(const Safetensors& content) {
  std::map<std::string, const NamedTensor*> sorted;
  for (const NamedTensor& tensor : content.tensors) {
    if (tensor.name == kMetadata || !sorted.emplace(tensor.name, &tensor).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("two tensors are named ", Quoted(tensor.name)));
    }
    if (NumElements(tensor.shape) != static_cast<int64_t>(tensor.values.size())) {
      return absl::InvalidArgumentError(absl::StrCat("tensor ", Quoted(tensor.name),
                                                     " has the shape ", ShapeToString(tensor.shape),
                                                     " and ", tensor.values.size(), " values"));
    }
  }
  Json header = Json::object();
  if (!content.metadata.empty()) header[kMetadata] = content.metadata;
  uint64_t end = 0;
  for (const auto& [name, tensor] : sorted) {
    const uint64_t begin = end;
    end += tensor->values.size() * sizeof(float);
    header[name] = {{"dtype", kFloat32}, {"shape", tensor->shape}, {"data_offsets", {begin, end}}};
  }
  std::string text;
  try {
    text = header.dump();
  } catch (const Json::exception&) {
    return absl::InvalidArgumentError("a tensor's name or the metadata is no UTF-8");
  }
  // Values begin at a multiple of 8 bytes.
  text.append((kLengthBytes - text.size() % kLengthBytes) % kLengthBytes, ' ');
  const uint64_t length = text.size();
  std::string bytes(reinterpret_cast<const char*>(&length), kLengthBytes);
  bytes.reserve(kLengthBytes + length + end);
  bytes += text;
  for (const auto& named : sorted) {
    const std::vector<float>& values = named.second->values;
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
  }
  return bytes;
}

absl::StatusOr<Safetensors> ParseSafetensors(absl::string_view bytes, absl::string_view name) {
  absl::StatusOr<Safetensors> content = Parse(bytes);
  if (content.ok()) return content;
  return absl::InvalidArgumentError(absl::StrCat(name, ": ", content.status().message()));
}

}  // namespace tenfold
