#include "experiments/records/store/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>
#include <map>

#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/text/digest.h"
#include "experiments/records/artifacts.h"
#include "experiments/records/results_folder.h"
#include "experiments/records/sealed_record.h"
#include "experiments/records/store/store.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

RunRecord Record(const std::string& run_id, const std::string& host) {
  RunRecord record;
  record.run_id = run_id;
  record.train_loss = {0.5};
  record.train_accuracy = record.test_accuracy = 0.5;
  record.provenance["key"] = "k";
  record.provenance["host"] = host;
  return record;
}

class StoreMergeTest : public ::testing::Test {
 protected:
  void SetUp() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

  void Add(const std::string& results, const RunRecord& record) {
    absl::StatusOr<Store> store = Store::Open(Path(results));
    ASSERT_TRUE(store.ok()) << store.status();
    const absl::Status status = store->Write(record, false);
    ASSERT_TRUE(status.ok()) << status;
  }

  void AddFile(const std::string& name, const std::string& bytes) {
    ASSERT_TRUE(CreateFolders(FolderOf(Path(name))).ok());
    ASSERT_TRUE(WriteFileAtomically(Path(name), bytes).ok());
  }

  absl::StatusOr<MergeCounts> Merge(const std::vector<std::string>& folders,
                                    const std::string& to) {
    std::vector<std::string> paths;
    for (const std::string& folder : folders) paths.push_back(Path(folder));
    return MergeResults(paths, Path(to));
  }

  std::string Error(const std::vector<std::string>& folders) {
    const std::string message(Merge(folders, "out").status().message());
    EXPECT_FALSE(fs::exists(Path("out"))) << "nothing is half written";
    return message;
  }

  std::map<std::string, std::string> Files(const std::string& results) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(Path(results))) {
      if (entry.is_directory() || entry.path().filename() == kMarkName) continue;
      files[entry.path().lexically_relative(Path(results))] = *ReadFile(entry.path(), 1 << 20);
    }
    return files;
  }

  const std::string folder_ = ::testing::TempDir() + "/merge";
};

TEST_F(StoreMergeTest, TakesRecordsAndArtifactsOfAll) {
  Add("a", Record("x/0", "here"));
  Add("b", Record("x/1", "there"));
  AddFile("b/artifacts/x/1/points.csv", "p");
  AddFile("b/artifacts/x/1/final_weights/w.npy", "w");
  const absl::StatusOr<MergeCounts> counts = Merge({"a", "b"}, "new/out");
  ASSERT_TRUE(counts.ok()) << counts.status();
  EXPECT_EQ(counts->runs, 2);
  EXPECT_EQ(counts->repeated, 0);
  EXPECT_EQ(counts->artifacts, 2);
  EXPECT_THAT(Files("new/out"),
              UnorderedElementsAre(Pair("x/0.json", SealedText(Record("x/0", "here"))),
                                   Pair("x/1.json", SealedText(Record("x/1", "there"))),
                                   Pair("artifacts/x/1/points.csv", "p"),
                                   Pair("artifacts/x/1/final_weights/w.npy", "w")));
  EXPECT_EQ(Files("new").size(), 4u) << "nothing else is left";
}

TEST_F(StoreMergeTest, OrderDoesNotMatter) {
  RunRecord listing = Record("x/0", "z");
  listing.provenance["artifacts"] = {{"points.csv", Sha256Hex("p")}};
  Add("a", Record("x/0", "a"));
  Add("b", listing);
  Add("c", Record("x/0", "c"));
  Add("a", Record("x/1", "b"));
  Add("c", Record("x/1", "a"));
  AddFile("a/artifacts/x/0/points.csv", "p");
  AddFile("b/artifacts/x/0/points.csv", "p");
  std::vector<std::string> folders = {"a", "b", "c"};
  do {
    fs::remove_all(Path("out"));
    const absl::StatusOr<MergeCounts> counts = Merge(folders, "out");
    ASSERT_TRUE(counts.ok()) << counts.status();
    EXPECT_EQ(counts->runs, 2);
    EXPECT_EQ(counts->repeated, 2);
    EXPECT_THAT(Files("out"), UnorderedElementsAre(Pair("x/0.json", SealedText(listing)),
                                                   Pair("x/1.json", SealedText(Record("x/1", "a"))),
                                                   Pair("artifacts/x/0/points.csv", "p")));
  } while (std::next_permutation(folders.begin(), folders.end()));
}

TEST_F(StoreMergeTest, OtherBitsOrKeysAreAnErrorThatNamesBoth) {
  RunRecord other = Record("x", "there");
  other.train_loss[0] = 0.25;
  Add("a", Record("x", "here"));
  Add("b", other);
  const std::string both = absl::StrCat(Path("a/x.json"), " and ", Path("b/x.json"));
  const std::string bits =
      both + " have the same key but differ in \"train_loss\"; expected the same bits";
  EXPECT_EQ(Error({"a", "b"}), bits);
  EXPECT_EQ(Error({"b", "a"}), bits);
  other = Record("x", "there");
  other.provenance["key"] = "other";
  Add("c", other);
  EXPECT_THAT(Error({"c", "a"}), HasSubstr("/a/x.json and "));
  EXPECT_THAT(Error({"c", "a"}), HasSubstr("/c/x.json have different keys"));
}

