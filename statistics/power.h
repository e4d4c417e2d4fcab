// How large an effect has to be to be seen.
#pragma once

namespace tenfold {

// The smallest mean difference, in standard deviations of the differences, for which the two-sided
// paired t-test at `alpha` rejects with probability `power` with n pairs. By the noncentral t
// distribution (Cohen 1988, Statistical Power Analysis, 2.3). n is at least 2.
double DetectableEffect(int n, double power = 0.8, double alpha = 0.05);

}  // namespace tenfold
