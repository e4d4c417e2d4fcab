#include "experiments/current_digests.h"

#include "experiments/disc/source_digests.h"
#include "experiments/pairs/source_digests.h"
#ifdef TENFOLD_WITH_LIBTORCH
#include "baselines/disc/source_digests.h"
#include "baselines/pairs/source_digests.h"
#endif

namespace tenfold {

const std::map<std::string, EngineDigests>& CurrentDigests() {
  static const std::map<std::string, EngineDigests> digests = [] {
    std::map<std::string, EngineDigests> all = {{"disc", disc::SourceDigests()},
                                                {"pairs", pairs::SourceDigests()}};
#ifdef TENFOLD_WITH_LIBTORCH
    all["disc"].merge(libtorch::disc::SourceDigests());
    all["pairs"].merge(libtorch::pairs::SourceDigests());
#endif
    return all;
  }();
  return digests;
}

}  // namespace tenfold
