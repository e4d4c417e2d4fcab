#include "experiments/ladder/rungs.h"

namespace tenfold::ladder {
namespace {

Setting Pairs(const char* variant, const char* preset, const char* overrides) {
  return {"pairs", variant, preset, overrides};
}

// The rungs from `paper` to the head; what follows differs.
std::vector<Rung> LowerCnnRungs(const char* variant) {
  return {
      {"the report's network", Pairs(variant, "paper", ""), {}},
      {"the course's size: 70,000 parameters, a hidden layer in the head",
       Pairs(variant, "course", ""),
       {"auxiliary_loss_weight", "cnn_channels", "cnn_relu_before_pool", "cnn_hidden",
        "head_hidden", "learning_rate"}},
      {"three convolutions with batch normalisation",
       Pairs(variant, "course",
             "cnn_channels=32-48-96,cnn_pool_after=1,cnn_hidden=none,batch_norm=true"),
       {"cnn_channels", "cnn_pool_after", "cnn_hidden", "batch_norm"}},
      {"AdamW in batches of 50, cosine schedule",
       Pairs(variant, "course",
             "cnn_channels=32-48-96,cnn_pool_after=1,cnn_hidden=none,batch_norm=true,"
             "batch_size=50,optimizer=adamw,learning_rate=0.01,weight_decay=0.05,schedule=cosine,"
             "warmup=0.05"),
       {"batch_size", "optimizer", "learning_rate", "weight_decay", "schedule", "warmup"}},
  };
}

std::vector<Rung> LowerMlpRungs(const char* variant) {
  return {
      {"the report's network", Pairs(variant, "paper", ""), {}},
      {"the course's size: 60,000 parameters, a hidden layer in the head",
       Pairs(variant, "course", ""),
       {"auxiliary_loss_weight", "mlp_hidden", "head_hidden", "learning_rate"}},
      {"wider and more layers with batch normalisation",
       Pairs(variant, "course", "mlp_hidden=512-256-128,batch_norm=true"),
       {"mlp_hidden", "batch_norm"}},
      {"AdamW in batches of 50, cosine schedule",
       Pairs(variant, "course",
             "mlp_hidden=512-256-128,batch_norm=true,batch_size=50,optimizer=adamw,"
             "learning_rate=0.01,weight_decay=0.05,schedule=cosine,warmup=0.05"),
       {"batch_size", "optimizer", "learning_rate", "weight_decay", "schedule", "warmup"}},
  };
}

// From the structured head to the top of a variant that knows the digits.
std::vector<Rung> UpperRungs(const char* variant) {
  return {
      {"the structured head",
       Pairs(variant, "best", "label_smoothing=0.0,warp_strength=0.0,epochs=25"),
       {"head", "head_hidden"}},
      {"augmentation", Pairs(variant, "best", "label_smoothing=0.0,epochs=25"), {"warp_strength"}},
      {"label smoothing", Pairs(variant, "best", "epochs=25"), {"label_smoothing"}},
      {"100 epochs", Pairs(variant, "best", ""), {"epochs"}},
  };
}

std::vector<Rung> UpperRungsWithoutClasses(const char* variant) {
  return {
      {"the structured head, over ten latent classes",
       Pairs(variant, "best", "warp_strength=0.0,epochs=25"),
       {"head", "head_hidden"}},
      {"augmentation", Pairs(variant, "best", "epochs=25"), {"warp_strength"}},
      {"100 epochs", Pairs(variant, "best", ""), {"epochs"}},
  };
}

std::vector<Rung> Ablations(const char* variant) {
  return {
      {"without batch normalisation", Pairs(variant, "best", "batch_norm=false"), {"batch_norm"}},
      {"a learnt head",
       Pairs(variant, "best", "head=learnt,head_hidden=32"),
       {"head", "head_hidden"}},
      {"without augmentation", Pairs(variant, "best", "warp_strength=0.0"), {"warp_strength"}},
      {"a constant rate",
       Pairs(variant, "best", "schedule=constant,warmup=0.0"),
       {"schedule", "warmup"}},
      {"without weight decay", Pairs(variant, "best", "weight_decay=0.0"), {"weight_decay"}},
      {"25 epochs", Pairs(variant, "best", "epochs=25"), {"epochs"}},
  };
}

// Of what has digit classes.
std::vector<Rung> AblationsWithClasses(const char* variant, const char* without_classes,
                                       const char* without_sharing) {
  std::vector<Rung> rungs = Ablations(variant);
  rungs.push_back({"without label smoothing",
                   Pairs(variant, "best", "label_smoothing=0.0"),
                   {"label_smoothing"}});
  rungs.push_back(
      {"all pairs of a batch", Pairs(variant, "best", "all_pairs=true"), {"all_pairs"}});
  rungs.push_back(
      {"three networks that answer together", Pairs(variant, "best", "members=3"), {"members"}});
  rungs.push_back({"without digit classes", Pairs(without_classes, "best", ""), {"variant"}});
  rungs.push_back({"two trunks", Pairs(without_sharing, "best", ""), {"variant"}});
  return rungs;
}

std::vector<Rung> Join(std::vector<Rung> lower, const std::vector<Rung>& upper) {
  lower.insert(lower.end(), upper.begin(), upper.end());
  return lower;
}

Setting Disc(const char* variant, const char* preset, const char* overrides) {
  return {"disc", variant, preset, overrides};
}

Ladder DiscLadder(const char* name, const char* title, const char* variant) {
  return {name,
          title,
          {{"the report's training: a constant rate", Disc(variant, "paper", ""), {}},
           {"labels 1 and -1", Disc(variant, "paper", "labels=plus-minus-one"), {"labels"}},
           {"a rate that falls by a cosine",
            Disc(variant, "paper", "labels=plus-minus-one,schedule=cosine"),
            {"schedule"}},
           {"inputs from -1 to 1",
            Disc(variant, "paper", "labels=plus-minus-one,centred=true,schedule=cosine"),
            {"centred"}},
           {"He's initialisation",
            Disc(variant, "paper",
                 "labels=plus-minus-one,centred=true,initialization=he,schedule=cosine"),
            {"initialization"}},
           {"Nesterov momentum", Disc(variant, "best", ""), {"momentum", "nesterov"}},
           {"a prior: training points turned about the centre",
            Disc(variant, "symmetric", ""),
            {"symmetry"}}},
          {{"a constant rate", Disc(variant, "symmetric", "schedule=constant"), {"schedule"}},
           {"inputs from 0 to 1", Disc(variant, "symmetric", "centred=false"), {"centred"}},
           {"initialisation by the fan-in",
            Disc(variant, "symmetric", "initialization=fan-in"),
            {"initialization"}},
           {"without momentum",
            Disc(variant, "symmetric", "momentum=0.0,nesterov=false"),
            {"momentum", "nesterov"}},
           {"labels 1 and 0", Disc(variant, "symmetric", "labels=zero-one"), {"labels"}},
           {"points flipped and their axes exchanged, not turned",
            Disc(variant, "symmetric", "symmetry=flips"),
            {"symmetry"}}}};
}

}  // namespace

const std::vector<Ladder>& Ladders() {
  static const std::vector<Ladder> ladders = {
      {"cnn", "CNN", Join(LowerCnnRungs("cnn-shared-aux"), UpperRungs("cnn-shared-aux")),
       AblationsWithClasses("cnn-shared-aux", "cnn-shared", "cnn-aux")},
      {"mlp", "MLP", Join(LowerMlpRungs("mlp-shared-aux"), UpperRungs("mlp-shared-aux")),
       AblationsWithClasses("mlp-shared-aux", "mlp-shared", "mlp-aux")},
      {"cnn-without-classes", "CNN without digit classes",
       Join(LowerCnnRungs("cnn-shared"), UpperRungsWithoutClasses("cnn-shared")),
       Ablations("cnn-shared")},
      {"sprint",
       "CNN within the course's budget",
       {{"the course's network", Pairs("cnn-shared-aux", "course", ""), {}},
        {"the structured head",
         Pairs("cnn-shared-aux", "course", "head=structured,head_hidden=none"),
         {"head", "head_hidden"}},
        {"all that helps and fits",
         Pairs("cnn-shared-aux", "sprint", ""),
         {"label_smoothing", "cnn_channels", "cnn_pool_after", "cnn_hidden", "batch_norm",
          "warp_strength", "batch_size", "optimizer", "learning_rate", "weight_decay", "schedule",
          "warmup"}}},
       {}},
      DiscLadder("disc", "Disc, four hidden layers", "depth-4"),
      DiscLadder("disc-depth-3", "Disc, three hidden layers", "depth-3"),
  };
  return ladders;
}

}  // namespace tenfold::ladder
