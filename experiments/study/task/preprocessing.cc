#include "experiments/study/task/preprocessing.h"

#include <algorithm>
#include <map>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text/bounded_json.h"
#include "engine/layers/layer_text.h"

namespace tenfold::study {
namespace {

using Json = nlohmann::ordered_json;

const std::map<std::string, Kind>& Kinds() {
  static const std::map<std::string, Kind> kinds = {{"classification", Kind::kClassification},
                                                    {"binary", Kind::kBinary},
                                                    {"regression", Kind::kRegression}};
  return kinds;
}

bool IsRowShape(const Shape& shape) {
  int64_t elements = 1;
  for (int size : shape) {
    if (size < 1 || size > kMaxRowElements / elements) return false;
    elements *= size;
  }
  return !shape.empty() && shape.size() <= 3;
}

bool IsOf(const Scale& scale, size_t columns) {
  return scale.mean.size() == scale.std.size() &&
         (scale.mean.empty() || scale.mean.size() == columns) &&
         std::all_of(scale.std.begin(), scale.std.end(), [](double std) { return std > 0.0; });
}

}  // namespace

void AppendScaled(const float* row, int64_t columns, const Scale& scale, std::vector<float>& out) {
  for (int64_t i = 0; i < columns; ++i) out.push_back(scale.Standardise(row[i], i));
}

std::string ToJson(const Preprocessing& p) {
  std::string kind;
  for (const auto& [name, value] : Kinds()) {
    if (value == p.kind) kind = name;
  }
  return Json{{"task", kind},
              {"shape", p.shape},
              {"columns", p.columns},
              {"targets", p.targets},
              {"classes", p.classes},
              {"input_mean", p.inputs.mean},
              {"input_std", p.inputs.std},
              {"target_mean", p.values.mean},
              {"target_std", p.values.std}}
      .dump();
}

absl::StatusOr<Preprocessing> PreprocessingFromJson(const std::string& text) {
  TENFOLD_ASSIGN_OR_RETURN(const Json json, ParseBoundedJson(text));
  Preprocessing p;
  std::string kind;
  try {
    json.at("task").get_to(kind);
    json.at("shape").get_to(p.shape);
    json.at("columns").get_to(p.columns);
    json.at("targets").get_to(p.targets);
    json.at("classes").get_to(p.classes);
    json.at("input_mean").get_to(p.inputs.mean);
    json.at("input_std").get_to(p.inputs.std);
    json.at("target_mean").get_to(p.values.mean);
    json.at("target_std").get_to(p.values.std);
  } catch (const Json::exception&) {
    return absl::InvalidArgumentError("lacks a member, or has one of another type");
  }
  const auto found = Kinds().find(kind);
  if (found == Kinds().end()) return absl::InvalidArgumentError("has an unknown task");
  p.kind = found->second;
  if (!IsRowShape(p.shape)) return absl::InvalidArgumentError("has a shape that is of no row");
  const size_t columns = static_cast<size_t>(NumElements(p.shape));
  if (!IsOf(p.inputs, columns) || !IsOf(p.values, p.targets.size()) ||
      (!p.columns.empty() && p.columns.size() != columns)) {
    return absl::InvalidArgumentError("has lists of sizes that do not fit each other");
  }
  return p;
}

}  // namespace tenfold::study
