// A layer as text: what ToString(Layer) prints. Networks of them are read by
// engine/network/network_text.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/layers/layer.h"

namespace tenfold {

inline constexpr int64_t kMaxRowElements = 1 << 24;  // of any layer's output

// "character 9: ...", counted from 1; `position` counts from 0.
absl::Status ErrorAt(size_t position, absl::string_view what);

// At most a few characters of it, in quotes.
std::string QuotedPart(absl::string_view text);

// Splits a text into words and the characters ( ) , =, without the blanks between.
class LayerScanner {
 public:
  explicit LayerScanner(absl::string_view text) : text_(text) { SkipBlanks(); }

  size_t position() const { return position_; }
  bool AtEnd() const { return position_ == text_.size(); }
  bool Take(char c);
  absl::string_view TakeWord();  // "" if there is none
  absl::Status Expected(absl::string_view what) const;

 private:
  void SkipBlanks();

  absl::string_view text_;
  size_t position_ = 0;
};

// "Linear", ...
std::vector<std::string> LayerNames();

// Reads what is behind "NAME(" with the bracket that closes it, for rows of this shape. `name` is
// one of LayerNames, `position` where it begins. A size that follows from the shape may be left
// out. InvalidArgument says what is wrong and where; whether the layer takes such rows is not
// asked.
absl::StatusOr<Layer> ScanLayer(absl::string_view name, size_t position, const Shape& input,
                                LayerScanner& scanner);

}  // namespace tenfold
