// Included before everything else: the kernels' fused multiply-adds are inlined.
#pragma once

#include <math.h>

#include "experiments/disc/wasm/fmaf.h"

#define __builtin_fmaf ::tenfold::ExactFmaf
