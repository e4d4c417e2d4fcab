#include "experiments/sweeps/provenance.h"

#include <unistd.h>

#include <array>
#include <fstream>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/commit.h"
#include "base/text/digest.h"
#include "engine/numerics/contract.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "third_party/abseil_version.h"
#include "third_party/eigen_version.h"
#include "third_party/onednn_version.h"

namespace tenfold {
namespace {

using Json = nlohmann::ordered_json;

// The engines whose results engine/NUMERICS.md fixes, whatever compiler and libraries there are.
bool IsWithinContract(absl::string_view engine) {
  return engine == "reference" || engine == "simd";
}

// "AMD EPYC, family 25, model 17, stepping 1": a virtual machine may keep the model's name from us,
// but not these, which say which processor it is. AArch64 has numbers alone: "implementer 0x41,
// part 0xd0c, variant 0x3, revision 1".
std::string CpuModel() {
  std::ifstream file("/proc/cpuinfo");
  std::map<std::string, std::string> first;  // of the first processor
  for (std::string line; std::getline(file, line) && !line.empty();) {
    const std::vector<std::string> parts = absl::StrSplit(line, absl::MaxSplits(':', 1));
    if (parts.size() != 2) continue;
    first.emplace(absl::StripAsciiWhitespace(parts[0]), absl::StripAsciiWhitespace(parts[1]));
  }
  std::string name = first["model name"];
  for (const auto& [member, text] :
       {std::pair("cpu family", "family"), std::pair("model", "model"),
        std::pair("stepping", "stepping"), std::pair("CPU implementer", "implementer"),
        std::pair("CPU part", "part"), std::pair("CPU variant", "variant"),
        std::pair("CPU revision", "revision")}) {
    if (first.count(member) == 0) continue;
    absl::StrAppend(&name, name.empty() ? "" : ", ", text, " ", first[member]);
  }
  return name.empty() ? "unknown" : name;
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

nlohmann::json DecidingProvenance(const nlohmann::ordered_json& provenance,
                                  absl::string_view engine) {
  nlohmann::json deciding;
  const auto copy = [&](const char* member) {
    deciding[member] = provenance.value(member, Json());
  };
  copy("contract_version");
  copy("source_digest");
  if (IsWithinContract(engine)) return deciding;
  copy("compiler");
  deciding["versions"] = nlohmann::json::object();
  const Json versions = provenance.value("versions", Json::object());
  for (const auto& version : versions.items()) {
    if (absl::StartsWith(version.key(), engine))
      deciding["versions"][version.key()] = version.value();
  }
  return deciding;
}

std::string RunKey(const RunRecord& record, const nlohmann::ordered_json& provenance,
                   const Hyperparameters& neutral) {
  nlohmann::json identity = {
      {"run_id", record.run_id},
      {"hyperparameters", WithoutNeutral(record.hyperparameters, neutral)},
      {"dataset_digest", record.dataset_digest},
      {"made_with", DecidingProvenance(provenance, record.engine)},
  };
  if (!record.network.empty()) identity["network"] = record.network;
  if (!record.initial_weights_digest.empty()) {
    identity["initial_weights_digest"] = record.initial_weights_digest;
  }
  return Sha256Hex(identity.dump());
}

}  // namespace tenfold
