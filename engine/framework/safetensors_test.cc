#include "engine/framework/safetensors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>

#include "absl/strings/str_cat.h"
#include "engine/framework/state_tensors.h"
#include "engine/network/network_text.h"

namespace tenfold {
namespace {

// A file with this header.
std::string File(const std::string& header, const std::string& data) {
  const uint64_t length = header.size();
  std::string bytes(reinterpret_cast<const char*>(&length), sizeof(length));
  return bytes + header + data;
}

std::string ErrorOf(const std::string& bytes) {
  return std::string(ParseSafetensors(bytes, "w").status().message());
}

TEST(Safetensors, AreWrittenByteForByte) {
  const Safetensors content = {{{"b", {1, 2}, {1.0f, -2.0f}}, {"a", {}, {0.5f}}},
                               {{"made_by", "a test"}}};
  const std::string header = R"({"__metadata__":{"made_by":"a test"},)"
                             R"("a":{"data_offsets":[0,4],"dtype":"F32","shape":[]},)"
                             R"("b":{"data_offsets":[4,12],"dtype":"F32","shape":[1,2]}})";
  const float values[] = {0.5f, 1.0f, -2.0f};
  std::string data(sizeof(values), '\0');
  std::memcpy(&data[0], values, sizeof(values));
  const std::string padded = header + std::string((8 - header.size() % 8) % 8, ' ');
  EXPECT_EQ(*SafetensorsFile(content), File(padded, data));
}

TEST(Safetensors, ComeBackAsTheyWere) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const Safetensors content = {{{"1.weight", {2, 3}, {1, 2, 3, 4, 5, 6}},
                                {"0.bias", {2}, {-0.0f, nan}},
                                {"none", {0, 4}, {}}},
                               {{"text", "\"quoted\"\n"}, {"other", ""}}};
  const Safetensors read = *ParseSafetensors(*SafetensorsFile(content), "w");
  EXPECT_EQ(read.metadata, content.metadata);
  ASSERT_EQ(read.tensors.size(), 3u);
  EXPECT_EQ(read.tensors[0].name, "0.bias");
  EXPECT_TRUE(std::signbit(read.tensors[0].values[0]) && std::isnan(read.tensors[0].values[1]));
  EXPECT_EQ(read.tensors[1].name, "1.weight");
  EXPECT_EQ(read.tensors[1].shape, (Shape{2, 3}));
  EXPECT_EQ(read.tensors[1].values, content.tensors[0].values);
  EXPECT_EQ(read.tensors[2].shape, (Shape{0, 4}));
}

TEST(Safetensors, RefuseWhatCannotBeWritten) {
  EXPECT_EQ(SafetensorsFile({{{"a", {2}, {1.0f}}}, {}}).status().message(),
            "tensor \"a\" has the shape [2] and 1 values");
  EXPECT_EQ(SafetensorsFile({{{"a", {}, {1}}, {"a", {}, {2}}}, {}}).status().message(),
            "two tensors are named \"a\"");
  EXPECT_EQ(SafetensorsFile({{{"\xff", {}, {1}}}, {}}).status().message(),
            "a tensor's name or the metadata is no UTF-8");
}

TEST(Safetensors, TensorsOfOtherTypesHaveNoValues) {
  const Safetensors read = *ParseSafetensors(
      File(R"({"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]}})", std::string(8, '\1')), "w");
  EXPECT_EQ(read.tensors[0].dtype, "I64");
  EXPECT_TRUE(read.tensors[0].values.empty());
}

