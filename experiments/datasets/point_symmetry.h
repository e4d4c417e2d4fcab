// Random symmetries of the plane about a centre: they move points and keep a disc around it.
#pragma once

#include "engine/numerics/random.h"

namespace tenfold {

struct PointSymmetry {
  enum class Kind {
    kNone,
    kRotations,  // by any angle
    kFlips,      // the eight of a square: flips of both axes and their exchange
  };
  Kind kind = Kind::kNone;
  float centre = 0.0f;  // both of its coordinates

  bool enabled() const { return kind != Kind::kNone; }
};

// Moves `point` (x, y) by a random element: with (u, v) = (x - centre, y - centre) in float,
//   rotations: one uniform number t, c = float(cos 2 pi t), s = float(sin 2 pi t); the result is
//     (fma(c, u, fma(-s, v, centre)), fma(s, u, fma(c, v, centre)));
//   flips: a number below 8 whose bit 0 changes the sign of u, bit 1 that of v, and bit 2 then
//     exchanges them; the result is (u + centre, v + centre).
// The order of every operation is fixed and no function is libm's: the same bits on every machine.
void MovePoint(const PointSymmetry& symmetry, PhiloxGenerator& generator, const float* point,
               float* result);

}  // namespace tenfold
