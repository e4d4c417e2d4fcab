#include "reports/page/gnuplot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace tenfold::reports {
namespace {

namespace fs = std::filesystem;

class GnuplotTest : public testing::Test {
 protected:
  void SetUp() override {
    // No shell is between, so no name needs quoting.
    folder_ = fs::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name() / "it's \"$HOME\" a";
    fs::create_directories(folder_);
  }

  absl::Status Run(const std::string& script) {
    std::ofstream(folder_ / "plot.gp") << script;
    return RunGnuplot(folder_.string(), "plot");
  }

  fs::path folder_;
};

TEST_F(GnuplotTest, MakesAPicture) {
  ASSERT_TRUE(Run("set terminal svg\nset output 'plot.svg'\nplot x\n").ok());
  EXPECT_GT(fs::file_size(folder_ / "plot.svg"), 100u);
  EXPECT_FALSE(fs::exists(folder_ / "plot.log"));
}

TEST_F(GnuplotTest, ErrorIsOneLine) {
  const absl::Status status = Run("set terminal svg\nset output 'plot.svg'\nplot 'absent.csv'\n");
  EXPECT_THAT(std::string(status.message()),
              testing::StartsWith("gnuplot made no plot.svg of plot.gp: \"plot.gp\" line 3:"));
  EXPECT_THAT(std::string(status.message()), testing::Not(testing::HasSubstr("\n")));
}

TEST_F(GnuplotTest, NoPictureIsAnError) {
  EXPECT_EQ(Run("set terminal svg\n").message(),
            "gnuplot made no plot.svg of plot.gp: it said nothing");
}

TEST_F(GnuplotTest, NotInstalled) {
  // Only `env` is found.
  const fs::path bin = folder_ / "bin";
  fs::create_directories(bin);
  if (!fs::exists(bin / "env")) fs::create_symlink("/usr/bin/env", bin / "env");
  const std::string path = std::getenv("PATH");
  setenv("PATH", bin.c_str(), 1);
  const absl::Status status = Run("plot x\n");
  setenv("PATH", path.c_str(), 1);
  EXPECT_EQ(status.message(),
            "gnuplot is not installed; figures need the Debian package gnuplot-nox");
}

}  // namespace
}  // namespace tenfold::reports
