#include "engine/backends/onednn/planned_network.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace tenfold::onednn {
namespace {

using dnnl::memory;

bool IsEveryOtherRow(Rows rows) { return rows == Rows::kEven || rows == Rows::kOdd; }

// Rows of `shape` in the array of a tensor: all, or every other one.
memory RowsOf(AlignedVector<float>& values, int rows, const Shape& shape, Rows part) {
  if (values.empty()) return {};
  const int64_t size = NumElements(shape);
  return NewMemory(PlainDesc(rows, shape, IsEveryOtherRow(part) ? 2 * size : size),
                   values.data() + (part == Rows::kOdd ? size : 0));
}

}  // namespace

// Both passes share a scratchpad.
PlannedNetwork::PlannedNetwork(int rows)
    : rows_(rows), forward_(std::make_shared<Scratchpad>()), backward_(forward_.scratchpad()) {}

absl::StatusOr<std::unique_ptr<PlannedNetwork>> PlannedNetwork::Make(
    const Network& network, const NetworkInfo& info, int rows, const PlanOptions& options,
    blockwise::CanonicalStore<float>& store) {
  // No layer makes more dimensions of a row than the input has.
  if (info.tensors[0].shape.size() + 1 > DNNL_MAX_NDIMS) {
    return absl::UnimplementedError(absl::StrCat("onednn: input rows of shape ",
                                                 ShapeToString(info.tensors[0].shape), ": at most ",
                                                 DNNL_MAX_NDIMS - 1, " dimensions"));
  }
  std::unique_ptr<PlannedNetwork> planned(new PlannedNetwork(rows));
  for (size_t t = 0; t < info.tensors.size(); ++t) {
    const size_t size = rows / info.tensors[t].row_divisor * NumElements(info.tensors[t].shape);
    const bool needs_grad = t > 0 || options.needs_input_gradient;
    planned->tensors_.push_back(
        {AlignedVector<float>(size), AlignedVector<float>(needs_grad ? size : 0)});
  }

  struct Ends {
    memory input, output, grad_input, grad_output, grad_skip;
  };
  std::vector<Ends> ends;
  for (size_t b = 0; b < network.blocks.size(); ++b) {
    const Rows part = network.blocks[b].rows;
    const BlockInfo& block = info.blocks[b];
    TensorMemory& input = planned->tensors_[block.input];
    TensorMemory& output = planned->tensors_[block.output];
    // Pairs are rows without gaps, of twice the features.
    const int block_rows =
        rows / info.tensors[block.output].row_divisor / (IsEveryOtherRow(part) ? 2 : 1);
    const Shape& from = block.shapes.front();
    const Shape& to = block.shapes.back();
    ends.push_back({RowsOf(input.value, block_rows, from, part),
                    RowsOf(output.value, block_rows, to, part),
                    RowsOf(input.grad, block_rows, from, part),
                    RowsOf(output.grad, block_rows, to, part),
                    {}});
    planned->blocks_.emplace_back(network.blocks[b], block, block_rows, options);
    absl::Status status =
        planned->blocks_[b].PlanForward(ends[b].input, ends[b].output, store, planned->forward_);
    if (!status.ok()) return status;
    if (block.skip < 0) continue;
    TensorMemory& skip = planned->tensors_[block.skip];
    ends[b].grad_skip = RowsOf(skip.grad, block_rows, to, part);
    planned->forward_.AddReorder(RowsOf(skip.value, block_rows, to, part), ends[b].output,
                                 /*add=*/true);
  }
  for (size_t b = network.blocks.size(); b-- > 0;) {
    // Before the layers, which may write over the gradient.
    if (ends[b].grad_skip) {
      planned->backward_.AddReorder(ends[b].grad_output, ends[b].grad_skip, /*add=*/true);
    }
    TENFOLD_RETURN_IF_ERROR(planned->blocks_[b].PlanBackward(
        ends[b].grad_output, ends[b].grad_input, planned->backward_));
  }
  return planned;
}

}  // namespace tenfold::onednn
