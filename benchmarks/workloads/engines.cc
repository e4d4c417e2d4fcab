#include "benchmarks/workloads/engines.h"

#include "engine/backends/backends.h"
#ifdef TENFOLD_WITH_LIBTORCH
#include "baselines/libtorch/libtorch.h"
#endif

namespace tenfold::benchmarks {

std::vector<const Backend*> BenchmarkedBackends() {
  std::vector<const Backend*> backends = AllBackends();
#ifdef TENFOLD_WITH_LIBTORCH
  backends.push_back(&libtorch::GetBackend());
#endif
  return backends;
}

}  // namespace tenfold::benchmarks
