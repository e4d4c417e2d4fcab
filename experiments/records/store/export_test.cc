#include "experiments/records/store/export.h"

#include <gtest/gtest.h>

namespace tenfold {
namespace {

TEST(StoreExport, CsvQuotesAndLeavesEmpty) {
  RunRecord a, b;
  a.run_id = "disc/paper,epochs=2/depth-3/simd/seed-00";
  a.experiment = "disc";
  a.overrides = "epochs=2,x=\"y\"";
  a.hyperparameters = {{"epochs", 2}, {"optimizer", "sgd"}};
  a.train_loss = {1.0, 0.25};
  a.train_accuracy = 0.75;
  a.test_accuracy = 0.5;
  a.timing["training_time_s"] = 1.5;
  a.provenance["key"] = "k";
  b.run_id = "b";
  b.hyperparameters = {{"width", 25}};
  b.status = "diverged";
  b.diverged_step = 7;
  EXPECT_EQ(RecordsAsCsv({a, b}),
            "run_id,experiment,preset,overrides,variant,engine,seed,dataset,dataset_digest,status,"
            "diverged_step,train_accuracy,test_accuracy,weights_digest,last_train_loss,"
            "training_time_s,wall_time_s,key,commit,hyperparameters.epochs,"
            "hyperparameters.optimizer,hyperparameters.width\n"
            "\"disc/paper,epochs=2/depth-3/simd/seed-00\",disc,,\"epochs=2,x=\"\"y\"\"\",,,0,,,ok,"
            ",0.75,0.5,,0.25,1.5,,k,,2,sgd,\n"
            "b,,,,,,0,,,diverged,7,,,,,,,,,,,25\n");
  EXPECT_EQ(RecordsAsList({b}), "b  diverged at step 7  \n");
  RunRecord c;
  c.run_id = "c";
  c.metrics = {{"test_rmse", 0.5}, {"train_rmse", 0.25}};
  c.network = "Linear(1, 1)";
  EXPECT_EQ(RecordsAsCsv({b, c}),
            "run_id,experiment,preset,overrides,variant,engine,seed,dataset,dataset_digest,status,"
            "diverged_step,train_accuracy,test_accuracy,weights_digest,last_train_loss,"
            "training_time_s,wall_time_s,key,commit,hyperparameters.width,metrics.test_rmse,"
            "metrics.train_rmse,network\n"
            "b,,,,,,0,,,diverged,7,,,,,,,,,25,,,\n"
            "c,,,,,,0,,,ok,,,,,,,,,,,0.5,0.25,\"Linear(1, 1)\"\n");
  EXPECT_EQ(RecordsAsList({c}), "c  test_rmse 0.5  train_rmse 0.25  \n");
}

TEST(StoreExport, WhatProvenanceSaysForgesNothing) {
  RunRecord a;
  a.run_id = "a";
  a.train_accuracy = 0.75;
  a.test_accuracy = 0.5;
  a.timing["wall_time_s"] = -1.5;
  a.timing["training_time_s"] = "1\nb  train 1.000";
  a.provenance["key"] = "+1";
  a.provenance["commit"] = "=cmd|' /C calc'!A0\nb  train 1.000  test 1.000\x1b[2K";
  EXPECT_EQ(RecordsAsList({a}),
            "a  train 0.750  test 0.500  1\\nb  train 1.000 s  "
            "=cmd|' /C calc'!A0\\nb  train 1.000  test 1.000\\x1b[2K\n");
  const std::string csv = RecordsAsCsv({a});
  EXPECT_NE(csv.find(",-1.5,'+1,\"'=cmd|' /C calc'!A0\nb  train 1.000  test 1.000\\x1b[2K\"\n"),
            std::string::npos)
      << csv;
}

}  // namespace
}  // namespace tenfold
