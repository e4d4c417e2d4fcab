// A backend from a kernel for each kind of layer.
#pragma once

#include <string>
#include <utility>

#include "engine/backends/blockwise/executor.h"
#include "engine/network/backend.h"

namespace tenfold::blockwise {

// T is float or double.
template <typename T>
class BlockwiseBackend final : public Backend {
 public:
  BlockwiseBackend(std::string name, KernelFactory<T> make_kernel)
      : name_(std::move(name)), make_kernel_(std::move(make_kernel)) {}

  absl::string_view name() const override { return name_; }

  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    absl::StatusOr<NetworkInfo> info = Analyze(network);
    if (!info.ok()) return info.status();
    return std::make_shared<CanonicalStore<T>>(*info, optimizer);
  }

  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override {
    return BlockwiseExecutor<T>::Make(network, options,
                                      std::static_pointer_cast<CanonicalStore<T>>(std::move(store)),
                                      make_kernel_);
  }

 private:
  const std::string name_;
  const KernelFactory<T> make_kernel_;
};

}  // namespace tenfold::blockwise
