#include "experiments/study/array_study.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/datasets/table_files.h"
#include "experiments/study/source_digests.h"

namespace tenfold::study {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Table Iris() { return *ReadTable({"experiments/study/data/iris.csv", {"species"}, "", ""}); }

// Iris, as a caller has it.
Arrays IrisArrays() {
  const Table iris = Iris();
  Arrays arrays = {"X", "y", {iris.rows, 4}, {iris.rows}, iris.inputs, {}, {}};
  for (int32_t label : iris.labels) arrays.texts.push_back(iris.classes[label]);
  return arrays;
}

ArrayStudyOptions Options() {
  ArrayStudyOptions options;
  options.networks = {"small=Linear(4), ReLU()", "linear="};
  options.settings = {"epochs=2"};
  options.seeds = {4, 0};
  return options;
}

absl::StatusOr<std::unique_ptr<ArrayStudy>> Create(Arrays arrays, ArrayStudyOptions options,
                                                   std::optional<Arrays> test = std::nullopt) {
  return ArrayStudy::Create(std::move(arrays), std::move(test), std::move(options),
                            SourceDigests());
}

std::unique_ptr<ArrayStudy> Trained(Arrays arrays, ArrayStudyOptions options,
                                    std::optional<Arrays> test = std::nullopt) {
  std::unique_ptr<ArrayStudy> study =
      *Create(std::move(arrays), std::move(options), std::move(test));
  EXPECT_EQ(study->Train([] { return true; }), absl::OkStatus());
  return study;
}

TEST(ArrayStudy, IsTheSameDataAsInAFile) {
  const std::unique_ptr<ArrayStudy> study = Trained(IrisArrays(), Options());
  EXPECT_EQ(study->table().name, "iris");
  EXPECT_EQ(study->table().digest, Iris().digest);
  EXPECT_EQ(study->done(), 4u);
  EXPECT_THAT(study->options().seeds, ElementsAre(0, 4));
  EXPECT_EQ(study->outcome(1).run_id, "study/default,epochs=2,data=iris/small/simd/seed-04");
  EXPECT_EQ(study->Layers(3), "Linear(4, 3)");
  EXPECT_EQ(study->outcome(3).train_loss.size(), 2u);
  EXPECT_EQ(study->outcome(3).metrics.count("test_accuracy"), 1u);
}

// What is answered to all rows at once, in pieces, and while the run was judged has the same bits.
TEST(ArrayStudy, KeepsWhatTheModelAnswers) {
  for (const char* task : {"classification", "regression"}) {
    Arrays arrays = IrisArrays();
    if (arrays.texts.size() > 1 && task == std::string("regression")) {
      arrays.texts.clear();
      for (int row = 0; row < 150; ++row) arrays.numbers.push_back(1000.0 + 3.5 * row);
    }
    const std::vector<float> inputs = arrays.inputs;
    ArrayStudyOptions options = Options();
    options.keep_outputs = true;
    const std::unique_ptr<ArrayStudy> study = Trained(std::move(arrays), options);
    const Outcome& outcome = study->outcome(0);
    const Model model = *study->ModelOf(0, outcome.weights);
    EXPECT_EQ(*Answers(model, *OwnBackends().back(), inputs.data(), 150), outcome.outputs);
    std::vector<float> pieces;
    for (int row = 0; row < 150; ++row) {
      const std::vector<float> answer =
          *Answers(model, *OwnBackends().front(), &inputs[4 * row], 1);
      pieces.insert(pieces.end(), answer.begin(), answer.end());
    }
    EXPECT_EQ(pieces, outcome.outputs);
  }
}

TEST(ArrayStudy, TrainsOnTheRowsOfASeed) {
  ArrayStudyOptions options = Options();
  options.train_rows[0] = {0, 50, 100, 149};
  options.train_rows[4] = {1, 51, 101};
  const std::unique_ptr<ArrayStudy> study = Trained(IrisArrays(), options);
  const DrawnRows drawn = *study->Rows(1);
  EXPECT_THAT(drawn.split.train, ElementsAre(1, 51, 101));
  EXPECT_EQ(drawn.split.test.size(), 147u);
  EXPECT_THAT(drawn.split.left_out, ElementsAre());
  // They are part of the data.
  EXPECT_EQ(study->table().name.substr(0, 7), "sha256-");
  options.train_rows[4] = {1, 51, 102};
  EXPECT_NE(Trained(IrisArrays(), options)->table().digest, study->table().digest);

  const std::unique_ptr<ArrayStudy> own = Trained(IrisArrays(), options, IrisArrays());
  const DrawnRows of_own = *own->Rows(1);
  EXPECT_THAT(of_own.split.train, ElementsAre(1, 51, 102));
  EXPECT_EQ(of_own.split.left_out.size(), 147u);
  EXPECT_EQ(of_own.split.test.front(), 150);
  EXPECT_EQ(of_own.split.test.size(), 150u);
}

TEST(ArrayStudy, GoesOnWithAResultsFolder) {
  ArrayStudyOptions options = Options();
  options.results_dir = ::testing::TempDir() + "/array_study";
  options.keep_outputs = true;
  const std::unique_ptr<ArrayStudy> first = Trained(IrisArrays(), options);
  options.seeds = {0, 1, 4};
  const std::unique_ptr<ArrayStudy> second = Trained(IrisArrays(), options);
  const Outcome &made = first->outcome(1), &found = second->outcome(2);
  EXPECT_EQ(second->outcome(1).weights.size(), 4u);
  EXPECT_EQ(found.run_id, made.run_id);
  EXPECT_EQ(found.weights_digest, made.weights_digest);
  EXPECT_EQ(found.train_loss, made.train_loss);
  EXPECT_EQ(found.metrics, made.metrics);
  EXPECT_TRUE(found.weights.empty());
  const Outcome again = *second->TrainAgain(2);
  EXPECT_EQ(again.weights, made.weights);
  EXPECT_EQ(again.outputs, made.outputs);
}

TEST(ArrayStudy, EndsWhenItIsTold) {
  ArrayStudyOptions options = Options();
  options.settings = {"epochs=100000"};
  options.jobs = 1;
  const std::unique_ptr<ArrayStudy> study = *Create(IrisArrays(), options);
  int asked = 0;
  EXPECT_TRUE(absl::IsCancelled(study->Train([&] { return ++asked < 5; })));
  EXPECT_EQ(study->done(), 0u);
}

TEST(ArrayStudy, SaysWhatIsWrong) {
  const auto message = [](const std::function<void(Arrays&, ArrayStudyOptions&)>& change) {
    Arrays arrays = IrisArrays();
    ArrayStudyOptions options = Options();
    change(arrays, options);
    return std::string(Create(std::move(arrays), std::move(options)).status().message());
  };
  EXPECT_EQ(message([](Arrays& a, ArrayStudyOptions&) { a.inputs[5] = std::nanf(""); }),
            "X: row 1, value 1 (both counted from 0) is nan, wants a finite number");
  EXPECT_EQ(message([](Arrays& a, ArrayStudyOptions&) { a.target_shape = {149}; }),
            "y: has 149 rows, wants 150 as X has");
  EXPECT_THAT(message([](Arrays&, ArrayStudyOptions& o) { o.settings = {"epoch=3"}; }),
              HasSubstr("--set: unknown hyperparameter \"epoch\""));
  EXPECT_THAT(message([](Arrays&, ArrayStudyOptions& o) { o.settings = {"nesterov=true"}; }),
              HasSubstr("--set: nesterov=true changes nothing in this sweep"));
  EXPECT_THAT(message([](Arrays&, ArrayStudyOptions& o) { o.seeds = {-1}; }),
              HasSubstr("is negative"));
  EXPECT_EQ(message([](Arrays&, ArrayStudyOptions& o) { o.engine = "onednn"; }),
            "--engines: unknown engine \"onednn\"; there are reference, simd");
  EXPECT_EQ(message([](Arrays&, ArrayStudyOptions& o) { o.train_rows[0] = {}; }),
            "seed 0 has 0 rows to train on and 150 to test on, wants at least one of each");
  EXPECT_EQ(message([](Arrays&, ArrayStudyOptions& o) { o.train_rows[1] = {0}; }),
            "seed 0 has no rows to train on");
  EXPECT_THAT(
      message([](Arrays&, ArrayStudyOptions& o) {
        o.train_rows[0] = o.train_rows[4] = {0, 60};
        o.settings = {"folds=3"};
      }),
      HasSubstr("folds=3 changes nothing in this sweep; it needs seeds that have no train"));
}

TEST(ArrayStudy, NamesTheRunThatFails) {
  ArrayStudyOptions options = Options();
  options.networks = {"n=BatchNorm1d()"};
  for (int32_t row = 0; row < 32; ++row) options.train_rows[0].push_back(row);
  options.train_rows[4] = options.train_rows[0];
  options.train_rows[4].push_back(149);
  const std::unique_ptr<ArrayStudy> study = *Create(IrisArrays(), options);
  const absl::Status status = study->Train([] { return true; });
  EXPECT_TRUE(absl::IsAborted(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("seed-04: batch_size is 16, which leaves"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("1 of 2 runs failed"));
}

}  // namespace
}  // namespace tenfold::study
