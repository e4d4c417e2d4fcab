#include "reports/page/live/live.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "nlohmann/json.hpp"
#include "reports/page/live/texts.h"

namespace tenfold::reports {
namespace {

constexpr char kExperiment[] = "disc", kPreset[] = "paper";
// Those whose results are the numeric contract's.
constexpr const char* kEngines[] = {"simd", "reference"};

nlohmann::ordered_json RunOf(const RunRecord& record) {
  nlohmann::ordered_json run = {{"digest", record.weights_digest}};
  if (record.seed < kTableSeeds && !record.train_loss.empty()) {
    run["dataset_digest"] = record.dataset_digest;
    run["first_losses"] = record.first_losses;
    run["train_loss"] = record.train_loss;
  }
  return run;
}

// What a browser neither runs nor shows.
std::string Block(absl::string_view id, absl::string_view type, absl::string_view text) {
  return absl::StrCat("<script type=\"", type, "\" id=\"live-", id, "\">", text, "</script>\n");
}

}  // namespace

LiveTraining MakeLiveTraining(const RunSet& runs) {
  nlohmann::ordered_json data = {{"preset", absl::StrCat(kExperiment, "/", kPreset)}};
  for (const Expectation& expectation : runs.expectations()) {
    if (expectation.experiment != kExperiment) continue;
    for (const std::string& variant : expectation.variants) {
      for (const char* engine : kEngines) {
        const SettingRuns setting = runs.All({kExperiment, kPreset, "", variant, engine});
        if (setting.ok.empty()) continue;
        data["hyperparameters"] = setting.ok.front()->hyperparameters;
        for (const RunRecord* record : setting.ok) {
          if (record->seed >= kClaimSeeds.end) continue;
          data["runs"][variant][absl::StrCat(record->seed)] = RunOf(*record);
        }
        break;
      }
    }
  }
  if (!data.contains("runs")) return {};
  const std::string json =
      data.dump(-1, ' ', /*ensure_ascii=*/true, nlohmann::ordered_json::error_handler_t::replace);
  return {
      absl::StrCat(kLiveHtml,
                   Block("data", "application/json", absl::StrReplaceAll(json, {{"<", "\\u003c"}})),
                   Block("worker", "text/plain", kWorkerScriptJs),
                   Block("module", "application/wasm;base64", kModuleBase64)),
      kLiveCss, kLiveJs};
}

}  // namespace tenfold::reports
