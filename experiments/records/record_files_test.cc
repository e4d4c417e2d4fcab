#include "experiments/records/record_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <functional>

#include "absl/strings/str_cat.h"
#include "base/files.h"
#include "base/text/gzip.h"
#include "experiments/records/sealed_record.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kAdvice[] =
    "; expected folders and files only: move it away, or let `store check --repair` set it aside "
    "(./bazelw run //experiments:store)";

RunRecord Record(const std::string& run_id) {
  RunRecord record;
  record.run_id = run_id;
  record.train_accuracy = 0.75;
  record.test_accuracy = 0.5;
  record.timing["wall_time_s"] = 2.5;
  record.provenance["key"] = "k";
  return record;
}

std::vector<std::string> RunIds(const std::vector<RunRecord>& records) {
  std::vector<std::string> run_ids;
  for (const RunRecord& record : records) run_ids.push_back(record.run_id);
  return run_ids;
}

class RecordFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

  void Make(const std::string& name, const std::string& bytes) {
    fs::create_directories(fs::path(Path(name)).parent_path());
    ASSERT_TRUE(WriteFileAtomically(Path(name), bytes).ok());
  }
  // A record where the store puts it.
  void Make(const std::string& run_id) { Make(run_id + ".json", SealedText(Record(run_id))); }

  const std::string folder_ = ::testing::TempDir() + "/records";
};

TEST_F(RecordFilesTest, FolderIsSortedByRunId) {
  // "a-b" comes before "a/b", although a folder is entered before its neighbours are read.
  for (const char* run_id : {"b", "a/z", "a/b/c", "a-b"}) Make(run_id);
  const absl::StatusOr<StoredRecords> stored = ReadRecordFolder(folder_);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_THAT(RunIds(stored->records), ElementsAre("a-b", "a/b/c", "a/z", "b"));
  EXPECT_EQ(ToJson(stored->records[0]).dump(), ToJson(Record("a-b")).dump());
  EXPECT_THAT(stored->problems, IsEmpty());
  EXPECT_EQ(RunIds(*ReadRecords(folder_ + "/")).size(), 4u) << "a slash at the end is allowed";
}

TEST_F(RecordFilesTest, FolderLeavesOutWhatIsNoCurrentRecord) {
  Make("a/corrupt");
  for (const char* name :
       {"artifacts/x.json", "superseded/a.0.json", "corrupt/a.0.json", "conflicting/a.0.json",
        "a/.b.json.1.2.tmp", "a/.b.json", ".git/x.json", "a/notes.txt", "all.jsonl"}) {
    Make(name, "no record");
  }
  const absl::StatusOr<StoredRecords> stored = ReadRecordFolder(folder_);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_THAT(RunIds(stored->records), ElementsAre("a/corrupt"));
  EXPECT_THAT(stored->problems, IsEmpty());
}

TEST_F(RecordFilesTest, FolderTellsEveryProblemAndReadsTheRest) {
  Make("good");
  Make("empty.json", "");
  Make("moved.json", SealedText(Record("good")));
  Make("deep.json", std::string(1000000, '['));
  Make("field.json", "{}");
  Make("bad name.json", "{}");
  fs::create_symlink("nowhere", Path("link.json"));
  fs::create_directory_symlink(".", Path("loop"));
  fs::create_directories(Path("folder.json"));
  Make("large.json", "");
  fs::resize_file(Path("large.json"), static_cast<uintmax_t>(kMaxRecordBytes) + 1);
  const absl::StatusOr<StoredRecords> stored = ReadRecordFolder(folder_);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_THAT(RunIds(stored->records), ElementsAre("good"));
  EXPECT_THAT(
      stored->problems,
      ElementsAre(
          Path("bad name.json") +
              ": run id \"bad name\" has characters other than letters, digits, \"._,=+-\" and "
              "slashes",
          Path("deep.json") + ": JSON nested deeper than 16 levels",
          Path("empty.json") + ": not valid JSON",
          Path("field.json") + ": field \"run_id\" is missing",
          Path("folder.json") + ": a folder where a file belongs" + kAdvice,
          Path("large.json") + ": larger than the 16777216 bytes that are allowed here",
          Path("link.json") + ": a symbolic link" + kAdvice,
          Path("moved.json") +
              ": expected the run \"moved\" after the file's name, found \"good\""));
  const absl::Status status = ReadRecords(folder_).status();
  EXPECT_EQ(status.message(),
            absl::StrCat(stored->problems[0],
                         "; to set aside what is wrong: ./bazelw run //experiments:store -- check ",
                         folder_, " --repair"));
}

