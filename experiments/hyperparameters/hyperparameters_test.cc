#include "experiments/hyperparameters/hyperparameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace tenfold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Hyperparameters Preset() {
  return {{"epochs", 25}, {"learning_rate", 0.5}, {"nesterov", false}, {"hidden", "64-32"}};
}

TEST(SetHyperparameter, KeepsTheType) {
  Hyperparameters h = Preset();
  ASSERT_TRUE(SetHyperparameter("epochs=3", h).ok());
  ASSERT_TRUE(SetHyperparameter("learning_rate=1e-3", h).ok());
  ASSERT_TRUE(SetHyperparameter("nesterov=true", h).ok());
  ASSERT_TRUE(SetHyperparameter("hidden=none", h).ok());
  EXPECT_EQ(h.dump(), R"({"epochs":3,"learning_rate":0.001,"nesterov":true,"hidden":"none"})");
  EXPECT_EQ(Overrides(Preset(), h), "epochs=3,learning_rate=0.001,nesterov=true,hidden=none");
}

TEST(SetHyperparameter, SettingThePresetsValueIsNoOverride) {
  Hyperparameters h = Preset();
  ASSERT_TRUE(SetHyperparameter("learning_rate=.5", h).ok());
  EXPECT_EQ(Overrides(Preset(), h), "");
}

// Or the same training would have two run ids.
TEST(SetHyperparameter, TheSameIsWrittenTheSame) {
  for (const auto& [text, value] :
       std::vector<std::pair<const char*, const char*>>{{"hidden=010", "10"},
                                                        {"hidden=064-0032", "64-32"},
                                                        {"hidden=00-1", "0-1"},
                                                        {"hidden=a01-02", "a01-02"},
                                                        {"hidden=1--2", "1--2"}}) {
    Hyperparameters h = Preset();
    ASSERT_TRUE(SetHyperparameter(text, h).ok());
    EXPECT_EQ(h.at("hidden"), value) << text;
  }
  Hyperparameters h = Preset();
  ASSERT_TRUE(SetHyperparameter("learning_rate=-0", h).ok());
  ASSERT_TRUE(SetHyperparameter("epochs=+025", h).ok());
  EXPECT_EQ(Overrides(Preset(), h), "learning_rate=0.0");
}

TEST(SetHyperparameters, EachOnce) {
  Hyperparameters h = Preset();
  EXPECT_TRUE(SetHyperparameters({"epochs=3", "learning_rate=0.1"}, h).ok());
  EXPECT_EQ(Overrides(Preset(), h), "epochs=3,learning_rate=0.1");
  EXPECT_EQ(SetHyperparameters({"epochs=3", "epochs=3"}, h).message(), "epochs is set twice");
  EXPECT_EQ(SetHyperparameters({"epochs=3", "x=1"}, h).message().substr(0, 28),
            "unknown hyperparameter \"x\"; ");
}

TEST(SetHyperparameter, NamesWhatIsWrong) {
  Hyperparameters h = Preset();
  const auto error = [&](const std::string& text) {
    return std::string(SetHyperparameter(text, h).message());
  };
  EXPECT_EQ(error("epoch=3"),
            "unknown hyperparameter \"epoch\"; there are epochs, learning_rate, nesterov, hidden");
  EXPECT_EQ(error("epochs"), "\"epochs\" is not of the form name=value");
  EXPECT_EQ(error("epochs=2.5"), "epochs is \"2.5\", wants an integer");
  EXPECT_EQ(error("learning_rate=fast"), "learning_rate is \"fast\", wants a number");
  for (const char* text : {"1e-400", "-1e-400", "1e-50"}) {
    EXPECT_EQ(error(absl::StrCat("learning_rate=", text)),
              absl::StrCat("learning_rate is \"", text,
                           "\", wants a number that is not so small that it would become 0"));
  }
  EXPECT_EQ(error("learning_rate=nan"), "learning_rate is \"nan\", wants a number");
  EXPECT_EQ(error("nesterov=1"), "nesterov is \"1\", wants true or false");
  EXPECT_THAT(error("hidden=../x"), HasSubstr("wants up to 60 letters, digits"));
  EXPECT_THAT(error("hidden=-x"), HasSubstr("wants up to 60 letters, digits"));
  EXPECT_EQ(error("a\nb"), "\"a\\nb\" is not of the form name=value");
  EXPECT_LT(error(std::string(1000000, 'x').c_str()).size(), 200u);
  EXPECT_LT(error(("hidden=" + std::string(1000000, 'x')).c_str()).size(), 200u);
  EXPECT_EQ(h, Preset());
}

TEST(WithoutNeutral, IsWhatDecides) {
  const Hyperparameters neutral = {{"nesterov", false}, {"hidden", "none"}, {"gone", 1}};
  EXPECT_EQ(WithoutNeutral(Preset(), neutral).dump(),
            R"({"epochs":25,"hidden":"64-32","learning_rate":0.5})");
  EXPECT_EQ(WithoutNeutral(Preset(), Preset()).dump(), "{}");
}

TEST(SameHyperparameters, ComparesThoseThatBothName) {
  Hyperparameters more = Preset();
  more["declared_later"] = 1;
  EXPECT_TRUE(SameHyperparameters(Preset(), more));
  EXPECT_TRUE(SameHyperparameters(more, Preset()));
  more["epochs"] = 26;
  EXPECT_FALSE(SameHyperparameters(Preset(), more));
  EXPECT_FALSE(SameHyperparameters(more, Preset()));
}

TEST(HyperparameterReader, ReadsAndChecksRanges) {
  const Hyperparameters h = {{"epochs", 0},
                             {"learning_rate", 0.0},
                             {"optimizer", "sdg"},
                             {"hidden", "64--32"},
                             {"sizes", "8-16"}};
  const auto error = [&](const auto& read) {
    HyperparameterReader reader(h);
    read(reader);
    return std::string(reader.status().message());
  };
  EXPECT_EQ(error([](auto& r) { r.Integer("epochs", 1, 9); }),
            "epochs is 0, wants an integer from 1 to 9");
  EXPECT_EQ(error([](auto& r) { r.Number("learning_rate", 0, 1, true); }),
            "learning_rate is 0.0, wants a number above 0 to 1");
  EXPECT_EQ(error([](auto& r) { r.OneOf("optimizer", {"sgd", "adam"}); }),
            "optimizer is sdg, wants sgd or adam");
  EXPECT_EQ(error([](auto& r) { r.Sizes("hidden", 99); }),
            "hidden is 64--32, wants sizes from 1 to 99 such as 64-32, or none");
  HyperparameterReader reader(h);
  EXPECT_EQ(reader.Integer("epochs", 0, 9), 0);
  EXPECT_EQ(reader.Number("learning_rate", 0, 1), 0.0);
  EXPECT_THAT(reader.Sizes("sizes", 99), ElementsAre(8, 16));
  EXPECT_TRUE(reader.status().ok());
}

}  // namespace
}  // namespace tenfold
