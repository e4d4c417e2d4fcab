#include "experiments/signatures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/runfile.h"
#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/kernels/isa.h"
#include "engine/backends/simd/simd.h"
#include "engine/numerics/contract.h"
#include "engine/testing/random_networks.h"

namespace tenfold {
namespace {

class SignaturesTest : public ::testing::Test {
 protected:
  SignaturesTest()
      : experiments_(*SignedExperiments("")),
        runs_(AllSignedRuns(experiments_)),
        file_(*ReadSignatures(RunfilePath("", kSignaturesFile))) {
    for (const Signature& signature : file_.signatures) {
      expected_[signature.id] = signature.digest;
    }
  }

  // Short runs of the sample whose names begin with one of these.
  std::vector<SignedRun> Sample(const std::vector<std::string>& prefixes) const {
    std::vector<SignedRun> sample;
    for (const SignedRun& run : SampleOf(runs_)) {
      if (run.preset->signed_seeds < kSignedSeeds) continue;
      for (const std::string& prefix : prefixes) {
        if (run.id().rfind(prefix, 0) == 0) sample.push_back(run);
      }
    }
    return sample;
  }

  void ExpectToHold(const std::vector<SignedRun>& all, const Backend& engine, int jobs) {
    std::vector<SignedRun> runs;
    for (size_t i = 0; i < all.size(); i += CaseStride()) runs.push_back(all[i]);
    size_t count = 0;
    const absl::Status status =
        ComputeSignatures(runs, engine, jobs, [&](const SignedRun& run, const std::string& digest) {
          ++count;
          EXPECT_EQ(digest, expected_[run.id()])
              << run.id() << ", " << engine.name() << " " << engine.isa() << ", " << jobs
              << " at a time; see engine/NUMERICS.md";
        });
    EXPECT_EQ(status, absl::OkStatus());
    EXPECT_EQ(count, runs.size());
    EXPECT_GT(count, 0u);
  }

  std::vector<std::unique_ptr<Experiment>> experiments_;
  std::vector<SignedRun> runs_;
  SignatureFile file_;
  std::map<std::string, std::string> expected_;
};

TEST_F(SignaturesTest, FileIsThisContracts) {
  EXPECT_EQ(CheckSignatures(file_, runs_), absl::OkStatus());
}

TEST_F(SignaturesTest, HoldOnEveryInstructionSet) {
  for (const simd::Kernels* kernels : simd::AvailableKernels()) {
    ExpectToHold(Sample({""}), *simd::MakeBackend(*kernels), 2);
  }
}

TEST_F(SignaturesTest, HoldWithAnyNumberOfRunsAtATime) {
  const std::vector<SignedRun> runs = Sample({"disc/", "pairs/paper/"});
  for (int jobs : {1, 2, 4}) ExpectToHold(runs, simd::GetBackend(), jobs);
}

TEST_F(SignaturesTest, HoldInPlainLoops) {
  ExpectToHold(Sample({"disc/", "pairs/paper/mlp-shared/"}), reference::GetBackend(), 2);
}

// Its presets say which of their runs have signatures.
class SigningExperiment final : public Experiment {
 public:
  absl::string_view name() const override { return "e"; }
  const std::vector<std::string>& variants() const override { return variants_; }
  const std::vector<Preset>& presets() const override { return presets_; }
  const Hyperparameters& neutral() const override { return neutral_; }
  absl::Status LoadData(const std::string&) override { return absl::OkStatus(); }
  std::string dataset() const override { return ""; }
  std::string DatasetOverride() const override { return ""; }
  std::string DatasetDigest(const Hyperparameters&, int64_t) const override { return ""; }
  absl::StatusOr<TrainingTask> MakeTask(const std::string&, const Hyperparameters&) const override {
    return absl::UnimplementedError("");
  }
  absl::Status DrawData(const Hyperparameters&, int64_t, TrainingTask&) const override {
    return absl::UnimplementedError("");
  }

