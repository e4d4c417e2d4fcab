#pragma once

#include <cstdint>

namespace tenfold {

// Resident memory of this process in bytes: now, and the most since the start or the last reset.
int64_t ResidentBytes();
int64_t PeakResidentBytes();
void ResetPeakResidentBytes();

}  // namespace tenfold
