// Training losses of a setting's runs by epoch: mean over the seeds, with a band of one sample
// standard deviation.
#pragma once

#include "reports/input/run_set.h"
#include "reports/parts/data_table.h"

namespace tenfold::reports {

// Columns: variant, engine, epoch, mean, sample_std, lower, upper, n. Without rows.
DataTable LossTable();

// How many epochs the longest run has losses of.
size_t Epochs(const SettingRuns& runs);

// A row for each epoch, over the runs that got so far; diverged ones are left out.
void AppendLosses(const SettingRuns& runs, DataTable& table);

// A little more than the largest mean or upper end of a band; 1 if there is none.
double TopOfLosses(const DataTable& table);

// A little less than the least positive mean or lower end of a band; 0.1 if there is none.
double BottomOfLosses(const DataTable& table);

}  // namespace tenfold::reports
