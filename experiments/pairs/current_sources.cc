#include "experiments/current_sources.h"

#include "experiments/pairs/source_digest.h"

namespace tenfold {

const char* const kPairsSources = kSourceDigest;

}  // namespace tenfold
