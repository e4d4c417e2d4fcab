#include "experiments/current_sources.h"

#include "experiments/disc/source_digest.h"

namespace tenfold {

const char* const kDiscSources = kSourceDigest;

}  // namespace tenfold
