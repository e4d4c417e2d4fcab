#include "experiments/receipts/receipt.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/text/digest.h"
#include "engine/optimizers/optimizer.h"
#include "experiments/receipts/weights_digest.h"

namespace tenfold {
namespace {

constexpr size_t kDigits = 64;                   // of a digest
constexpr size_t kLinkSize = 3 * (kDigits + 1);  // with the end of the line

std::string HeadOf(ReceiptEvery every) {
  return absl::StrCat("tenfold receipt 1 by ", NameOf(every));
}

std::string ChainOf(absl::string_view before, absl::string_view batch, absl::string_view state) {
  return Sha256Hex(absl::StrCat(before, " ", batch, " ", state));
}

bool IsDigest(absl::string_view text) {
  return text.size() == kDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
         });
}

std::string DataDigest(const Samples& samples) {
  Sha256 digest;
  digest.AddNumbers(absl::MakeConstSpan(samples.inputs));
  for (const TargetArray& targets : samples.targets) {
    digest.AddNumbers(absl::MakeConstSpan(targets.values));
    digest.AddNumbers(absl::MakeConstSpan(targets.classes));
  }
  return digest.Hex();
}

}  // namespace

absl::string_view NameOf(ReceiptEvery every) {
  return every == ReceiptEvery::kStep ? "step" : "epoch";
}

absl::StatusOr<Receipt> ParseReceipt(absl::string_view text, absl::string_view name) {
  const auto error = [&](absl::string_view what) {
    return absl::DataLossError(absl::StrCat(name, ": ", what));
  };
  Receipt receipt;
  const absl::string_view head = text.substr(0, text.find('\n'));
  if (head == HeadOf(ReceiptEvery::kStep)) {
    receipt.every = ReceiptEvery::kStep;
  } else if (head != HeadOf(ReceiptEvery::kEpoch)) {
    return error("no receipt: wants the first line \"tenfold receipt 1 by epoch\", or step");
  }
  text.remove_prefix(std::min(text.size(), head.size() + 1));
  if (text.empty() || text.size() % kLinkSize != 0) {
    return error("the receipt is cut: wants whole lines of three digests");
  }
  std::string chain(head);
  for (; !text.empty(); text.remove_prefix(kLinkSize)) {
    const std::string where = absl::StrCat(NameOf(receipt.every), " ", receipt.links.size());
    const std::vector<absl::string_view> digests =
        absl::StrSplit(text.substr(0, kLinkSize - 1), ' ');
    if (text[kLinkSize - 1] != '\n' || digests.size() != 3 ||
        !std::all_of(digests.begin(), digests.end(), IsDigest)) {
      return error(absl::StrCat(where, ": wants three digests of 64 hexadecimal digits"));
    }
    chain = ChainOf(chain, digests[0], digests[1]);
    if (chain != digests[2]) {
      return error(absl::StrCat(where, ": the chain breaks there: damaged, or forged"));
    }
    receipt.links.push_back({std::string(digests[0]), std::string(digests[1]), chain});
  }
  return receipt;
}

size_t FirstDifferentLink(const Receipt& a, const Receipt& b) {
  const size_t common = std::min(a.links.size(), b.links.size());
  size_t first = 0;
  while (first < common && a.links[first].chain == b.links[first].chain) ++first;
  return first;
}

std::string StateDigest(const TrainingState& state) {
  std::vector<std::vector<float>> all = state.parameters;
  for (const std::vector<std::vector<float>>& running : state.optimizer) {
    all.insert(all.end(), running.begin(), running.end());
  }
  return WeightsDigest(all);
}

ReceiptWriter::ReceiptWriter(ReceiptEvery every)
    : every_(every), text_(HeadOf(every)), chain_(text_) {
  text_ += "\n";
}

void ReceiptWriter::Resume(std::string until_now) {
  text_ = std::move(until_now);
  chain_ = text_.substr(text_.size() - 1 - kDigits, kDigits);
}

void ReceiptWriter::BeginTraining(const TrainingTask& task, const NetworkInfo& info,
                                  const ParameterStore& store) {
  task_ = &task;
  info_ = &info;
  store_ = &store;
  if (chain_ == HeadOf(every_)) AddLink(DataDigest(task.train));
}

void ReceiptWriter::BeginEpoch(const std::vector<int32_t>& order,
                               const std::vector<float>& inputs) {
  augmented_ = &inputs == &task_->train.inputs ? nullptr : &inputs;
  if (every_ == ReceiptEvery::kStep) return;
  digest_.AddNumbers(absl::MakeConstSpan(order));
  if (augmented_ != nullptr) digest_.AddNumbers(absl::MakeConstSpan(inputs));
  epoch_batch_ = digest_.Finish();
}

void ReceiptWriter::EndStep(absl::Span<const int32_t> samples) {
  if (every_ == ReceiptEvery::kEpoch) return;
  digest_.AddNumbers(samples);
  if (augmented_ != nullptr) {
    const size_t size = augmented_->size() / task_->train.count;
    for (const int32_t sample : samples) {
      digest_.AddNumbers(absl::MakeConstSpan(*augmented_).subspan(sample * size, size));
    }
  }
  AddLink(digest_.Finish());
}

void ReceiptWriter::EndEpoch() {
  if (every_ == ReceiptEvery::kEpoch) AddLink(epoch_batch_);
}

// What StateDigest gives, without an allocation: a small network's epoch takes a tenth of a
// millisecond.
std::string ReceiptWriter::DigestOfStore() {
  size_t size = 0;
  const auto place_of = [&](const ParameterInfo& parameter) {
    const size_t place = size;
    size += static_cast<size_t>(NumElements(parameter.shape));
    if (state_.size() < size) state_.resize(size);
    return state_.data() + place;
  };
  const std::vector<ParameterInfo>& parameters = info_->parameters;
  for (size_t i = 0; i < parameters.size(); ++i) {
    store_->CopyValue(static_cast<int>(i), place_of(parameters[i]));
  }
  for (int s = 0; s < StatesPerParameter(task_->optimizer); ++s) {
    for (size_t i = 0; i < parameters.size(); ++i) {
      if (!parameters[i].is_trained) continue;
      store_->CopyState(static_cast<int>(i), s, place_of(parameters[i]));
    }
  }
  const absl::Span<float> state = absl::MakeSpan(state_).first(size);
  MakeNansOne(state);
  digest_.AddNumbers(absl::Span<const float>(state));
  return digest_.Finish();
}

void ReceiptWriter::AddLink(const std::string& batch) {
  const std::string state = DigestOfStore();
  chain_ = ChainOf(chain_, batch, state);
  absl::StrAppend(&text_, batch, " ", state, " ", chain_, "\n");
}

}  // namespace tenfold
