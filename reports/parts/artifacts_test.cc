#include "reports/parts/artifacts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/text/digest.h"
#include "reports/testing/records.h"

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ArtifactsTest : public ::testing::Test {
 protected:
  ArtifactsTest() : record_(MakeRecord("disc/paper/depth-4/simd", 0)) {
    fs::remove_all(input_.artifacts_dir);
    fs::create_directories(input_.artifacts_dir + "/" + record_.run_id);
  }

  // Of so many bytes, all 0, that take no space.
  void Make(const std::string& name, uintmax_t size) {
    const std::string path = input_.artifacts_dir + "/" + record_.run_id + "/" + name;
    std::ofstream(path).close();
    fs::resize_file(path, size);
  }

  const RunRecord record_;
  const ReportInput input_ = {*RunSet::Create({record_}), ::testing::TempDir() + "/artifacts"};
  Report report_;
};

TEST_F(ArtifactsTest, WhatIsReadIsPublished) {
  Make("a.csv", 3);
  EXPECT_EQ(**ReadArtifact(input_, record_, "a.csv", report_), std::string(3, '\0'));
  EXPECT_EQ(report_.artifacts.at(record_.run_id + "/a.csv"), std::string(3, '\0'));
  EXPECT_FALSE(ReadArtifact(input_, record_, "b.csv", report_)->has_value());
}

TEST_F(ArtifactsTest, AnotherFileThanTheRecordListsIsRefused) {
  RunRecord listing = record_;
  listing.provenance["artifacts"] = {{"a.csv", Sha256Hex(std::string(3, '\0'))}};
  Make("a.csv", 3);
  Make("unlisted.csv", 3);
  EXPECT_TRUE(ReadArtifact(input_, listing, "a.csv", report_).ok());
  EXPECT_TRUE(ReadArtifact(input_, listing, "unlisted.csv", report_).ok());
  report_.artifacts.clear();
  Make("a.csv", 4);
  EXPECT_THAT(std::string(ReadArtifact(input_, listing, "a.csv", report_).status().message()),
              HasSubstr("/a.csv: not what its run's record says"));
  EXPECT_TRUE(report_.artifacts.empty());
}

TEST_F(ArtifactsTest, ALinkIsNotFollowed) {
  const std::string path = input_.artifacts_dir + "/" + record_.run_id + "/a.csv";
  fs::create_symlink("/etc/passwd", path);
  EXPECT_EQ(ReadArtifact(input_, record_, "a.csv", report_).status().message(),
            path + ": a symbolic link, which is not followed here");
}

// A folder from elsewhere cannot have a report read without end.
TEST_F(ArtifactsTest, AllTogetherAreLimited) {
  Make("a.csv", kMaxArtifactsBytes / 2);
  Make("b.csv", kMaxArtifactsBytes / 2);
  Make("c.csv", 1);
  Make("large.csv", uintmax_t{1} << 40);
  ASSERT_TRUE(ReadArtifact(input_, record_, "a.csv", report_).ok());
  ASSERT_TRUE(ReadArtifact(input_, record_, "a.csv", report_).ok()) << "twice counts once";
  const absl::Status large = ReadArtifact(input_, record_, "large.csv", report_).status();
  EXPECT_THAT(std::string(large.message()), HasSubstr("large.csv: more than the 67108864 bytes"));
  ASSERT_TRUE(ReadArtifact(input_, record_, "b.csv", report_).ok());
  const absl::Status one_more = ReadArtifact(input_, record_, "c.csv", report_).status();
  EXPECT_THAT(std::string(one_more.message()), HasSubstr("c.csv: more than the 67108864 bytes"));
  EXPECT_EQ(report_.artifacts.size(), 2u);
}

}  // namespace
}  // namespace tenfold::reports
