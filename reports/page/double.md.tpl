{{#ACCURACY}}# Distance from double by setting and engine

Relative differences, the largest of a setting's runs: of the loss in the first step, in any of the first {{STEPS}} steps, and of the mean loss of the last epoch; of all
weights after it, as one vector. Test accuracy: its difference in percentage points, mean over the runs, in brackets the largest. Rounding alone makes the first of
these; what comes later is also how a training lets small differences grow. Run by run: [distance-from-double](tables/distance-from-double.csv).

{{TABLE}}{{/ACCURACY}}