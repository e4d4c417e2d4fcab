#include "experiments/records/run_id.h"

#include <gtest/gtest.h>

#include <string>

namespace tenfold {
namespace {

std::string Error(const std::string& run_id) {
  const absl::Status status = CheckRunId(run_id);
  return status.ok() ? "no error" : std::string(status.message());
}

TEST(CheckRunId, Valid) {
  for (const char* run_id :
       {"a", "pairs/paper,epochs=2,data=fashion/cnn-shared-aux/simd/seed-03", "a/artifacts", "x..y",
        "p,learning_rate=1e+3", "corrupted", "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16"}) {
    EXPECT_EQ(Error(run_id), "no error") << run_id;
  }
  EXPECT_EQ(Error(std::string(200, 'a')), "no error");
}

TEST(CheckRunId, CannotLeaveTheResultsFolder) {
  EXPECT_EQ(Error("../a"), "run id \"../a\" has a component that begins with a dot");
  EXPECT_EQ(Error("a/../../b"), "run id \"a/../../b\" has a component that begins with a dot");
  EXPECT_EQ(Error("a/.."), "run id \"a/..\" has a component that begins with a dot");
  EXPECT_EQ(Error("/etc/a"), "run id \"/etc/a\" has an empty component");
}

TEST(CheckRunId, OtherErrors) {
  EXPECT_EQ(Error(""), "run id \"\" has an empty component");
  EXPECT_EQ(Error("a//b"), "run id \"a//b\" has an empty component");
  EXPECT_EQ(Error("a/"), "run id \"a/\" has an empty component");
  EXPECT_EQ(Error("a/.b"), "run id \"a/.b\" has a component that begins with a dot");
  for (const char* first : {"-", "=", "+", "_", ","}) {
    EXPECT_EQ(Error(first + std::string("a")),
              "run id \"" + std::string(first) +
                  "a\" has a component that does not begin with a letter or digit");
  }
  const std::string characters =
      " has characters other than letters, digits, \"._,=+-\" and slashes";
  EXPECT_EQ(Error("a b"), "run id \"a b\"" + characters);
  EXPECT_EQ(Error("a\nb"), "run id \"a\\nb\"" + characters);
  EXPECT_EQ(Error(std::string("a\0", 2)), "run id \"a\\x00\"" + characters);
  EXPECT_EQ(Error("a\\b"), "run id \"a\\\\b\"" + characters);
  EXPECT_EQ(Error("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17"),
            "run id \"1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17\" has more than 16 components");
  const std::string long_name(201, 'a');
  EXPECT_EQ(Error(long_name),
            "run id \"" + long_name + "\" has a component of more than 200 characters");
}

TEST(CheckRunId, ReservedFolders) {
  for (absl::string_view folder : kReservedFolders) {
    const std::string run_id = std::string(folder) + "/a";
    EXPECT_EQ(Error(run_id), "run id \"" + run_id + "\" begins with the reserved folder \"" +
                                 std::string(folder) + "\"");
  }
}

}  // namespace
}  // namespace tenfold