TEST_F(RecordFilesTest, EmptyAndMissingFolder) {
  const absl::StatusOr<StoredRecords> stored = ReadRecordFolder(folder_);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_THAT(stored->records, IsEmpty());
  const absl::Status missing = ReadRecords(Path("none")).status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(missing.message(), "\"" + Path("none") + "\": no such folder of run records");
}

TEST_F(RecordFilesTest, FileWhereAFolderIsExpected) {
  Make("text.txt", "x");
  EXPECT_EQ(ReadRecords(Path("text.txt")).status().message(),
            Path("text.txt") +
                ": is a file; expected a folder of run records, or a file that ends "
                "with .jsonl or .jsonl.gz");
}

TEST_F(RecordFilesTest, ReadRecordTellsMissingFromCorrupt) {
  EXPECT_EQ(ReadRecord(folder_, "a").status().code(), absl::StatusCode::kNotFound);
  Make("a.json", "{");
  EXPECT_EQ(ReadRecord(folder_, "a").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ReadRecord(folder_, "a.json/b").status().code(), absl::StatusCode::kFailedPrecondition);
}

// Wherever in the folder: what one command sees and another does not would be lost in silence.
TEST_F(RecordFilesTest, LinksAreRefusedAnywhere) {
  Make("a/good");
  const auto refused = [&](const std::string& path, const std::string& to) {
    fs::create_directories(FolderOf(Path(path)));
    fs::create_symlink(to, Path(path));
    const absl::Status status = ReadRecords(folder_).status();
    EXPECT_EQ(status.message(), Path(path) + ": a symbolic link" + kAdvice);
    fs::remove(Path(path));
  };
  refused("folder", "a");
  refused("a/copy.json", "good.json");
  refused("artifacts/a/good/points.csv", "/etc/passwd");
  refused("superseded", "/tmp");
  refused(".hidden", "/tmp");
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(ReadRecords(folder_).status().message(),
            Path("pipe") + ": neither a folder nor a file" + kAdvice);
  fs::remove(Path("pipe"));
  fs::create_directories(Path("foreign"));
  fs::create_symlink("/tmp", Path("foreign/set-aside.0"));
  fs::create_directory_symlink(folder_, folder_ + "-link");
  EXPECT_THAT(RunIds(*ReadRecords(folder_ + "-link")), ElementsAre("a/good"));
  fs::remove(folder_ + "-link");
}

// A record that was copied to another place, with a checksum of its own.
TEST_F(RecordFilesTest, ARecordThatContradictsItsRunIdIsNone) {
  RunRecord record = Record("disc/paper,epochs=2/depth-3/simd/seed-00");
  record.experiment = "disc";
  record.preset = "paper";
  record.overrides = "epochs=2";
  record.variant = "depth-3";
  record.engine = "simd";
  const std::string line = SealedLine(record) + "\n";
  Make(record.run_id + ".json", SealedText(record));
  EXPECT_TRUE(ReadRecord(folder_, record.run_id).ok());
  Make("r.jsonl", line);
  EXPECT_TRUE(ReadRecordLines(Path("r.jsonl")).ok());
  for (const auto& change : std::vector<std::function<void(RunRecord&)>>{
           [](RunRecord& r) { r.seed = 7; }, [](RunRecord& r) { r.variant = "depth-4"; },
           [](RunRecord& r) { r.overrides = ""; }, [](RunRecord& r) { r.engine = ""; },
           [](RunRecord& r) { r.preset = "best"; }, [](RunRecord& r) { r.experiment = "pairs"; }}) {
    RunRecord changed = record;
    change(changed);
    Make(record.run_id + ".json", SealedText(changed));
    const absl::Status status = ReadRecord(folder_, record.run_id).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("seed-00\" but its fields say \""));
    Make("r.jsonl", SealedLine(changed) + "\n");
    EXPECT_THAT(std::string(ReadRecordLines(Path("r.jsonl")).status().message()),
                HasSubstr("r.jsonl:1: no run record: run id \"disc/paper,epochs=2/depth-3/simd/"));
  }
}

