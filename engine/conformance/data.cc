// Operations of kit/data.json.
#include "engine/conformance/answers.h"
#include "experiments/datasets/augmentation.h"
#include "experiments/disc/disc_set.h"

namespace tenfold::conformance {
namespace {

uint64_t SeedOf(const Json& test_case) {
  return Word64(test_case.at("seed").get_ref<const std::string&>());
}

Json Augmented(const Json& test_case, const Augmentation& augmentation, const Shape& row_shape) {
  const std::vector<float> rows = Floats(test_case.at("rows").get<std::string>());
  RowAugmenter augmenter = *MakeRowAugmenter(augmentation, row_shape, rows);
  PhiloxGenerator generator(SeedOf(test_case), Stream::kAugmentation,
                            test_case.at("epoch").get<uint32_t>());
  std::vector<float> result(rows.size());
  for (size_t i = 0; i < rows.size(); i += NumElements(row_shape)) {
    augmenter(generator, &rows[i], &result[i]);
  }
  return {{"rows", Hex(result)}};
}

}  // namespace

Json DiscData(const Json& test_case, const Respondent&) {
  const tenfold::DiscData data = MakeDisc(test_case.at("points").get<int>(), SeedOf(test_case));
  return {{"train_points", Hex(data.train.points)},
          {"train_targets", Hex(data.train.targets)},
          {"test_points", Hex(data.test.points)},
          {"test_targets", Hex(data.test.targets)},
          {"digest", DiscDigest(data)}};
}

Json PairsData(const Json& test_case, const Respondent& respondent) {
  const Experiment& pairs = *respondent.experiments.at("pairs");
  Hyperparameters hyperparameters = pairs.presets().front().hyperparameters;
  hyperparameters["pairs"] = test_case.at("pairs");
  hyperparameters["held_out_pairs"] = test_case.at("held_out_pairs");
  TrainingTask task = *pairs.MakeTask(pairs.variants().front(), hyperparameters);
  const absl::Status status =
      pairs.DrawData(hyperparameters, static_cast<int64_t>(SeedOf(test_case)), task);
  if (!status.ok()) return {{"error", std::string(status.message())}};
  return {{"train_images", Hash(task.train.inputs)},
          {"train_classes", Hash(task.train.row_classes)},
          {"test_images", Hash(task.test.inputs)},
          {"test_classes", Hash(task.test.row_classes)},
          {"digest", pairs.DatasetDigest(hyperparameters, 0)}};
}

Json Warp(const Json& test_case, const Respondent&) {
  const auto amounts = test_case.at("amounts").get<std::vector<double>>();
  const int size = test_case.at("size").get<int>();
  return Augmented(
      test_case,
      WarpOptions{amounts.at(0), amounts.at(1), amounts.at(2), amounts.at(3), amounts.at(4)},
      {1, size, size});
}

Json MovePoints(const Json& test_case, const Respondent&) {
  const bool rotations = test_case.at("symmetry").get<std::string>() == "rotations";
  return Augmented(
      test_case,
      PointSymmetry{rotations ? PointSymmetry::Kind::kRotations : PointSymmetry::Kind::kFlips,
                    test_case.at("centre").get<float>()},
      {2});
}

}  // namespace tenfold::conformance
