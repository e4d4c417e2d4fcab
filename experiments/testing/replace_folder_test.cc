// A folder that is replaced as a whole, with each call failing in turn, with a kill at each, and
// with a power loss after each: the old folder or the new one is whole and in its place; on a file
// system that cannot exchange two names, after a kill between two moves, once the next has started.
// What others have put there is never lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/files.h"
#include "base/staged_folder.h"
#include "base/temporary_name.h"
#include "experiments/testing/power_loss.h"
#include "experiments/testing/tiny_sweep.h"
#include "experiments/testing/tree_folder.h"

namespace tenfold {
namespace {

namespace fs = std::filesystem;

// How, and whether the file system can exchange two names.
class ReplaceFolderTest : public ::testing::TestWithParam<std::tuple<const char*, bool>> {
 protected:
  const std::string how_ = std::get<0>(GetParam());
  const bool exchanges_ = std::get<1>(GetParam());
  const std::string name_ = how_ + (exchanges_ ? "" : " without exchange");
  const std::string folder_ =
      absl::StrCat(::testing::TempDir(), "/replace_", how_, exchanges_ ? "" : "_moved");
  const std::string target_ = folder_ + "/beside/target";

  // As WRITE_SHIM_AT and WRITE_SHIM_FAULT say, if any. Its exit code.
  int Replace(const std::string& text, std::map<std::string, std::string> environment = {}) {
    if (!exchanges_) environment["WRITE_SHIM_NO_EXCHANGE"] = "1";
    Program program = ShimmedSweep(target_, std::move(environment));
    program.command.arguments = {"experiments/testing/replace_folder", target_, text, how_};
    program.output = folder_ + "/out";
    fs::remove(program.output);
    return RunProgram(program);
  }

  void MakeOld() {
    fs::remove_all(folder_);
    fs::create_directories(folder_ + "/beside");
    if (how_ == "new") return;
    ASSERT_EQ(Replace("old"), 0);
    fs::create_directories(target_ + "/.new-mine");
    ASSERT_TRUE(WriteFileAtomically(target_ + "/.new-mine/notes", "mine").ok());
    ASSERT_TRUE(WriteFileAtomically(target_ + "/stale", "mine").ok());
  }

  Tree Expected(const std::string& text, bool with_others) const {
    Tree tree = {{"mark", text}, {"a", text}, {"sub/", ""}, {"sub/b", text}};
    if (!with_others) return tree;
    tree[".new-mine/"] = "";
    tree[".new-mine/notes"] = tree["stale"] = "mine";
    return tree;
  }

  bool IsOld(const std::string& target) const {
    if (how_ == "new") return !fs::exists(target);
    return fs::exists(target) && ReadTree(target) == Expected("old", true);
  }
  bool IsNew(const std::string& target) const {
    return fs::exists(target) && ReadTree(target) == Expected("new", how_ == "within");
  }
  bool IsOld() const { return IsOld(target_); }
  bool IsNew() const { return IsNew(target_); }

  // The new files are whole, and those of others are there or still in the hidden folder.
  bool IsNewButForOthers() const {
    if (!fs::exists(target_ + "/mark")) return false;
    for (const auto& [path, text] : Expected("new", false)) {
      if (!absl::EndsWith(path, "/") && Slurp(target_ + "/" + path) != text) return false;
    }
    return true;
  }

  // Where the old files are whole beside the target.
  bool IsAside() const {
    for (const auto& entry : fs::directory_iterator(folder_ + "/beside")) {
      for (const char* name : {"/old", "/replaced"}) {
        const std::string aside = entry.path().string() + name;
        if (fs::exists(aside) && ReadTree(aside) == Expected("old", true)) return true;
      }
    }
    return false;
  }

