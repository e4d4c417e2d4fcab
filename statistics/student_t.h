// Student's t distribution.
#pragma once

namespace tenfold {

// P(T > difference / standard_error) with `degrees` of freedom. The distribution is not defined for
// a standard error of zero: then the difference itself decides, 0 if it is positive and 1 if not.
double StudentUpperTail(double difference, double standard_error, double degrees);

// The q with P(|T| <= q) = confidence.
double StudentQuantile(double degrees, double confidence);

}  // namespace tenfold
