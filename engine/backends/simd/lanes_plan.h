// What is trained in lanes (lanes_cohort.h), how many runs gain, and how batches are cut for it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/backends/simd/kernels/kernels.h"
#include "engine/backends/simd/units/unit.h"
#include "engine/network/backend.h"

namespace tenfold::simd {

// A linear layer of a block and what is behind it.
struct LinearAt {
  const Linear* linear;
  int layer;  // its place
  PlannedActivation activation;
};

// Empty if there is anything else in the block.
std::vector<LinearAt> LinearLayersOf(const Block& block);

// Features of the widest layer, its input counted too.
int Widest(const std::vector<LinearAt>& layers);

// Elements from one row to the next. Rows at a distance of a power of two would push each other out
// of the cache.
int64_t RowOf(int features);

// Rows of a batch that go through all layers before the next ones do; `width`: lanes.
int ChunkRows(const Network& network, int width, int max_rows);

// Whether runs of a network can be trained so.
bool FitLanes(const Network& network, const PlanOptions& options);

// How many runs gain by it, on these kernels.
CohortSizes SizesInLanes(const Network& network, const PlanOptions& options,
                         const Kernels& kernels);

}  // namespace tenfold::simd
