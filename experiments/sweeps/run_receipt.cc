#include "experiments/sweeps/run_receipt.h"

#include <numeric>

#include "experiments/receipts/kept_state.h"
#include "experiments/records/artifacts.h"

namespace tenfold {
namespace {

// Nothing if the record lists none. One that is not whole counts as by epoch.
std::optional<ReceiptEvery> ReceiptOf(const RunRecord& record, const Store& store) {
  if (ArtifactDigests(record).count(kReceiptFile) == 0) return std::nullopt;
  const absl::StatusOr<std::string> text =
      ReadArtifact(store.results_dir(), record.run_id, kReceiptFile);
  const absl::StatusOr<Receipt> receipt =
      text.ok() ? ParseReceipt(*text, kReceiptFile) : text.status();
  return receipt.ok() ? receipt->every : ReceiptEvery::kEpoch;
}

}  // namespace

bool HasReceiptAsAsked(const RunRecord& record, const Store& store,
                       std::optional<ReceiptEvery> asked) {
  if (!asked.has_value()) return true;
  const std::optional<ReceiptEvery> there = ReceiptOf(record, store);
  return there.has_value() && (*there == *asked || *there == ReceiptEvery::kStep);
}

int KeptStatesEvery(const RunRecord& record) {
  int every = 0;
  for (const auto& [name, digest] : ArtifactDigests(record)) {
    every = std::gcd(every, EpochOfKeptState(name).value_or(0));
  }
  return every;
}

std::optional<ReceiptEvery> ReceiptToMake(const RunRecord& record, const Store& store,
                                          std::optional<ReceiptEvery> asked) {
  const std::optional<ReceiptEvery> there = ReceiptOf(record, store);
  if (!there.has_value()) return asked;
  return asked == ReceiptEvery::kStep ? asked : there;
}

}  // namespace tenfold
