// What a training step executes, creates and allocates: oneDNN's entry points and malloc are
// replaced by ones that count.
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "engine/backends/onednn/compat.h"
#include "engine/backends/onednn/onednn.h"
#include "engine/network/initial_weights.h"

extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* old, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
int omp_get_max_threads();
}

namespace {

struct Counts {
  std::array<int, 64> executed = {};  // by kind of primitive
  int created = 0;
  int own_allocations = 0;
  int onednn_allocations = 0;  // while it executes a primitive
  int most_threads = 0;        // that oneDNN would use in an execution

  int TotalExecuted() const {
    int total = 0;
    for (int n : executed) total += n;
    return total;
  }
};

thread_local Counts counts;
thread_local bool in_onednn = false;

void CountAllocation() { ++(in_onednn ? counts.onednn_allocations : counts.own_allocations); }

// The function that the one of the same name here hides.
template <typename Function>
Function* Original(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

void* malloc(size_t size) {
  CountAllocation();
  return __libc_malloc(size);
}

void* calloc(size_t count, size_t size) {
  CountAllocation();
  return __libc_calloc(count, size);
}

void* realloc(void* old, size_t size) {
  CountAllocation();
  return __libc_realloc(old, size);
}

void* memalign(size_t alignment, size_t size) {
  CountAllocation();
  return __libc_memalign(alignment, size);
}

void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void** result, size_t alignment, size_t size) {
  *result = memalign(alignment, size);
  return *result != nullptr ? 0 : ENOMEM;
}

dnnl_status_t dnnl_primitive_create(dnnl_primitive_t* primitive, const_dnnl_primitive_desc_t desc) {
  static auto* const original = Original<decltype(dnnl_primitive_create)>("dnnl_primitive_create");
  ++counts.created;
  return original(primitive, desc);
}

dnnl_status_t dnnl_primitive_execute(const_dnnl_primitive_t primitive, dnnl_stream_t stream,
                                     int argument_count, const dnnl_exec_arg_t* arguments) {
  static auto* const original =
      Original<decltype(dnnl_primitive_execute)>("dnnl_primitive_execute");
  const_dnnl_primitive_desc_t desc;
  dnnl_primitive_kind_t kind;
  dnnl_primitive_get_primitive_desc(primitive, &desc);
  dnnl_primitive_desc_query(desc, dnnl_query_primitive_kind, 0, &kind);
  ++counts.executed.at(kind);
  counts.most_threads = std::max(counts.most_threads, omp_get_max_threads());
  in_onednn = true;
  const dnnl_status_t status = original(primitive, stream, argument_count, arguments);
  in_onednn = false;
  return status;
}

}  // extern "C"

namespace tenfold {
namespace {

#if DNNL_VERSION_MAJOR >= 3
constexpr dnnl_primitive_kind_t kPooling = dnnl_pooling;
#else
constexpr dnnl_primitive_kind_t kPooling = dnnl_pooling_v2;
#endif

// A network with one loss, ready to train; batches of 4 rows or fewer.
class CountingTest : public ::testing::Test {
 protected:
  void Plan(Shape input_shape, std::vector<Layer> layers, bool needs_input_gradient = false) {
    network_ = OneBlock(input_shape, std::move(layers));
    const NetworkInfo info = *Analyze(network_);
    const Backend& backend = onednn::GetBackend();
    auto store = *backend.MakeStore(network_, AdamOptions{});
    SetWeights(InitialWeights(info, /*seed=*/1), *store);
    const std::vector<LossTerm> losses = {{"loss", LossKind::kMse, "output"}};
    executor_ = *backend.Plan(network_, {4, losses, needs_input_gradient}, store);
    input_.assign(4 * NumElements(input_shape), 0.5f);
    targets_.assign(4 * NumElements(info.tensors[1].shape), 1.0f);
  }

