// What the programs of the experiments would write into records as their source digests.
#pragma once

namespace tenfold {

extern const char* const kDiscSources;
extern const char* const kPairsSources;

}  // namespace tenfold
