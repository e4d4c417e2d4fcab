// Receipts: a chain of digests of a training, by which two runs can be compared and a stretch of
// one computed again. engine/NUMERICS.md, "Receipts", defines what is hashed.
//
// A receipt is text, so that ordinary tools compare two. Its first line says what it is; each other
// line is a link, three digests in hexadecimal with a space between them. Link 0 is of the start,
// link k of epoch or step k.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "base/text/digest.h"
#include "engine/network/backend.h"
#include "engine/network/network.h"
#include "engine/network/training_state.h"
#include "experiments/training/training_observer.h"

namespace tenfold {

// The name among a run's artifacts.
inline constexpr char kReceiptFile[] = "receipt.txt";

// How often a run leaves a link.
enum class ReceiptEvery { kEpoch, kStep };

// "epoch", "step".
absl::string_view NameOf(ReceiptEvery every);

struct ReceiptLink {
  std::string batch;  // what was learnt from; of link 0 the data
  std::string state;  // parameters, statistics and the optimizer's running values afterwards
  std::string chain;  // over both and the chain before
};

struct Receipt {
  ReceiptEvery every = ReceiptEvery::kEpoch;
  std::vector<ReceiptLink> links;
};

// DataLoss, one line that begins with `name`: no receipt, a line that is none, or a chain that
// breaks, with the epoch or step where it does.
absl::StatusOr<Receipt> ParseReceipt(absl::string_view text, absl::string_view name);

// The number of the first link that differs, or that only one of the two has; the number of links
// if there is none. Both are by the same.
size_t FirstDifferentLink(const Receipt& a, const Receipt& b);

// SHA-256 of a training's state.
std::string StateDigest(const TrainingState& state);

// Writes the receipt of a run that is trained alone.
class ReceiptWriter final : public TrainingObserver {
 public:
  explicit ReceiptWriter(ReceiptEvery every);

  void BeginTraining(const TrainingTask& task, const NetworkInfo& info,
                     const ParameterStore& store) override;
  void BeginEpoch(const std::vector<int32_t>& order, const std::vector<float>& inputs) override;
  void EndStep(absl::Span<const int32_t> samples) override;
  void EndEpoch() override;

  ReceiptEvery every() const { return every_; }
  const std::string& text() const { return text_; }

  // Before the training begins: goes on behind a receipt by the same that ParseReceipt takes.
  void Resume(std::string until_now);

 private:
  void AddLink(const std::string& batch);
  std::string DigestOfStore();

  const ReceiptEvery every_;
  std::string text_, chain_;
  const TrainingTask* task_ = nullptr;
  const NetworkInfo* info_ = nullptr;
  const ParameterStore* store_ = nullptr;
  const std::vector<float>* augmented_ = nullptr;  // of this epoch; null: inputs are the task's
  std::string epoch_batch_;                        // by epoch: the digest of its batches
  Sha256 digest_;                                  // for one digest after the other
  std::vector<float> state_;                       // what is hashed last, in one piece
};

}  // namespace tenfold
