#include "experiments/current_digests.h"

#include "experiments/disc/source_digests.h"
#include "experiments/pairs/source_digests.h"

namespace tenfold {

const std::map<std::string, EngineDigests>& CurrentDigests() {
  static const std::map<std::string, EngineDigests> digests = {{"disc", disc::SourceDigests()},
                                                               {"pairs", pairs::SourceDigests()}};
  return digests;
}

}  // namespace tenfold
