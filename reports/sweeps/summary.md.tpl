# Summary of {{EXPERIMENTS}}

{{RUNS}} of {{SETTINGS}}{{#DIVERGED}}, {{COUNT}} of which diverged and are in no mean{{/DIVERGED}}. A mean is over the seeds n of a setting, with
the sample standard deviation; brackets are 95 % confidence intervals of the mean (Student's t). They are about seeds: where the mean of many
more would lie on the same data, not what other data would give. Accuracy is the fraction of correct predictions after the last epoch; RMSE the root
mean squared error, in the target's units. All numbers: [settings](tables/settings.csv), [differences](tables/differences.csv),
[runs](tables/runs.csv), [losses](tables/losses.csv), [JSON](numbers.json).
{{#GROUP}}
## Experiment `{{EXPERIMENT}}`, data `{{DATASET}}`: {{METRIC}}

{{TABLE}}
{{#NETWORKS}}Networks:

{{LIST}}
{{/NETWORKS}}{{#POINTS}}![Test {{METRIC}} of each run by setting](figures/{{NAME}}.svg)

Test {{METRIC}}: every run is a point, beside it the mean with its interval.{{#CUT}} The first {{DRAWN}} settings are drawn.{{/CUT}} [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/POINTS}}{{#DIFFERENCES}}### Differences{{SUFFIX}}

Test {{METRIC}} of the second minus that of the first, over the seeds that both have, which share data and whatever else a seed draws{{UNIT}}. p: the
probability of a mean this far from zero if there is no difference, by sign flips up to {{MAX_SIGN_FLIP}} seeds and by Student's t-test beyond; adjusted after Holm over
the comparisons of this table. The last column is about the standard deviations of the two (Pitman, Morgan), not adjusted.{{#WITH_FIRST}} Of so many settings each is compared with the first.{{/WITH_FIRST}}

{{TABLE}}
{{/DIFFERENCES}}{{#LOSSES}}### Training loss{{SUFFIX}}

![Training loss by epoch](figures/{{NAME}}.svg)

Mean over the seeds of the training loss by epoch; the bands are one sample standard deviation wide on each side.{{#CUT}} The first {{DRAWN}} settings are drawn.{{/CUT}} [Data](figures/{{NAME}}.csv),
[script](figures/{{NAME}}.gp).

{{/LOSSES}}{{/GROUP}}
