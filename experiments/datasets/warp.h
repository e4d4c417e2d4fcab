// Random distortions of images: one bicubic warp of rotation, scale, shear, shift and elastic
// displacements.
#pragma once

#include <vector>

#include "engine/numerics/random.h"

namespace tenfold {

// Largest amounts; drawn uniformly between them and their negatives, the elastic displacements from
// a normal distribution.
struct WarpOptions {
  double rotation = 0.0;  // degrees
  double scale = 0.0;     // factors 1 - scale to 1 + scale, of width and height
  double shear = 0.0;
  double shift = 0.0;    // pixels
  double elastic = 0.0;  // standard deviation, pixels, at the nodes of a grid of 4 x 4

  bool enabled() const {
    return rotation != 0.0 || scale != 0.0 || shear != 0.0 || shift != 0.0 || elastic != 0.0;
  }
};

// Warps square images. With angle a, scales sx, sy, shear h, shift (tx, ty) and displacements d,
// the result's pixel at (u, v) from the centre is the image's value, interpolated bicubically (Keys
// 1981 with -0.75), at (cos a sx u + (h - sin a sy) v + tx + dx, sin a sx u + cos a sy v + ty +
// dy); the displacements are interpolated from the grid in the same way. The order of every
// operation is fixed and no function is libm's: the same bits on every machine.
class Warper {
 public:
  // outside: the value around the image.
  Warper(int size, const WarpOptions& options, float outside);

  // Draws 6 uniform numbers (a, sx, sy, h, tx, ty) and 32 normal ones (dx of the nodes row by row,
  // then dy), the latter two at a time by Box & Muller, and warps. image, result: [size, size].
  void Warp(PhiloxGenerator& generator, const float* image, float* result);

 private:
  static constexpr int kNodes = 4;
  // Of the image's copy with its surroundings: no pixel of the result looks further away.
  static constexpr int kMargin = 4;
  // Pixels interpolated at a time.
  static constexpr int kChunk = 16;

  void Displace(const float* nodes, std::vector<float>& coordinates);
  void Interpolate(float* result) const;

  const int size_, stride_;
  const WarpOptions options_;
  std::vector<float> node_weights_;  // [kNodes][size], of the displacement at a pixel, one axis
  std::vector<float> surrounded_;    // [stride][stride], column by column
  std::vector<float> x_, y_;         // where the result's pixels lie, and a chunk of others
};

}  // namespace tenfold
