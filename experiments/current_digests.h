#pragma once

#include <map>
#include <string>

#include "experiments/sweeps/provenance.h"

namespace tenfold {

// What this build has of each experiment, by its name, with LibTorch's where LibTorch is.
const std::map<std::string, EngineDigests>& CurrentDigests();

}  // namespace tenfold
