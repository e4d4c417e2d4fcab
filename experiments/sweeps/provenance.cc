#include "experiments/sweeps/provenance.h"

#include <unistd.h>

#include <array>
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/commit.h"
#include "base/digest.h"
#include "engine/numerics/contract.h"
#include "third_party/abseil_version.h"
#include "third_party/eigen_version.h"
#include "third_party/onednn_version.h"

namespace tenfold {
namespace {

std::string CpuModel() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (!absl::StartsWith(line, "model name")) continue;
    const std::vector<std::string> parts = absl::StrSplit(line, absl::MaxSplits(':', 1));
    if (parts.size() == 2) return std::string(absl::StripAsciiWhitespace(parts[1]));
  }
  return "unknown";
}

std::string HostName() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

}  // namespace

nlohmann::ordered_json ProcessProvenance(absl::string_view source_digest) {
  return {
      {"commit", CheckedOutCommit()},
      {"source_digest", std::string(source_digest)},
      {"contract_version", kContractVersion},
      {"compiler",
#ifdef __clang__
       absl::StrCat("clang ", absl::StripAsciiWhitespace(__clang_version__))
#else
       absl::StrCat("g++ ", __VERSION__)
#endif
      },
      {"versions",
       {{"abseil", TENFOLD_ABSEIL_VERSION},
        {"eigen", TENFOLD_EIGEN_VERSION},
        {"onednn", TENFOLD_ONEDNN_VERSION}}},
      {"cpu", CpuModel()},
      {"host", HostName()},
  };
}

std::string RunKey(const RunRecord& record, const nlohmann::ordered_json& process_provenance) {
  const nlohmann::ordered_json identity = {
      {"run_id", record.run_id},
      {"hyperparameters", record.hyperparameters},
      {"dataset_digest", record.dataset_digest},
      {"contract_version", process_provenance.at("contract_version")},
      {"source_digest", process_provenance.at("source_digest")},
      {"compiler", process_provenance.at("compiler")},
      {"versions", process_provenance.at("versions")},
  };
  return Sha256Hex(identity.dump());
}

}  // namespace tenfold
