#include "experiments/datasets/digits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdlib>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "base/text/digest.h"
#include "experiments/datasets/testing/idx_bytes.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<uint8_t> Pixels(int images, uint8_t value) {
  return std::vector<uint8_t>(static_cast<size_t>(images) * kDigitSize * kDigitSize, value);
}

class DigitsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    Make("train-images-idx3-ubyte", train_images_);
    Make("train-labels-idx1-ubyte", train_labels_);
    Make("t10k-images-idx3-ubyte", test_images_);
    Make("t10k-labels-idx1-ubyte", test_labels_);
  }

  void Make(const std::string& name, const std::string& bytes) { MakeFile(Path(name), bytes); }
  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

  std::string Error() const {
    const absl::StatusOr<DigitData> digits = LoadDigits(folder_);
    const std::string message(digits.status().message());
    EXPECT_EQ(message.find('\n'), std::string::npos);
    return message;
  }

  const std::string folder_ = ::testing::TempDir() + "/data sets/my digits+";
  const std::string train_images_ = IdxBytes({3, 28, 28}, Pixels(3, 7));
  const std::string train_labels_ = IdxBytes({3}, {0, 9, 5});
  const std::string test_images_ = IdxBytes({2, 28, 28}, Pixels(2, 8));
  const std::string test_labels_ = IdxBytes({2}, {1, 2});
};

TEST_F(DigitsTest, ReadsTheFourFiles) {
  const absl::StatusOr<DigitData> digits = LoadDigits(folder_);
  ASSERT_TRUE(digits.ok()) << digits.status();
  EXPECT_EQ(digits->train.size(), 3);
  EXPECT_EQ(digits->train.images, Pixels(3, 7));
  EXPECT_THAT(digits->train.labels, ElementsAre(0, 9, 5));
  EXPECT_EQ(digits->test.size(), 2);
  EXPECT_EQ(digits->test.images, Pixels(2, 8));
  EXPECT_THAT(digits->test.labels, ElementsAre(1, 2));
  EXPECT_EQ(digits->digest,
            Sha256Hex(absl::StrCat(train_images_, train_labels_, test_images_, test_labels_)));
}

// Folders are called `raw` as often as not, and one data set lies in many.
TEST_F(DigitsTest, TheContentDecidesTheName) {
  const std::string name = LoadDigits(folder_)->name;
  EXPECT_EQ(name, "sha256-" + LoadDigits(folder_)->digest.substr(0, 16));
  const std::string other = ::testing::TempDir() + "/data sets/\xc3\xa9t\xc3\xa9/raw";
  fs::remove_all(other);
  fs::create_directories(fs::path(other).parent_path());
  fs::rename(folder_, other);
  EXPECT_EQ(LoadDigits(other)->name, name);
  MakeFile(other + "/t10k-labels-idx1-ubyte", IdxBytes({2}, {2, 1}));
  EXPECT_NE(LoadDigits(other)->name, name);
}

TEST_F(DigitsTest, FindsGzippedFilesAndTheOtherSpelling) {
  const std::string digest = LoadDigits(folder_)->digest;
  for (const char* name : {"train-images", "train-labels", "t10k-images", "t10k-labels"}) {
    const std::string rank = std::string(name).find("images") == std::string::npos ? "1" : "3";
    const std::string plain = Path(absl::StrCat(name, "-idx", rank, "-ubyte"));
    fs::rename(plain, Path(absl::StrCat(name, ".idx", rank, "-ubyte")));
  }
  EXPECT_EQ(LoadDigits(folder_)->digest, digest);
  fs::remove(Path("train-images.idx3-ubyte"));
  fs::remove(Path("t10k-labels.idx1-ubyte"));
  Make("train-images-idx3-ubyte.gz", Gzip(train_images_));
  Make("t10k-labels.idx1-ubyte.gz", Gzip(test_labels_));
  EXPECT_EQ(LoadDigits(folder_)->digest, digest);
}

TEST_F(DigitsTest, MissingFolder) {
  const absl::Status status = LoadDigits(folder_ + "/none").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "\"" + folder_ +
                                  "/none\": no such folder; expected one with the four IDX files "
                                  "of a data set like MNIST");
  EXPECT_THAT(std::string(LoadDigits("").status().message()), HasSubstr("\"\": no such folder"));
  EXPECT_THAT(std::string(LoadDigits(Path("t10k-labels-idx1-ubyte")).status().message()),
              HasSubstr("no such folder"));
}

