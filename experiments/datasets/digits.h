// MNIST, and data sets like it: 28x28 grey images of ten classes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace tenfold {

inline constexpr int kDigitSize = 28;  // pixels a side
inline constexpr int kDigitClasses = 10;
inline constexpr char kMnistName[] = "mnist";

struct DigitSet {
  std::vector<uint8_t> images;  // [n, 28, 28], 0 to 255
  std::vector<uint8_t> labels;  // [n], 0 to 9

  int size() const { return static_cast<int>(labels.size()); }
};

struct DigitData {
  // "mnist" or "fashion-mnist" if the content is theirs, otherwise "sha256-" and the first 16
  // digits of the digest: the same data have the same name, whatever their folder is called.
  std::string name;
  // SHA-256 over the decompressed content of the four files: train images, train labels, test
  // images, test labels.
  std::string digest;
  DigitSet train, test;
};

// Reads the four files of a folder: train-images-idx3-ubyte and so on as MNIST has them, plain or
// with ".gz", or with a dot before "idx". An error names the file, what was expected and what was
// found.
absl::StatusOr<DigitData> LoadDigits(const std::string& folder);

// The folder with the MNIST that the build fetched, for a program whose argv[0] this is and that
// has @mnist among its data. LoadDigits says so if it is not there.
std::string DefaultMnistDir(const std::string& argv0);

}  // namespace tenfold
