#pragma once

// The contract is about IEEE 754 numbers: compiler options that reorder sums or ignore NaN,
// infinities and the sign of zero break it. (Only newer compilers define the last three macros.)
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || \
    defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) || defined(__NO_SIGNED_ZEROS__)
#error "the numeric contract (engine/NUMERICS.md) does not hold with -ffast-math or a part of it"
#endif

namespace tenfold {

// The version of the numeric contract, engine/NUMERICS.md: which numbers are drawn, the order of
// every sum and where it rounds, the definition of every function. Whoever changes one of them
// changes what every seed gives, and this number.
inline constexpr int kContractVersion = 1;

}  // namespace tenfold
