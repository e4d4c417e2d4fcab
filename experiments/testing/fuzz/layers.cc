// Layers as text, for rows of features and for images.
#include <cstdint>

#include "base/check.h"
#include "engine/layers/layer_text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tenfold;
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Shape& input : {Shape{4}, Shape{3, 12, 9}}) {
    const absl::StatusOr<std::vector<Layer>> layers = ParseLayers(text, input);
    if (!layers.ok()) {
      TENFOLD_CHECK(layers.status().message().find('\n') == absl::string_view::npos, "one line");
      continue;
    }
    const std::string printed = LayersToString(*layers);
    const absl::StatusOr<std::vector<Layer>> again = ParseLayers(printed, input);
    if (printed.size() > kMaxLayersText) continue;
    TENFOLD_CHECK(again.ok(), again.status().message());
    TENFOLD_CHECK(LayersToString(*again) == printed, "the same when printed and read again");
    TENFOLD_CHECK(*OutputShape(*again, input) == *OutputShape(*layers, input), "the same shape");
  }
  return 0;
}
