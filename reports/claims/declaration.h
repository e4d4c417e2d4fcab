// When the claims were declared, and what had been published before: facts of the repository's
// history.
#pragma once

namespace tenfold::reports {

struct Commit {
  const char* id;
  const char* time;  // UTC
};

// Seeds 0 to 9 of preset `paper` were published first, then the claims were declared.
inline constexpr Commit kFirstRecords = {"813a131cb8938b1b848b25701f7e9a7d9fe0a26a",
                                         "2026-11-24 04:25"};
inline constexpr Commit kClaimsDeclared = {"810fb98031372608bd4160e922503bb08b3d5226",
                                           "2026-11-24 12:58"};

}  // namespace tenfold::reports