TEST_F(RecordFilesTest, LinesAreSortedAndWhole) {
  ASSERT_TRUE(WriteRecordLines(Path("r.jsonl"), {Record("b"), Record("a/b"), Record("a-b")}).ok());
  EXPECT_EQ(*ReadFile(Path("r.jsonl"), 1 << 20),
            absl::StrCat(SealedLine(Record("a-b")), "\n", SealedLine(Record("a/b")), "\n",
                         SealedLine(Record("b")), "\n"));
  const absl::StatusOr<std::vector<RunRecord>> records = ReadRecords(Path("r.jsonl"));
  ASSERT_TRUE(records.ok()) << records.status();
  EXPECT_THAT(RunIds(*records), ElementsAre("a-b", "a/b", "b"));
  const std::string before = *ReadFile(Path("r.jsonl"), 1 << 20);
  ASSERT_TRUE(WriteRecordLines(Path("r.jsonl"), *records).ok());
  EXPECT_EQ(*ReadFile(Path("r.jsonl"), 1 << 20), before) << "reading and writing changes no byte";
}

TEST_F(RecordFilesTest, CompressedLinesAreTheSame) {
  const std::vector<RunRecord> records = {Record("b"), Record("a")};
  ASSERT_TRUE(WriteRecordLines(Path("r.jsonl"), records).ok());
  ASSERT_TRUE(WriteRecordLines(Path("r.jsonl.gz"), records).ok());
  const std::string bytes = *ReadFile(Path("r.jsonl.gz"), 1 << 20);
  EXPECT_EQ(*Gunzip(bytes, 1 << 20), *ReadFile(Path("r.jsonl"), 1 << 20));
  EXPECT_THAT(RunIds(*ReadRecords(Path("r.jsonl.gz"))), ElementsAre("a", "b"));
  ASSERT_TRUE(WriteRecordLines(Path("r.jsonl.gz"), *ReadRecords(Path("r.jsonl.gz"))).ok());
  EXPECT_EQ(*ReadFile(Path("r.jsonl.gz"), 1 << 20), bytes) << "bit for bit";
  Make("r.jsonl.gz", bytes.substr(0, bytes.size() / 2));
  EXPECT_EQ(ReadRecords(Path("r.jsonl.gz")).status().message(),
            Path("r.jsonl.gz") + ": gzip stream breaks off");
  Make("r.jsonl.gz", "{}\n");
  EXPECT_THAT(std::string(ReadRecords(Path("r.jsonl.gz")).status().message()),
              HasSubstr("r.jsonl.gz: corrupt gzip stream"));
}

TEST_F(RecordFilesTest, LinesInAnyOrderAndStyle) {
  const std::string a = ToJson(Record("a")).dump(), b = ToJson(Record("b")).dump();
  Make("r.jsonl", b + "\r\n " + a);
  EXPECT_THAT(RunIds(*ReadRecordLines(Path("r.jsonl"))), ElementsAre("a", "b"));
  Make("r.jsonl", "");
  EXPECT_THAT(*ReadRecordLines(Path("r.jsonl")), IsEmpty());
}

TEST_F(RecordFilesTest, LineErrors) {
  const auto error = [&](const std::string& text) {
    Make("r.jsonl", text);
    return std::string(ReadRecordLines(Path("r.jsonl")).status().message());
  };
  const std::string a = ToJson(Record("a")).dump();
  EXPECT_EQ(error(a + "\n{}\n"),
            Path("r.jsonl") + ":2: no run record: field \"run_id\" is missing");
  EXPECT_EQ(error(a + "\n\nx"), Path("r.jsonl") + ":3: no run record: not valid JSON");
  EXPECT_EQ(error(a + a), Path("r.jsonl") + ":1: no run record: not valid JSON");
  EXPECT_THAT(error(ToJson(Record("../a")).dump()),
              HasSubstr(":1: no run record: run id \"../a\" has a component that begins with"));
  EXPECT_EQ(error(a + "\n" + a),
            Path("r.jsonl") + ": run \"a\" is there twice; expected each run once");
  EXPECT_EQ(ReadRecords(Path("none.jsonl")).status().message(),
            Path("none.jsonl") + ": cannot open: No such file or directory");
}

TEST_F(RecordFilesTest, LinesThatCannotBeWritten) {
  Make("r.jsonl", "before");
  EXPECT_EQ(WriteRecordLines(Path("r.jsonl"), {Record("a"), Record("b"), Record("a")}).message(),
            Path("r.jsonl") + ": run \"a\" is there twice; expected each run once");
  EXPECT_EQ(*ReadFile(Path("r.jsonl"), 100), "before");
  EXPECT_EQ(WriteRecordLines(Path("r.jsonl/x"), {}).message(),
            Path("r.jsonl/x") + ": cannot create: Not a directory");
}

}  // namespace
}  // namespace tenfold
