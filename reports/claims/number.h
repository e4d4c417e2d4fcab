// Numbers as text, everywhere in the report.
#pragma once

#include <string>

namespace tenfold::reports {

// "0.812", "-1.2"; what rounds to zero has no sign: "0.00".
std::string Fixed(double value, int decimals);

// With a sign, but for what rounds to zero: "+2.0", "-0.4", "0.0".
std::string Signed(double value, int decimals);

}  // namespace tenfold::reports
