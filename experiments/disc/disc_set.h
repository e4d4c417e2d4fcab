// Points in the unit square, inside or outside a disc of area one half.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tenfold {

struct DiscSet {
  std::vector<float> points;   // [N, 2]: x and y, multiples of 2^-24 in [0, 1)
  std::vector<float> targets;  // [N, 1]: +1 inside (edge included), -1 outside
};

struct DiscData {
  DiscSet train, test;
};

// Whether a point lies in the disc of centre (1/2, 1/2) and radius 1/sqrt(2 pi).
bool InsideDisc(float x, float y);

// N = `points` train and as many test points, uniform in the square. The same bits on every
// machine.
DiscData MakeDisc(int points, uint64_t seed);

// SHA-256 over train points, train targets, test points, test targets.
std::string DiscDigest(const DiscData& data);

}  // namespace tenfold