  Counts CountStep(int rows) {
    const Targets targets = {targets_.data(), nullptr};
    counts = Counts();
    executor_->TrainStep(input_.data(), rows, absl::MakeConstSpan(&targets, 1), 0.1);
    return counts;
  }

  Network network_;
  std::unique_ptr<Executor> executor_;
  std::vector<float> input_, targets_;
};

const std::vector<Layer>& Mlp() {
  static const auto* const layers = new std::vector<Layer>{Linear(6, 8), ReLU(), Linear(8, 3)};
  return *layers;
}

const std::vector<Layer>& Cnn() {
  static const auto* const layers = new std::vector<Layer>{
      Conv2d(1, 2, 3), ReLU(),    MaxPool2d(2),  Conv2d(2, 3, 1), MaxPool2d(2),
      Tanh(),          Flatten(), Linear(12, 2), Tanh()};
  return *layers;
}

TEST_F(CountingTest, AStepOfAnMlp) {
  Plan({6}, Mlp());
  const Counts step = CountStep(4);
  // Forward, weights' gradient; the second layer's input gradient besides.
  EXPECT_EQ(step.executed[dnnl_inner_product], 2 + 2 + 1);
  // The ReLU is a post-op of the first layer; its derivative is a primitive.
  EXPECT_EQ(step.executed[dnnl_eltwise], 1);
  // What remains are changes of format.
  EXPECT_EQ(step.TotalExecuted(), 5 + 1 + step.executed[dnnl_reorder]);
}

TEST_F(CountingTest, AStepOfACnn) {
  Plan({1, 10, 10}, Cnn());
  const Counts step = CountStep(4);
  EXPECT_EQ(step.executed[dnnl_convolution], 2 + 2 + 1);
  EXPECT_EQ(step.executed[kPooling], 2 + 2);
  EXPECT_EQ(step.executed[dnnl_inner_product], 1 + 1 + 1);
  // Only the tanh behind a pool is a primitive of its own in the forward pass; all three have a
  // derivative.
  EXPECT_EQ(step.executed[dnnl_eltwise], 1 + 3);
  EXPECT_EQ(step.TotalExecuted(), 5 + 4 + 3 + 4 + step.executed[dnnl_reorder]);
}

TEST_F(CountingTest, TheInputsGradientTakesOneMore) {
  Plan({6}, Mlp(), /*needs_input_gradient=*/true);
  EXPECT_EQ(CountStep(4).executed[dnnl_inner_product], 2 + 2 + 2);
}

TEST_F(CountingTest, OneThread) {
  Plan({6}, Mlp());
  EXPECT_EQ(CountStep(4).most_threads, 1);
}

TEST_F(CountingTest, AStepCreatesAndAllocatesNothing) {
  Plan({1, 10, 10}, Cnn());
  CountStep(4);
  const Counts step = CountStep(4);
  EXPECT_EQ(step.created, 0);
  EXPECT_EQ(step.own_allocations, 0);
  EXPECT_GT(step.TotalExecuted(), 0);
  std::printf("oneDNN %d.%d allocates %d times in the %d primitives of a step\n",
              DNNL_VERSION_MAJOR, DNNL_VERSION_MINOR, step.onednn_allocations,
              step.TotalExecuted());
}

TEST_F(CountingTest, ASmallerBatchIsPlannedOnce) {
  Plan({1, 10, 10}, Cnn());
  const Counts full = CountStep(4);
  EXPECT_EQ(full.created, 0);
  const Counts first = CountStep(3);
  EXPECT_GT(first.created, 0);
  EXPECT_GT(first.own_allocations, 0);
  for (int rows : {4, 3, 4}) {
    const Counts step = CountStep(rows);
    EXPECT_EQ(step.created, 0) << rows;
    EXPECT_EQ(step.own_allocations, 0) << rows;
    EXPECT_EQ(step.TotalExecuted(), full.TotalExecuted()) << rows;
  }
}

}  // namespace
}  // namespace tenfold
