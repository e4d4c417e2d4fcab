{{#EXHAUSTIVE}}# Accuracy on all pairs, over seeds and over test digits

The networks of the runs with seeds from 0 on, n of a setting, each with all {{PAIRS}} ordered pairs (a, b) of the {{DIGITS}} test digits, a digit with itself too; right is whether the label of a is at most that of b. Images are standardised by
the run's own train pairs, as always. The trunk answers each digit once and the head each pair, both with the engine's arithmetic: of {{CHECKED}} drawn pairs that the whole networks answered too, {{DIFFERENT}} have other outputs.

In per cent, with 95 % intervals:

{{TABLE}}
{{#SIZES}}By the number of train pairs; with fewer than 1,000 they are seen more often, for as many steps:

{{SIZES_TABLE}}
{{/SIZES}}Differences in percentage points, averaged over the other two choices, as the claims have them:

{{DIFFERENCES_TABLE}}
What an interval covers:

- *Own pairs, over seeds*: Student's, of the accuracies on each run's own {{TEST_PAIRS}} test pairs. A new seed draws train pairs, initial weights, batch order and test pairs.
- *All pairs, over seeds*: Student's, of the accuracies on all pairs. A new seed draws train pairs, initial weights and batch order; the test digits stay.
- *All pairs, over digits*: these networks, and other {{DIGITS}} digits from where the test digits come from. Percentiles of {{RESAMPLES}} resamples of the digits with replacement, the same ones for all networks: the accuracy is a V-statistic,
  so digits are drawn and not pairs.
- *All pairs, over both*: Student's, with the standard error of resamples in which digits and seeds are drawn, the seeds all but one, without which it would be too small (McCarthy and Snowden 1985). So it covers the choice of train pairs among the
  60,000 train digits, of weights, of batch order and of test digits, but no other train digits, no other writers and no other settings.

All numbers: [exhaustive](tables/exhaustive.csv). Made by `./bazelw run //experiments/exhaustive -- --output=exhaustive.json` at commit {{COMMIT}}.
{{/EXHAUSTIVE}}