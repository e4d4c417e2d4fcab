// What stands in the metadata of a file of a run's weights, beside what the experiment says.
#pragma once

namespace tenfold {

inline constexpr char kNetworkMember[] = "network";  // NetworkToString, where there is one
inline constexpr char kBatchSizeMember[] = "batch_size";
inline constexpr char kRunIdMember[] = "run_id";
inline constexpr char kEngineMember[] = "engine";

}  // namespace tenfold
