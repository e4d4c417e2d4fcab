// When a block's lanes lie over the batch. What it computes: isa_test.cc, for whose networks some
// blocks have to be such ones.
#include "engine/backends/simd/batch_lanes_block.h"

#include <gtest/gtest.h>

#include <vector>

#include "engine/testing/random_networks.h"

namespace tenfold::simd {
namespace {

bool Suits(const Network& network, int max_rows) {
  const NetworkInfo info = *Analyze(network);
  return BatchLanesBlock::Suits(
      {network.blocks[0], info.blocks[0], max_rows, false, false, 0, nullptr});
}

TEST(BatchLanesBlock, SuitsNarrowNetworksOnLargeBatches) {
  const Network disc = OneBlock({2}, {Linear(2, 25), ReLU(), Linear(25, 25), ReLU(), Linear(25, 25),
                                      ReLU(), Linear(25, 1), Tanh()});
  EXPECT_TRUE(Suits(disc, 100));
  EXPECT_TRUE(Suits(disc, 1000));
  EXPECT_FALSE(Suits(disc, 10));
  Activations::ForEach([](const Layer& layer) {
    EXPECT_TRUE(Suits(OneBlock({2}, {Linear(2, 25), layer, Linear(25, 25), layer, Linear(25, 25),
                                     layer, Linear(25, 1), layer}),
                      1000))
        << ToString(layer);
  });
  // To turn the batch round would take longer.
  EXPECT_FALSE(Suits(OneBlock({25}, {Linear(25, 25)}), 100));
  EXPECT_FALSE(Suits(OneBlock({196}, {Linear(196, 128), ReLU(), Linear(128, 64)}), 200));
  EXPECT_FALSE(Suits(OneBlock({1, 4, 4}, {Conv2d(1, 1, 3)}), 100));
}

TEST(BatchLanesBlock, IsAmongTheLargeRandomNetworks) {
  int suitable = 0;
  for (uint32_t number = 0; number < 12; ++number) {
    const RandomCase c = DrawCase(CaseKind::kOneBlock, 2, number, CaseSize::kLarge);
    suitable += Suits(c.network, c.max_rows) ? 1 : 0;
  }
  EXPECT_GE(suitable, 2);
}

TEST(BatchLanesBlock, IsAmongTheRandomLongBatchesInSeveralChunks) {
  int suitable = 0;
  for (uint32_t number = 0; number < 12; ++number) {
    const RandomCase c = DrawCase(CaseKind::kOneBlock, 2, number, CaseSize::kLongBatch);
    EXPECT_GT(c.rows, BatchLanesBlock::kMostChunkRows);
    suitable += Suits(c.network, c.max_rows) ? 1 : 0;
  }
  EXPECT_GE(suitable, 6);
}

TEST(BatchLanesBlock, IsAmongTheNarrowMlps) {
  int suitable = 0, in_chunks = 0;
  for (uint32_t number = 0; number < 24; ++number) {
    const RandomCase c = DrawCase(CaseKind::kNarrowMlp, 2, number);
    suitable += Suits(c.network, c.max_rows) ? 1 : 0;
    in_chunks += c.rows > BatchLanesBlock::kMostChunkRows ? 1 : 0;
  }
  EXPECT_GE(suitable, 6);
  EXPECT_LE(suitable, 18);
  EXPECT_GE(in_chunks, 3);
}

}  // namespace
}  // namespace tenfold::simd
