#include "experiments/datasets/digits.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/runfile.h"
#include "base/status_macros.h"
#include "base/text/digest.h"
#include "experiments/datasets/idx.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

constexpr char kMnistDigest[] = "b2d8f5bf39174ee5ffeefa97e42d673c35432b411bb5d1f74fbbeddae7f1690a";
// Of Debian's package dataset-fashion-mnist.
constexpr char kFashionMnistDigest[] =
    "14410854cf7a289477dcfc7df3f8ec24741e281cdcc425ede0d9a748ca630214";

// For instance part "train" and kind "images": the first of the names that is a file. If none is,
// the error says what is wrong with those that are there.
absl::StatusOr<std::string> FindFile(const std::string& folder, absl::string_view part,
                                     absl::string_view kind, absl::string_view rank) {
  std::vector<std::string> names, unusable;
  for (absl::string_view separator : {"-", "."}) {
    for (absl::string_view ending : {"", ".gz"}) {
      names.push_back(absl::StrCat(part, "-", kind, separator, "idx", rank, "-ubyte", ending));
      std::string path = (fs::path(folder) / names.back()).string();
      std::error_code error;
      const fs::file_status status = fs::status(path, error);
      if (fs::is_regular_file(status)) return path;
      if (status.type() == fs::file_type::not_found) continue;
      unusable.push_back(
          absl::StrCat(path, fs::is_directory(status) ? " is a folder"
                             : error ? absl::StrCat(" cannot be opened: ", error.message())
                                     : " is not a regular file"));
    }
  }
  if (!unusable.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("none of the names for ", part, " ", kind,
                                                   " in ", folder,
                                                   " is a file: ", absl::StrJoin(unusable, "; ")));
  }
  return absl::NotFoundError(
      absl::StrCat(folder, ": none of the files ", absl::StrJoin(names, ", "), " is there"));
}

absl::StatusOr<DigitSet> LoadSet(const std::string& folder, absl::string_view part,
                                 Sha256& digest) {
  TENFOLD_ASSIGN_OR_RETURN(const std::string images_path, FindFile(folder, part, "images", "3"));
  TENFOLD_ASSIGN_OR_RETURN(const std::string labels_path, FindFile(folder, part, "labels", "1"));
  const auto are_digits = [&](const std::vector<int>& dimensions) {
    if (dimensions[1] == kDigitSize && dimensions[2] == kDigitSize) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrCat(images_path,
                                                   ": expected images of 28x28 pixels, found ",
                                                   dimensions[1], "x", dimensions[2]));
  };
  absl::StatusOr<IdxArray> images = ReadIdx(images_path, 3, digest, are_digits);
  if (!images.ok()) return images.status();
  const auto as_many_as_images = [&](const std::vector<int>& dimensions) {
    if (dimensions[0] == images->dimensions[0]) return absl::OkStatus();
    return absl::InvalidArgumentError(
        absl::StrCat(labels_path, ": expected ", images->dimensions[0],
                     " labels, as many as images in ", images_path, ", found ", dimensions[0]));
  };
  absl::StatusOr<IdxArray> labels = ReadIdx(labels_path, 1, digest, as_many_as_images);
  if (!labels.ok()) return labels.status();
  const auto wrong = std::find_if(labels->values.begin(), labels->values.end(),
                                  [](uint8_t label) { return label >= kDigitClasses; });
  if (wrong != labels->values.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat(labels_path, ": expected labels from 0 to 9, found ", int{*wrong},
                     " for image ", wrong - labels->values.begin(), " (counted from 0)"));
  }
  return DigitSet{std::move(images->values), std::move(labels->values)};
}

// What run ids and records call a data set: its content alone decides.
std::string NameOf(const std::string& digest) {
  if (digest == kMnistDigest) return kMnistName;
  if (digest == kFashionMnistDigest) return "fashion-mnist";
  return absl::StrCat("sha256-", digest.substr(0, 16));
}

}  // namespace

absl::StatusOr<DigitData> LoadDigits(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return absl::NotFoundError(
        absl::StrCat("\"", folder,
                     "\": no such folder; expected one with the four IDX files of a "
                     "data set like MNIST"));
  }
  Sha256 digest;
  TENFOLD_ASSIGN_OR_RETURN(DigitSet train, LoadSet(folder, "train", digest));
  TENFOLD_ASSIGN_OR_RETURN(DigitSet test, LoadSet(folder, "t10k", digest));
  DigitData data{"", digest.Hex(), std::move(train), std::move(test)};
  data.name = NameOf(data.digest);
  return data;
}

std::string DefaultMnistDir(const std::string& argv0) {
  return fs::path(RunfilePath(argv0, "mnist/train-images-idx3-ubyte")).parent_path().string();
}

}  // namespace tenfold
