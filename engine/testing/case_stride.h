// How many of the random cases a test takes.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace tenfold {

// Every case (1), or every so many-th where the environment asks for a sample: under the
// sanitizers (.bazelrc), with which everything takes ten times as long. It should share no factor
// with the number of training settings through which cases go in turn.
inline uint32_t CaseStride() {
  const char* every = std::getenv("TENFOLD_CASE_STRIDE");
  return every == nullptr ? 1 : static_cast<uint32_t>(std::atoi(every));
}

}  // namespace tenfold