TEST_F(StoreMergeTest, AHyperparameterThatWasDeclaredLaterIsNoDifference) {
  RunRecord before = Record("x", "b"), after = Record("x", "a");
  before.hyperparameters = {{"epochs", 3}};
  after.hyperparameters = {{"epochs", 3}, {"momentum", 0.0}};
  Add("a", before);
  Add("b", after);
  for (const auto& order : {std::pair{"a", "b"}, std::pair{"b", "a"}}) {
    fs::remove_all(Path("out"));
    const absl::StatusOr<MergeCounts> counts = Merge({order.first, order.second}, "out");
    ASSERT_TRUE(counts.ok()) << counts.status();
    EXPECT_THAT(Files("out"), UnorderedElementsAre(
                                  Pair("x.json", std::min(SealedText(before), SealedText(after)))));
  }
  fs::remove_all(Path("out"));
  after.hyperparameters["epochs"] = 4;
  Add("c", after);
  EXPECT_THAT(Error({"a", "c"}), HasSubstr("differ in \"hyperparameters\""));
}

TEST_F(StoreMergeTest, ArtifactsThatDifferAreAnError) {
  Add("a", Record("x", "here"));
  Add("b", Record("x", "here"));
  AddFile("a/artifacts/x/points.csv", "p");
  AddFile("b/artifacts/x/points.csv", "q");
  const std::string message =
      absl::StrCat(Path("a/artifacts/x/points.csv"), " and ", Path("b/artifacts/x/points.csv"),
                   " are the same artifact; expected the same bytes");
  EXPECT_EQ(Error({"a", "b"}), message);
  EXPECT_EQ(Error({"b", "a"}), message);
  RunRecord listing = Record("x", "here");
  listing.provenance["artifacts"] = {{"points.csv", Sha256Hex("p")}};
  Add("c", listing);
  AddFile("c/artifacts/x/points.csv", "damaged");
  EXPECT_THAT(Error({"c"}), HasSubstr("c/artifacts/x/points.csv: not what its run's record says"));
}

TEST_F(StoreMergeTest, WhatIsNoRecordIsAnError) {
  Add("a", Record("x", "here"));
  EXPECT_THAT(Error({"a", "none"}), HasSubstr("none\": no such folder of run records"));
  AddFile("a/y.json", "{");
  EXPECT_THAT(Error({"a"}),
              ::testing::StartsWith(Path("a/y.json") + ": not valid JSON; to set aside "));
}

// Merged it would have one, and look as what a store has written.
TEST_F(StoreMergeTest, ALineWithoutAChecksumIsAnError) {
  AddFile("a.jsonl", SealedLine(Record("x", "here")) + "\n");
  EXPECT_TRUE(Merge({"a.jsonl"}, "sealed").ok());
  AddFile("a.jsonl", ToJson(Record("x", "here")).dump() + "\n");
  EXPECT_EQ(Error({"a.jsonl"}),
            Path("a.jsonl") + ":1: no run record: field \"checksum\" is missing");
}

TEST_F(StoreMergeTest, OutputMayBeEmptyButNotMore) {
  Add("a", Record("x", "here"));
  fs::create_directories(Path("out"));
  EXPECT_TRUE(Merge({"a"}, "out").ok());
  EXPECT_EQ(Merge({"a"}, "out").status().message(),
            Path("out") + ": is there already; expected a folder that is missing or empty");
  EXPECT_EQ(Merge({"a"}, "a").status().message(),
            Path("a") + ": is there already; expected a folder that is missing or empty");
}

// Not what is called as a hidden folder could be, nor what a link of such a name leads to.
TEST_F(StoreMergeTest, NothingOfOthersIsRemoved) {
  Add("a", Record("x", "here"));
  AddFile(".out.new/mine", "m");
  AddFile("victim/mine", "m");
  fs::create_directory_symlink("victim", Path(".other.new"));
  ASSERT_TRUE(Merge({"a"}, "out").ok());
  ASSERT_TRUE(Merge({"a"}, "other").ok());
  EXPECT_EQ(Files("out").size(), 1u);
  EXPECT_TRUE(fs::exists(Path("out/.tenfold")));
  EXPECT_TRUE(fs::exists(Path(".out.new/mine")));
  EXPECT_TRUE(fs::exists(Path("victim/mine")));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 6) << "nothing is left beside it";
}

TEST_F(StoreMergeTest, NoFileFromOutsideIsCopied) {
  Add("a", Record("x", "here"));
  AddFile("secret", "s");
  fs::create_directories(Path("a/artifacts/x"));
  fs::create_symlink(Path("secret"), Path("a/artifacts/x/points.csv"));
  EXPECT_THAT(Error({"a"}), HasSubstr("a/artifacts/x/points.csv: a symbolic link"));
  fs::remove(Path("a/artifacts/x/points.csv"));
  fs::remove_all(Path("a/artifacts/x"));
  fs::create_directory_symlink(folder_, Path("a/artifacts/x"));
  EXPECT_THAT(Error({"a"}), HasSubstr("a/artifacts/x: a symbolic link"));
}

TEST_F(StoreMergeTest, WeightsAreComparedWithWhatTheKeptRecordSays) {
  RunRecord listing = Record("x", "here");
  listing.provenance["artifacts"] = {{"final_weights/w.npy", Sha256Hex("w")}};
  Add("a", listing);
  AddFile("a/artifacts/x/final_weights/w.npy", "garbage");
  EXPECT_THAT(Error({"a"}), HasSubstr("w.npy: not what its run's record says"));
  fs::remove(Path("a/artifacts/x/final_weights/w.npy"));
  Add("b", Record("x", "here"));
  AddFile("b/artifacts/x/final_weights/w.npy", "garbage");
  for (const auto& order : {std::pair{"a", "b"}, std::pair{"b", "a"}}) {
    EXPECT_THAT(Error({order.first, order.second}),
                HasSubstr("b/artifacts/x/final_weights/w.npy: not what its run's record says"));
  }
  AddFile("b/artifacts/x/final_weights/w.npy", "w");
  EXPECT_TRUE(Merge({"a", "b"}, "out").ok());
}

}  // namespace
}  // namespace tenfold
