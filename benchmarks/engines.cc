#include "benchmarks/engines.h"

#include "engine/backends/backends.h"

namespace tenfold {

std::vector<const Backend*> BenchmarkedBackends() { return AllBackends(); }

}  // namespace tenfold
