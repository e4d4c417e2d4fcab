#include "engine/layers/conv2d.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace tenfold {

absl::StatusOr<Shape> OutputShape(const Conv2d& layer, const Shape& input) {
  const int k = layer.kernel_size;
  if (layer.in_channels < 1 || layer.out_channels < 1 || k < 1) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), ": sizes must be positive"));
  }
  if (layer.padding < 0 || layer.padding >= k) {
    return absl::InvalidArgumentError(
        absl::StrCat(ToString(layer), ": padding must be from 0 to below kernel_size"));
  }
  const int around = 2 * layer.padding, least = std::max(1, k - around);
  if (input.size() != 3 || input[0] != layer.in_channels || input[1] < least || input[2] < least) {
    return absl::InvalidArgumentError(absl::StrCat(ToString(layer), " takes rows of shape [",
                                                   layer.in_channels, ", >=", least, ", >=", least,
                                                   "], not ", ShapeToString(input)));
  }
  return Shape{layer.out_channels, input[1] + around - k + 1, input[2] + around - k + 1};
}

std::vector<ParameterInfo> ParametersOf(const Conv2d& layer) {
  const int k = layer.kernel_size;
  const int fan_in = layer.in_channels * k * k, fan_out = layer.out_channels * k * k;
  std::vector<ParameterInfo> parameters = {
      {"weight", {layer.out_channels, layer.in_channels, k, k}, fan_in, fan_out}};
  if (layer.bias) {
    parameters.push_back(
        {"bias", {layer.out_channels}, fan_in, fan_out, ParameterInfo::Start::kBias});
  }
  return parameters;
}

std::string ToString(const Conv2d& layer) {
  return absl::StrCat("Conv2d(", layer.in_channels, ", ", layer.out_channels,
                      ", kernel_size=", layer.kernel_size, layer.bias ? "" : ", bias=false",
                      layer.padding == 0 ? "" : absl::StrCat(", padding=", layer.padding), ")");
}

}  // namespace tenfold