  long Beside() const { return std::distance(fs::directory_iterator(folder_ + "/beside"), {}); }
};

TEST_P(ReplaceFolderTest, EachCallFailsOrIsTheLast) {
  MakeOld();
  const std::string log = folder_ + "/log";
  ASSERT_EQ(Replace("new", {{"WRITE_SHIM_LOG", log}}), 0);
  ASSERT_TRUE(IsNew());
  ASSERT_EQ(Beside(), 1) << "nothing is left beside it";
  const std::string text = Slurp(log);
  const std::vector<std::string> calls = absl::StrSplit(text, '\n', absl::SkipEmpty());
  ASSERT_GT(calls.size(), 20u);
  int old_ones = 0, new_ones = 0, aside = 0;
  for (const char* fault : {"KILL", "EIO", "ENOSPC", "EINTR"}) {
    for (size_t call = 1; call <= calls.size() && !HasFailure(); ++call) {
      // Every move, and of the other calls a sample.
      const bool moves = absl::StrContains(calls[call - 1], "rename ");
      if (!moves && call % Count(5, 1) != 0) continue;
      const std::string name = absl::StrCat(name_, ": ", fault, " at call ", call);
      MakeOld();
      const int code =
          Replace("new", {{"WRITE_SHIM_AT", absl::StrCat(call)}, {"WRITE_SHIM_FAULT", fault}});
      const bool killed = fault == std::string("KILL");
      EXPECT_TRUE(killed ? code == 128 + SIGKILL : code == 0 || code == 1) << name << " " << code;
      if (code == 1) {
        const std::string said = Slurp(folder_ + "/out");
        EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << name << ": " << said;
      }
      EXPECT_TRUE(code != 0 || IsNew()) << name;
      const bool is_old = IsOld(), is_new = IsNewButForOthers(), is_aside = IsAside();
      EXPECT_TRUE(is_old || is_new || (!exchanges_ && is_aside && !fs::exists(target_))) << name;
      // Where nothing can be moved any more, not even back, or removed, it says so.
      const std::string out = Slurp(folder_ + "/out");
      const bool said = absl::StrContains(out, ", and the next start ") ||
                        absl::StrContains(out, ": cannot be removed: ");
      EXPECT_TRUE(killed || is_old || is_new || said) << name;
      ++(is_old ? old_ones : is_new ? new_ones : aside);
      EXPECT_TRUE(killed || said || Beside() == (fs::exists(target_) ? 1 : 0)) << name;
      // The next finishes what was begun, or takes it back, and then does its own.
      if (how_ == "new" && is_new) continue;
      EXPECT_EQ(Replace("new"), 0) << name << ": " << Slurp(folder_ + "/out");
      EXPECT_TRUE(IsNew()) << name;
      EXPECT_EQ(Beside(), 1) << name;
    }
  }
  std::printf("%s: %d times the old folder, %d the new one, %d the old one aside\n", name_.c_str(),
              old_ones, new_ones, aside);
  EXPECT_GT(old_ones, 0);
  EXPECT_GT(new_ones, 0);
}

// Of a hidden folder that another boot of the machine has left nothing is known to be over, so it
// stays; the folder is there all the same.
TEST_P(ReplaceFolderTest, APowerLossLeavesTheOldOneOrTheNew) {
  if (!exchanges_ && how_ != "new") GTEST_SKIP() << "what it leaves is up to the file system";
  MakeOld();
  const std::string log = folder_ + "/log", beside = folder_ + "/beside";
  const Tree before = ReadTree(beside);
  ASSERT_EQ(Replace("new", {{"WRITE_SHIM_LOG", log}}), 0);
  std::vector<std::string> calls = absl::StrSplit(Slurp(log), '\n', absl::SkipEmpty());
  int resumed = 0;
  bool done = false;
  const auto check = [&](const std::string& state) -> std::string {
    const std::string target = state + "/target";
    if (!IsNew(target) && (done || !IsOld(target))) return "neither is there";
    const std::string copy = folder_ + "/resumed";
    for (const bool same_boot : {true, false}) {
      fs::remove_all(copy);
      fs::copy(state, copy, fs::copy_options::recursive);
      for (const auto& entry : fs::directory_iterator(state)) {
        const std::string name = entry.path().filename().string();
        const size_t mark = name.find(kTemporaryMark);
        if (same_boot || mark == std::string::npos) continue;
        std::string other = name;
        other.replace(mark + sizeof(kTemporaryMark) - 1, 16, 16, '0');
        fs::rename(copy + "/" + name, copy + "/" + other);
      }
      const absl::Status status = StagedFolder::Finish(copy + "/target");
      if (!status.ok()) return std::string(status.message());
      if (!IsOld(copy + "/target") && !IsNew(copy + "/target")) return "neither comes back";
      if (same_boot && std::distance(fs::directory_iterator(copy), {}) > 1) return "some is left";
      ++resumed;
    }
    return "";
  };
  const auto explore = [&](const std::vector<std::string>& lines) {
    done = false;
    return ExplorePowerLosses(
        before, lines, folder_ + "/state",
        [&](const std::string& line, const FileSystemModel&) {
          done = &line == &lines.back();
          return std::string(done ? "done" : "");
        },
        check);
  };
  const Exploration exploration = explore(calls);
  EXPECT_THAT(exploration.losses, ::testing::IsEmpty());
  std::printf("%s: %d calls, %d different states, %d of them finished, %zu losses\n", name_.c_str(),
              exploration.calls, exploration.states, resumed, exploration.losses.size());
  EXPECT_GT(exploration.states, 20);
  // Without the calls that make the names beside it last, there are losses.
  calls.erase(std::remove(calls.begin(), calls.end(), "sync ."), calls.end());
  EXPECT_FALSE(explore(calls).losses.empty());
}

INSTANTIATE_TEST_SUITE_P(All, ReplaceFolderTest,
                         ::testing::Combine(::testing::Values("new", "within", "in_place_of"),
                                            ::testing::Bool()));

}  // namespace
}  // namespace tenfold