TEST_F(DigitsTest, AFolderOfThatNameIsNotTheFile) {
  fs::rename(Path("train-images-idx3-ubyte"), Path("train-images.idx3-ubyte"));
  fs::create_directory(Path("train-images-idx3-ubyte"));
  EXPECT_EQ(Error(), "");
  fs::remove(Path("train-images.idx3-ubyte"));
  fs::create_symlink("train-images.idx3-ubyte", Path("train-images.idx3-ubyte"));
  EXPECT_EQ(Error(), "none of the names for train images in " + folder_ +
                         " is a file: " + Path("train-images-idx3-ubyte") + " is a folder; " +
                         Path("train-images.idx3-ubyte") +
                         " cannot be opened: Too many levels of symbolic links");
}

TEST_F(DigitsTest, MissingFile) {
  fs::remove(Path("t10k-images-idx3-ubyte"));
  EXPECT_EQ(Error(), folder_ +
                         ": none of the files t10k-images-idx3-ubyte, t10k-images-idx3-ubyte.gz, "
                         "t10k-images.idx3-ubyte, t10k-images.idx3-ubyte.gz is there");
}

TEST_F(DigitsTest, DamagedFile) {
  Make("t10k-images-idx3-ubyte", test_images_.substr(0, 1000));
  EXPECT_EQ(Error(), Path("t10k-images-idx3-ubyte") +
                         ": cut short: expected 1568 bytes (2 x 28 x 28) after the header, found "
                         "984");
}

TEST_F(DigitsTest, OtherImageSize) {
  Make("train-images-idx3-ubyte", IdxBytes({3, 28, 29}, std::vector<uint8_t>(3 * 28 * 29)));
  EXPECT_EQ(Error(),
            Path("train-images-idx3-ubyte") + ": expected images of 28x28 pixels, found 28x29");
}

TEST_F(DigitsTest, MoreOrFewerLabelsThanImages) {
  Make("t10k-labels-idx1-ubyte", IdxBytes({3}, {1, 2, 3}));
  EXPECT_EQ(Error(), Path("t10k-labels-idx1-ubyte") + ": expected 2 labels, as many as images in " +
                         Path("t10k-images-idx3-ubyte") + ", found 3");
  Make("t10k-labels-idx1-ubyte", IdxBytes({1}, {1}));
  EXPECT_THAT(Error(), HasSubstr(": expected 2 labels"));
}

// Files that are as large as they say, most of it holes.
TEST_F(DigitsTest, WhatCannotBeTheSetIsNotRead) {
  const auto max_kilobytes = [] {
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  const long before = max_kilobytes();
  Make("t10k-labels-idx1-ubyte", IdxBytes({1 << 30}, {}));
  fs::resize_file(Path("t10k-labels-idx1-ubyte"), 8 + (uintmax_t{1} << 30));
  EXPECT_THAT(Error(), HasSubstr(": expected 2 labels"));
  Make("train-images-idx3-ubyte", IdxBytes({1, 1, 1 << 30}, {}));
  fs::resize_file(Path("train-images-idx3-ubyte"), 16 + (uintmax_t{1} << 30));
  EXPECT_THAT(Error(), HasSubstr(": expected images of 28x28 pixels, found 1x1073741824"));
  EXPECT_LT(max_kilobytes() - before, 500000);
}

TEST_F(DigitsTest, LabelBeyondNine) {
  Make("train-labels-idx1-ubyte", IdxBytes({3}, {0, 10, 5}));
  EXPECT_EQ(Error(), Path("train-labels-idx1-ubyte") +
                         ": expected labels from 0 to 9, found 10 for image 1 (counted from 0)");
}

TEST(Mnist, IsFoundAndKnown) {
  const std::string program = ::testing::internal::GetArgvs().front();
  const absl::StatusOr<DigitData> digits = LoadDigits(DefaultMnistDir(program));
  ASSERT_TRUE(digits.ok()) << digits.status();
  EXPECT_EQ(digits->name, kMnistName);
  EXPECT_EQ(digits->train.size(), 60000);
  EXPECT_EQ(digits->test.size(), 10000);
  EXPECT_EQ(digits->train.labels[0], 5);
  EXPECT_EQ(digits->test.labels[0], 7);
}

TEST(Mnist, IsFoundBesideTheProgramWhateverItIsCalled) {
  // What Bazel's test runner says would show the way, too.
  for (const char* name : {"RUNFILES_DIR", "RUNFILES_MANIFEST_FILE", "JAVA_RUNFILES"})
    unsetenv(name);
  EXPECT_TRUE(fs::exists(DefaultMnistDir("called-by-another-name") + "/t10k-labels-idx1-ubyte"));
}

}  // namespace
}  // namespace tenfold