TEST(Safetensors, BadFilesGetOneLine) {
  EXPECT_EQ(ErrorOf("1234567"), "w: is cut: no safetensors file");
  EXPECT_EQ(ErrorOf(std::string("\0\0\0\x80\x02\0\0\0", 8)),
            "w: no safetensors file: a header of 10737418240 bytes, wants at most 16777216");
  EXPECT_EQ(ErrorOf(File("{}", "").substr(0, 9)),
            "w: is cut: a header of 2 bytes, and 1 are there");
  EXPECT_EQ(ErrorOf(File("[]", "")), "w: its header is no JSON object");
  EXPECT_EQ(ErrorOf(File("{", "")).substr(0, 15), "w: its header: ");
  EXPECT_EQ(ErrorOf(File(R"({"__metadata__":{"a":1}})", "")),
            "w: its metadata is no object of texts");
  EXPECT_EQ(ErrorOf(File(R"({"__metadata__":null})", "")), "w: its metadata is no object of texts");
  EXPECT_EQ(ErrorOf(File("{}", "x")), "w: has 1 bytes of values, wants 0 for its tensors");
  const auto tensor = [](const std::string& name, const std::string& dtype,
                         const std::string& shape, const std::string& offsets) {
    return absl::StrCat("\"", name, R"(":{"dtype":")", dtype, R"(","shape":[)", shape,
                        R"(],"data_offsets":[)", offsets, "]}");
  };
  const std::string eight(8, '\0');
  const auto error_of = [&](const std::string& tensors) {
    return ErrorOf(File("{" + tensors + "}", eight));
  };
  EXPECT_EQ(error_of(tensor("a", "F32", "2", "0,8")), "");
  EXPECT_EQ(error_of(tensor("a", "F31", "2", "0,8")),
            "w: tensor \"a\" is of the unknown type \"F31\"");
  EXPECT_EQ(error_of(tensor("a", "F32", "3", "0,8")),
            "w: tensor \"a\" has the shape [3] of F32 in 8 bytes");
  EXPECT_EQ(error_of(tensor("a", "F32", "65536,65536,65536,65536,2", "0,8")),
            "w: tensor \"a\" has the shape [65536, 65536, 65536, 65536, 2] of F32 in 8 bytes");
  EXPECT_EQ(error_of(tensor("a", "F32", "-2", "0,8")),
            "w: tensor \"a\" has a dimension that is no whole number below 2^31");
  EXPECT_EQ(error_of(tensor("a", "F32", "4", "0,16")),
            "w: tensor \"a\" lies at bytes 0 to 16 of 8");
  EXPECT_EQ(error_of(tensor("a", "F32", "2", "8,0")), "w: tensor \"a\" lies at bytes 8 to 0 of 8");
  EXPECT_EQ(error_of(tensor("a", "F32", "2", "0,8") + "," + tensor("b", "F32", "1", "4,8")),
            "w: tensor \"b\" begins at byte 4, wants 8, where the one before ends");
  EXPECT_EQ(error_of(tensor("a", "F32", "1", "4,8")),
            "w: tensor \"a\" begins at byte 4, wants 0, where the one before ends");
  EXPECT_EQ(
      error_of(tensor("a", "F32", "2", "0,8") + "," + tensor("a", "F32", "2", "0,8")).substr(0, 15),
      "w: its header: ");
  EXPECT_EQ(error_of(R"("a":{"dtype":"F32","shape":[2]})"),
            "w: tensor \"a\" has no dtype, shape and data_offsets of two numbers");
}

const Network& SmallNetwork() {
  static const Network network = OneBlock({2}, {Linear(2, 1), BatchNorm1d(1)});
  return network;
}

TEST(StateTensors, NamesOfAResidualAreThoseOfAModule) {
  EXPECT_EQ(TensorNames(*Analyze(
                *ParseNetwork("Linear(2, bias=false), Residual(Linear(2, bias=false))", {3}))),
            (std::vector<std::string>{"0.weight", "1.0.weight"}));
  EXPECT_EQ(TensorNames(*Analyze(*ParseNetwork("Residual(ReLU(), Linear(3, bias=false))", {3}))),
            std::vector<std::string>{"0.1.weight"});
}

TEST(StateTensors, WeightsFitTheNetworkOrAreRefused) {
  const NetworkInfo info = *Analyze(SmallNetwork());
  const std::vector<std::vector<float>> weights = {{1, 2}, {3}, {4}, {5}, {6}, {7}};
  Safetensors file = {WeightTensors(info, weights), {}};
  EXPECT_EQ(file.tensors[0].name, "0.weight");
  EXPECT_EQ(file.tensors[4].name, "1.running_mean");
  EXPECT_EQ(*WeightsOf(file, info, "w"), weights);
  // What PyTorch writes besides.
  file.tensors.push_back({"1.num_batches_tracked", {}, {}, "I64"});
  EXPECT_EQ(*WeightsOf(file, info, "w"), weights);
  // With the block's name.
  file.tensors[0].name = "net.0.weight";
  EXPECT_EQ(*WeightsOf(file, info, "w"), weights);

  const auto error_of = [&](const std::function<void(Safetensors&)>& change) {
    Safetensors changed = file;
    change(changed);
    return std::string(WeightsOf(changed, info, "w").status().message());
  };
  EXPECT_EQ(error_of([](Safetensors& f) { f.tensors[0].name = "2.weight"; }),
            "w: has no tensor \"0.weight\"");
  EXPECT_EQ(error_of([](Safetensors& f) { f.tensors[0].shape = {2, 1}; }),
            "w: tensor \"net.0.weight\" has the shape [2, 1], wants [1, 2]");
  EXPECT_EQ(error_of([](Safetensors& f) { f.tensors[0].dtype = "BF16"; }),
            "w: tensor \"net.0.weight\" is of type BF16, wants F32");
  EXPECT_EQ(error_of([](Safetensors& f) { f.tensors[0].values[1] = INFINITY; }),
            "w: tensor \"net.0.weight\" has a value that is no finite number");
  EXPECT_EQ(error_of([](Safetensors& f) { f.tensors.push_back({"more", {}, {1}}); }),
            "w: tensor \"more\" is of no parameter of the network");
}

TEST(StateTensors, NamesOfSeveralBlocksHaveTheBlock) {
  const NetworkInfo info =
      *Analyze({{3},
                {{"trunk", kInputTensor, "hidden", Rows::kAll, {Linear(3, 2)}},
                 {"head", "hidden", "answer", Rows::kAll, {Tanh(), Linear(2, 1)}}}});
  EXPECT_EQ(TensorNames(info), (std::vector<std::string>{"trunk.0.weight", "trunk.0.bias",
                                                         "head.1.weight", "head.1.bias"}));
}

TEST(StateTensors, AStateComesBackAsItWas) {
  const NetworkInfo info = *Analyze(SmallNetwork());
  const TrainingState state = {
      {12, 15}, {{1, 2}, {3}, {4}, {5}, {6}, {7}}, {{{8, 9}, {10}, {11}, {12}, {}, {}}}};
  Safetensors file = TrainingStateFile(info, state);
  const OptimizerOptions momentum = SgdOptions{0.9};
  EXPECT_TRUE(*TrainingStateOf(file, info, momentum, "w") == state);
  EXPECT_EQ(file.tensors[6].name, "optimizer.momentum_buffer.0.weight");
  EXPECT_EQ(*WeightsOf(file, info, "w"), state.parameters);
  EXPECT_EQ(TrainingStateOf(file, info, AdamOptions{}, "w").status().message(),
            "w: has no tensor \"optimizer.exp_avg.0.weight\"");
  EXPECT_EQ(TrainingStateOf(file, info, SgdOptions{}, "w").status().message(),
            "w: tensor \"optimizer.momentum_buffer.0.bias\" is of no parameter of the network");
  file.metadata["steps"] = "-1";
  EXPECT_EQ(TrainingStateOf(file, info, momentum, "w").status().message(),
            "w: steps is \"-1\", wants a whole number");
  EXPECT_EQ(TrainingStateOf({file.tensors, {}}, info, momentum, "w").status().message(),
            "w: has weights alone and no state of a training");
}

}  // namespace
}  // namespace tenfold
