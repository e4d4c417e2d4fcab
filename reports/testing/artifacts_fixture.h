// For tests of parts that read runs' artifacts.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace tenfold::reports {

class ArtifactsTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
  }

  // artifact: "disc/paper/depth-4/simd/seed-00/points.csv"
  void Write(const std::string& artifact, const std::string& content) {
    std::filesystem::create_directories((folder_ / artifact).parent_path());
    std::ofstream(folder_ / artifact) << content;
  }

  std::filesystem::path folder_;  // ReportInput::artifacts_dir
};

}  // namespace tenfold::reports