 private:
  const std::vector<std::string> variants_ = {"a", "b", "c"};
  const Hyperparameters neutral_;
  const std::vector<Preset> presets_ = {{"short", {}}, {"long", {}, 2, {"a", "c"}}};
};

// Or a preset would not say all that a run is made of.
TEST_F(SignaturesTest, PresetsNameAllThatHasANeutralValue) {
  for (const auto& experiment : experiments_) {
    EXPECT_GT(experiment->neutral().size(), 0u);
    for (const Preset& preset : experiment->presets()) {
      for (const auto& item : experiment->neutral().items()) {
        const auto value = preset.hyperparameters.find(item.key());
        ASSERT_NE(value, preset.hyperparameters.end()) << preset.name << item.key();
        EXPECT_STREQ(value->type_name(), item.value().type_name()) << preset.name << item.key();
      }
    }
  }
}

TEST(SignedRuns, AreThoseThatThePresetsName) {
  std::vector<std::unique_ptr<Experiment>> experiments;
  experiments.push_back(std::make_unique<SigningExperiment>());
  const std::vector<SignedRun> runs = AllSignedRuns(experiments);
  std::vector<std::string> ids;
  for (const SignedRun& run : runs) ids.push_back(run.id());
  ASSERT_EQ(ids.size(), 4u + 30u);
  EXPECT_EQ(std::vector<std::string>(ids.begin(), ids.begin() + 5),
            (std::vector<std::string>{"e/long/a/seed-00", "e/long/a/seed-01", "e/long/c/seed-00",
                                      "e/long/c/seed-01", "e/short/a/seed-00"}));
  ids.clear();
  for (const SignedRun& run : SampleOf(runs)) ids.push_back(run.id());
  EXPECT_EQ(ids,
            (std::vector<std::string>{"e/long/a/seed-00", "e/long/c/seed-01", "e/short/a/seed-02",
                                      "e/short/b/seed-03", "e/short/c/seed-04"}));
}

class SignatureFileTest : public SignaturesTest {
 protected:
  absl::Status Read(const std::string& text) const {
    const std::string path = ::testing::TempDir() + "/signatures.txt";
    std::ofstream(path) << text;
    const absl::StatusOr<SignatureFile> file = ReadSignatures(path);
    return file.ok() ? CheckSignatures(*file, runs_) : file.status();
  }
  void ExpectError(const std::string& text, const std::string& message) const {
    const absl::Status status = Read(text);
    EXPECT_NE(status.message().find(message), std::string::npos) << status;
  }

  const std::string text_ = SignaturesText(file_.settings, file_.signatures);
};

TEST_F(SignatureFileTest, IsReadAsWritten) { EXPECT_EQ(Read(text_), absl::OkStatus()); }

TEST_F(SignatureFileTest, OfAnotherContractSaysSo) {
  ExpectError(
      absl::StrReplaceAll(text_, {{absl::StrCat("contract_version ", kContractVersion),
                                   absl::StrCat("contract_version ", kContractVersion + 1)}}),
      "update_signatures");
}

TEST_F(SignatureFileTest, ChangesWithTheContractAloneButMayGrowAndShrink) {
  SignatureFile before = file_;
  std::vector<Signature> now = file_.signatures;
  now.pop_back();
  now.push_back({"disc/new/depth-3/seed-00", std::string(64, '0')});
  const auto check = [&] { return CheckUnchanged(before, file_.settings, now, {}); };
  EXPECT_EQ(check(), absl::OkStatus());
  now[3].digest = std::string(64, '0');
  EXPECT_NE(check().message().find(now[3].id + " has other bits"), std::string::npos);
  --before.contract_version;
  EXPECT_EQ(check(), absl::OkStatus());
}

// A preset that changes is named; naming it allows nothing else.
TEST_F(SignatureFileTest, ChangesWithAPresetThatIsNamed) {
  SignatureFile before = file_;
  before.settings["disc/paper"] = "{}";
  std::vector<Signature> now = file_.signatures;
  const auto change = [&](const std::string& prefix) {
    const auto first = std::find_if(now.begin(), now.end(), [&](const Signature& signature) {
      return signature.id.rfind(prefix, 0) == 0;
    });
    first->digest = std::string(64, '0');
  };
  const auto message = [&](const std::vector<std::string>& changed) {
    return std::string(CheckUnchanged(before, file_.settings, now, changed).message());
  };
  change("disc/paper/");
  EXPECT_NE(message({}).find("disc/paper has other settings"), std::string::npos);
  EXPECT_NE(message({}).find("--preset_changed=disc/paper"), std::string::npos);
  EXPECT_EQ(message({"disc/paper"}), "");
  EXPECT_NE(message({"disc/paper", "disc/best"}).find("--preset_changed=disc/best: "),
            std::string::npos);
  change("disc/best/");
  EXPECT_NE(message({"disc/paper"}).find("disc/best/depth-3/seed-00 has other bits"),
            std::string::npos);
}

TEST_F(SignatureFileTest, NamesSettings) {
  EXPECT_NE(file_.settings.at("disc/paper").find("\"labels\":\"zero-one\""), std::string::npos);
  EXPECT_EQ(file_.settings.at("disc/best").find("labels"), std::string::npos) << "neutral";
  ExpectError(absl::StrReplaceAll(text_, {{"zero-one", "one-two"}}),
              "the signatures of disc/paper are of {");
}

TEST_F(SignatureFileTest, ThatIsWrongSaysWhere) {
  const std::string digest(64, '0'), version = absl::StrCat("contract_version ", kContractVersion);
  ExpectError("a b c\n", ":1: wants two fields");
  ExpectError("# x\ncontract_version one\n", ":2: wants \"contract_version N\"");
  ExpectError(version + "\na " + digest.substr(1) + "\n", ":2: wants a digest");
  ExpectError(version + "\nb " + digest + "\na " + digest + "\n", ":3: wants each id once");
  ExpectError("settings a {} {}\n", ":1: wants \"settings PRESET JSON\"");
  ExpectError("settings a {}\nsettings a {}\n", ":2: wants \"settings PRESET JSON\"");
  ExpectError("", "has no line contract_version");
  ExpectError(version + "\na " + digest + "\n", "have a where disc/best/depth-3/seed-00");
  ExpectError(version + "\n", "have nothing where disc/best/depth-3/seed-00");
}

}  // namespace
}  // namespace tenfold
