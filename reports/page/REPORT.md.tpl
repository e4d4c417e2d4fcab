# Comparing two digits, and a framework from scratch: the report regenerated

{{#COMPLETE}}**Complete**: all {{EXPECTED}} expected run records are there (engines: {{ENGINES}}).
{{/COMPLETE}}{{#PARTIAL}}**Partial**: {{PRESENT}} of {{EXPECTED}} expected run records are there, {{MISSING}} missing (engines: {{ENGINES}}).
{{/PARTIAL}}{{#ANY_MISSING}}
Missing:
{{#MISSING_ITEM}}
- `{{SETTING}}`: {{SEEDS}}{{/MISSING_ITEM}}
{{/ANY_MISSING}}{{#ANY_DIVERGED}}
Diverged, and in no mean:
{{#DIVERGED_ITEM}}
- `{{SETTING}}`: {{SEEDS}}{{/DIVERGED_ITEM}}
{{/ANY_DIVERGED}}{{#NO_BASELINE}}
There is no run of engine `{{BASELINE}}` among the records, so nothing here is held against LibTorch.
{{/NO_BASELINE}}
## What holds

**Reproduced** and **contradicted** are decided by tests at 5 %, declared before anything was run, on the same {{CLAIM_SEEDS}} seeds for every setting; a claim
that these do not decide is *inconclusive*. Of the claims about the digits, with preset `paper` (primary): {{TALLY_PAIRS}}. Of those about the disc, with
the four hidden layers of the report's code: {{TALLY_DISC}}.{{#FEWER_SEEDS}} **Not all of these seeds are there**, so verdicts rest on the n that
they state: `./bazelw run //:reproduce -- --full` trains the rest and decides them.{{/FEWER_SEEDS}} Quotes, tests and margins: [below](#how-the-claims-were-decided).

### Two digits

{{VERDICTS_PAIRS}}
Differences of test accuracy in percentage points with 95 % intervals; `course` has networks of the size that the course names.

### The disc

{{VERDICTS_DISC}}
What is about losses is decided on seeds 0 to 9, of which losses are kept.

### What ten seeds are worth

{{#TEN_SEEDS}}Of {{SEEDS}} seeds of each `paper` setting ({{DISC_SEEDS}} of the disc's), {{STUDIES}} studies of ten were drawn, without replacement. *Read*: each setting has ten seeds of
its own, and printed means and averages, of two decimals, are compared, as the report does. *Tested*: all settings share ten seeds, and the
tests decide.

{{TABLE}}
{{/TEN_SEEDS}}{{#TEN_SEEDS_MISSING}}Not said here: it takes {{LEAST}} seeds or more of each `paper` setting, and there are {{SEEDS}}. `./bazelw run //:reproduce -- --full` trains 1,000.

{{/TEN_SEEDS_MISSING}}## How to read the rest

*The report* below is the student report that is reproduced. All else on this page is computed from run records of preset `paper`.
Accuracies are fractions of correct predictions on 1,000 test pairs or points after the last epoch, as mean ± sample standard
deviation over the seeds, with the number of runs in brackets. A seed draws new data, new initial weights and a new batch order,
the same for all settings{{#SEVERAL_ENGINES}} and engines. Sentences are about engine `{{MAIN_ENGINE}}` where they name no other{{/SEVERAL_ENGINES}}. The tables' numbers with all digits are in [tables/](tables) and [numbers.json](numbers.json).

## 1. Which of two digits is larger?

A network sees two images of 14x14 pixels and says whether the first digit is less than or equal to the second. Eight networks:
convolutional (CNN) or fully connected (MLP), one trunk for both images (weight sharing) or two, with or without an auxiliary loss on
the digits' classes.

The report's Table 1 is headed CNN but captioned MLP, and its Table 2 the reverse. So its numbers are given in both readings: as
headed and as captioned. It averages 10 runs. Columns: with weight sharing and auxiliary loss, with one of them, with neither.

### Table 1: CNN, test accuracy

{{TABLE_1}}
{{#TABLE_1_READING}}{{#MEANS}}`{{ENGINE}}`: the means lie between {{LOW}} ({{LOW_WHERE}}) and {{HIGH}} ({{HIGH_WHERE}}). Averaged over the other choice, weight sharing
moves them by {{SHARING}} points and the auxiliary loss by {{AUXILIARY}}; in the report by {{SHARING_HEADED}} and {{AUXILIARY_HEADED}} as headed, {{SHARING_CAPTIONED}} and {{AUXILIARY_CAPTIONED}} as captioned.
{{#BESIDE}}With the other engines: {{#OTHER}}`{{OTHER_ENGINE}}` {{SHARING}} and {{AUXILIARY}}{{#LOW_ELSEWHERE}}, lowest {{WHERE}}{{/LOW_ELSEWHERE}}{{#HIGH_ELSEWHERE}}, highest {{WHERE}}{{/HIGH_ELSEWHERE}}{{#OTHER_separator}}; {{/OTHER_separator}}{{/OTHER}}.
{{/BESIDE}}{{/MEANS}}{{#INCOMPLETE}}`{{ENGINE}}`: one of the four means is missing, so they are not compared.
{{/INCOMPLETE}}
{{/TABLE_1_READING}}### Table 2: MLP, test accuracy

{{TABLE_2}}
{{#TABLE_2_READING}}{{#MEANS}}`{{ENGINE}}`: the means lie between {{LOW}} ({{LOW_WHERE}}) and {{HIGH}} ({{HIGH_WHERE}}). Averaged over the other choice, weight sharing
moves them by {{SHARING}} points and the auxiliary loss by {{AUXILIARY}}; in the report by {{SHARING_HEADED}} and {{AUXILIARY_HEADED}} as headed, {{SHARING_CAPTIONED}} and {{AUXILIARY_CAPTIONED}} as captioned.
{{#BESIDE}}With the other engines: {{#OTHER}}`{{OTHER_ENGINE}}` {{SHARING}} and {{AUXILIARY}}{{#LOW_ELSEWHERE}}, lowest {{WHERE}}{{/LOW_ELSEWHERE}}{{#HIGH_ELSEWHERE}}, highest {{WHERE}}{{/HIGH_ELSEWHERE}}{{#OTHER_separator}}; {{/OTHER_separator}}{{/OTHER}}.
{{/BESIDE}}{{/MEANS}}{{#INCOMPLETE}}`{{ENGINE}}`: one of the four means is missing, so they are not compared.
{{/INCOMPLETE}}
{{/TABLE_2_READING}}These are differences of means, in percentage points, without a test of whether they could be chance; those are [above](#what-holds).

### {figure:pairs-accuracy}: every run

{{#PAIRS_ACCURACY}}![Test accuracy of each run of the eight settings, and their means](figures/{{NAME}}.svg)

Test accuracy of every run with `{{ENGINE}}`, and below the runs their mean with Student's 95 % interval. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/PAIRS_ACCURACY}}{{#PAIRS_ACCURACY_MISSING}}No picture: there is no run of the pairs with the main engine.

{{/PAIRS_ACCURACY_MISSING}}### {figure:pairs-differences}: what each choice changes

{{#PAIRS_DIFFERENCES}}![Differences of test accuracy by seed: weight sharing, auxiliary loss, CNN against MLP](figures/{{NAME}}.svg)

Each point is a seed: the accuracy with the choice minus that without it, all else the same (data, initial weights as far as they exist in both, batch order; `{{ENGINE}}`).
Below the points their mean with Student's 95 % interval, without correction for how many there are; the last line averages the four
within each seed. Right of zero the choice helps. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/PAIRS_DIFFERENCES}}{{#PAIRS_DIFFERENCES_MISSING}}No picture: no two settings have a seed in common with the main engine.

{{/PAIRS_DIFFERENCES_MISSING}}### {figure:pairs-loss}: loss by epoch

{{#PAIRS_LOSS}}![Training loss of the eight settings by epoch](figures/{{NAME}}.svg)

Mean training loss of each epoch's steps with `{{ENGINE}}`: the line is the mean over the seeds, the band ± one sample standard deviation. With an auxiliary
loss it is part of what is shown, so these curves lie higher. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/PAIRS_LOSS}}{{#PAIRS_LOSS_MISSING}}No picture: there is no run of the pairs with the main engine.

{{/PAIRS_LOSS_MISSING}}### {figure:pairs-confusion}: which digits are confused

{{#PAIRS_CONFUSION}}![Percentage of wrong answers by first and second digit, CNN and MLP](figures/{{NAME}}.svg)

Wrong answers in per cent of the test pairs whose digits these are, with `{{ENGINE}}`. {{#DRAWN}}{{TITLE}}: {{RUNS}} runs of the four settings together, most often wrong on {{WORST}}. {{/DRAWN}}The four settings of a seed answer the same pairs. On the diagonal
the digits are equal, so the right answer is "at most". [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/PAIRS_CONFUSION}}{{#PAIRS_CONFUSION_MISSING}}No picture: what the runs answered is not among the artifacts.

{{/PAIRS_CONFUSION_MISSING}}### {figure:wrong-pairs}: wrong and sure of it

{{#WRONG_PAIRS}}![Pairs of digits that the network compared wrongly](figures/{{NAME}}.svg)

The {{SHOWN}} test pairs that `{{VARIANT}}` (`{{ENGINE}}`, seed {{SEED}}) compared wrongly by the largest margin between its two answers (difference of the logits), surest first, as the
network sees them: first and second digit, what they are, and whether it said that the first is at most (≤) or greater than (>) the second. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/WRONG_PAIRS}}{{#WRONG_PAIRS_MISSING}}No picture: what the runs answered is not among the artifacts.

{{/WRONG_PAIRS_MISSING}}## 2. A framework from scratch: inside or outside the disc?

1,000 train and 1,000 test points, uniform in the unit square, are labelled by whether they lie in the disc of area one half around
the centre. The report's text says three hidden layers of 25 units, its code has four: both are here. It states more than 95 %
on train and on test, *systematically*.

### Table 3: disc, accuracy

{{TABLE_3}}
{{#TABLE_3_READING}}`{{VARIANT}}`, `{{ENGINE}}`: {{#ALL}}all {{N}} runs are above 95 % on both sets.{{/ALL}}{{#SOME}}{{BOTH}} of {{N}} runs are above 95 % on both sets, so not every one.{{/SOME}}{{#NONE}}no run to judge by.{{/NONE}}{{#BESIDE}} With the other engines: {{OTHERS}}.{{/BESIDE}}

{{/TABLE_3_READING}}### {figure:disc-points}: what the network says

{{#FIGURE_1}}![Train and test points of the disc, coloured by what the network says](figures/{{NAME}}.svg)

`{{VARIANT}}` after the last epoch. The circle is the true border; crosses mark points on which the network is wrong.
{{#DRAWN}}
- `{{ENGINE}}`, seed {{SEED}}: train: {{TRAIN}}; test: {{TEST}}. [Data](figures/{{DATA}}).{{/DRAWN}}

{{#SAME_POINTS}}The two say the same of {{EQUAL}} of the {{ALL}} points. {{/SAME_POINTS}}[Script](figures/{{NAME}}.gp).

{{/FIGURE_1}}{{#FIGURE_1_MISSING}}No picture for engine `{{ENGINE}}`: the points of its runs are not among the artifacts.

{{/FIGURE_1_MISSING}}### {figure:disc-boundary}: the border that each run draws

{{#DISC_BOUNDARY}}![Decision boundaries of the disc by run, depth 3 and depth 4](figures/{{NAME}}.svg)

Where the output of each run with `{{ENGINE}}` is zero after the last epoch: inside of its line a network says "inside". Blue: test accuracy above 0.95; orange: up to 0.95. Evaluated on a grid of 51 x 51 points, straight between them.
[Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/DISC_BOUNDARY}}{{#DISC_BOUNDARY_MISSING}}No picture: the outputs of the runs on a grid are not among the artifacts.

{{/DISC_BOUNDARY_MISSING}}### {figure:disc-loss}: loss by epoch

{{#FIGURE_2}}![Training loss of the disc by epoch, depth 3 and depth 4](figures/{{NAME}}.svg)

Mean training loss (mean squared error, MSE) of each epoch's steps: the line is the mean over the seeds, the band ± one sample standard deviation over the seeds
(n is in the key). {{#BESIDE}}The dashed line is the mean of `{{MAIN_ENGINE}}` again, on top of each other engine's. {{/BESIDE}}Diverged runs are left out. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/FIGURE_2}}{{#FIGURE_2_MISSING}}No picture: there is no run of the disc.

{{/FIGURE_2_MISSING}}{{#FAR}}## How far do 1,000 pairs and 1,000 points go?

{{/FAR}}{{#AIMS}}The report's networks are small and trained in the simplest way; the same data give more. Test accuracy over seeds 0 to 29 after the last epoch, of one network, without
test-time augmentation:

{{TABLE}}
*Wanted* was set beforehand, by what prototypes with another library reached; it is reached if mean, lowest run and time are. Seconds are of training a run
on one core, of the runs with seeds 0 to 9 alone. Intervals: [aims](tables/aims.csv). The hyperparameters were chosen without any of these runs: of the pairs on train digits that are left out of
training, of the disc on seeds from 900 on, whose points are others.

{{/AIMS}}{{#LADDERS}}Each ladder goes from the report's network to the top, one idea at a time, trained with `{{ENGINE}}`. What a rung adds to the one before is the difference of runs with the same seed, which have the
same data, in percentage points of test accuracy, with Student's 95 % interval; one that leaves out zero could still be chance where there are many.
Below each ladder: its top with one thing changed, in points beside the top: below zero it is worse; and the p-values (up to 20 seeds by sign flips, beyond that the paired t-test) are
corrected after Holm for all lines of the table. The n lead to the setting and what it takes to repeat it. All numbers: [ladder](tables/ladder.csv), [ladder-ablations](tables/ladder-ablations.csv).

{{#LADDER}}### Ladder: {{TITLE}}

{{RUNGS}}
{{#ABLATIONS}}{{TABLE}}
{{/ABLATIONS}}{{/LADDER}}{{/LADDERS}}{{#LADDER_FIGURE}}### {figure:ladder}: the ladder of the pairs

![Test accuracy of CNN and MLP from the report's networks to the top, rung by rung](figures/{{NAME}}.svg)

Mean test accuracy of each rung with its 95 % interval, and the lowest run, from the top of the picture down. The names are those of the CNN's
rungs; those of the MLP and what each adds stand in the tables.
[Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/LADDER_FIGURE}}{{#SEARCH}}### How the hyperparameters were chosen

By successive halving over candidates drawn at random from the spaces below, with seeds from 900 on, judged by pairs of train digits that the run does not
train on: no test digit was read. All candidates are trained with few seeds, the best of them with more. With so many candidates the
best mean is partly luck: what counts is the one on test digits above. *Chosen* is what the search chose; what the presets took of it stands in
`experiments/pairs/sweep.cc`. All that was tried, also from outside of the spaces as they are now: [search](tables/search.csv).

{{#SPACE}}**{{NAME}}**: what differs from `{{SETTING}}`; {{CANDIDATES}} candidates at most; {{STAGES}}.
{{#DIMENSION}}
- {{NAME}}: {{VALUES}}{{/DIMENSION}}

{{TRIED}} were tried; {{LEFT_OUT}} of them did not get past the first stage and are in the file alone.

{{TABLE}}
{{/SPACE}}{{/SEARCH}}{{#CERTIFICATE}}## 3. Do the engines do the same work?

The engines get the same data, initial weights and batches, and differ in the order in which they add. They are compared run by run,
over the seeds that both of a pair have. This page shows the pairs with `{{MAIN_ENGINE}}`; all pairs are in the files:
[table-4](tables/table-4.csv), [table-5](tables/table-5.csv), [by step](tables/engines-by-step.csv), [by seed](tables/engines-by-seed.csv).

### Table 4: losses beside those of `{{MAIN_ENGINE}}`

Largest relative difference of the loss in any of the first 50 steps of any run. In brackets how many runs were compared, and how many
of them end with the same weights bit for bit, if any.

{{TABLE_4}}
Of {{PAIRS}} pairs of runs of any two engines, {{ROUNDING}} agree within {{LOSS_TOLERANCE}} in every step, as rounding makes it; {{KINKS}} more within {{FIRST_STEPS_TOLERANCE}} in the
first {{FIRST_STEPS}} steps and {{KINK_TOLERANCE}} later, as when a ReLU or a maximum is so close to a tie that rounding decides it, and training goes on from
there; {{DIFFERENT}} are different. In the tests a planted wrong sign, stale gradient or (without Adam) missing 1/N has to exceed {{PLANTED_BUG}} in the first {{FIRST_STEPS}} steps.
{{#DIFFERENT_ITEM}}
- different: `{{SETTING}}`, `{{ENGINE_A}}` and `{{ENGINE_B}}`, {{SEEDS}}: losses up to {{LARGEST}} apart{{/DIFFERENT_ITEM}}{{#DIVERGED_ITEM}}
- diverged with one of the two alone: `{{SETTING}}`, `{{ENGINE_A}}` and `{{ENGINE_B}}`, {{SEEDS}}{{/DIVERGED_ITEM}}

### {figure:loss-differences}: losses step by step

{{#FIGURE_3}}![Relative difference of the loss at each of the first 50 steps](figures/{{NAME}}.svg)

Relative difference of the loss from that of `{{MAIN_ENGINE}}` at each of the first 50 steps: the solid line is the largest of all runs of the panel's
settings, the dotted one the median; n runs were compared. Grey: what rounding makes, and what is
allowed, which is less in the first {{FIRST_STEPS}} steps; red: what a planted bug has to exceed there. Below {{FLOOR}} all is drawn at {{FLOOR}}. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/FIGURE_3}}### Table 5: accuracies beside those of `{{MAIN_ENGINE}}`

Test accuracy, in percentage points: the largest difference of one seed, and the difference of the means; in brackets the noise, which is
what two means over as many different seeds would differ by (one standard error).

{{TABLE_5}}
{{#ALL_WITHIN_NOISE}}Mean accuracies of any two engines differ by no more than the noise, on every setting ({{COMPARED_MEANS}} comparisons).
{{/ALL_WITHIN_NOISE}}{{#SOME_BEYOND_NOISE}}Mean accuracies differ by no more than the noise in {{WITHIN_NOISE}} of {{COMPARED_MEANS}} comparisons of two engines on a setting; by more than it:
{{#BEYOND_NOISE_ITEM}}
- `{{SETTING}}`, `{{ENGINE_A}}` and `{{ENGINE_B}}`: {{DIFFERENCE}} points, noise {{NOISE}}{{/BEYOND_NOISE_ITEM}}
{{/SOME_BEYOND_NOISE}}{{#NO_NOISE}}No two engines have two runs of a setting in common, so there is no noise to hold the means against.
{{/NO_NOISE}}
{{/CERTIFICATE}}{{#ACCURACY}}## {{ACCURACY_SECTION}}. How far is float from double?

The same trainings in double, from the same initial weights on the same batches: how far each engine is from them, by rounding to float and by the order in
which it adds. `simd` stands for `reference` too, whose bits are the same. Made on {{CPU}}, {{COMPILER}}.
{{#ENGINE_ITEM}}
- `{{ENGINE}}`: in any of {{RUNS}} runs losses differ by at most {{FIRST_STEP}} in the first step and {{FIRST_STEPS}} in the first {{STEPS}}; in the end weights by at most {{WEIGHTS}}, test
  accuracies by at most {{LARGEST_POINTS}} points and {{MEAN_POINTS}} on average.{{#BESIDE}} `{{MAIN_ENGINE}}` is nearer to double in {{NEARER}} of {{BOTH}} runs, by the first {{STEPS}} steps.{{/BESIDE}}{{/ENGINE_ITEM}}

### Distance from double

Relative differences, the largest of a setting's runs: of the loss in the first step, in any of the first {{STEPS}} steps, and of the mean loss of the last epoch; of all
weights after it, as one vector. Test accuracy: its difference in percentage points, mean over the runs, in brackets the largest. Rounding alone makes the first of
these; what comes later is also how a training lets small differences grow. Run by run: [distance-from-double](tables/distance-from-double.csv).

{{TABLE}}
{{/ACCURACY}}{{#SPEED}}## {{SPEED_SECTION}}. How fast are the engines?

Trained side by side in fresh processes on {{CPU}} ({{ISA}}; {{PEAK}} GFLOP/s on one core, measured), {{DATE}}, {{COMPILER}}{{#BLAS}}; LibTorch's BLAS: {{NAME}}{{/BLAS}}.
{{#MADE_WITH}}Made with: {{WHAT}}.
{{/MADE_WITH}}{{#RESERVATIONS}}**Of this session: {{WHAT}}.**
{{/RESERVATIONS}}What LibTorch is given, what is timed, and what is thrown away: [benchmarks/README.md](../../benchmarks/README.md). Ratios hold for this machine and these sizes.

### Table 6: times as fast as the best of LibTorch

`libtorch` is one training, `libtorch-autograd` one training as a user writes it, `libtorch-sweep` per seed of a sweep, each with the fastest of
its configurations, which is named. In brackets the 95 % interval; `wide`: it did not get to ±5 % in as many rounds as are wanted.

{{TABLE_6}}
{{#NOT_MEASURED}}Not measured, because the machine was not quiet or no time was left: {{ROWS}} rows; see [table-6](tables/table-6.csv).
{{/NOT_MEASURED}}
### Table 7: time of an epoch by engine

In milliseconds, per seed; in brackets the dense GFLOP/s. Rows of sweeps: the whole sweep on two cores.

{{TABLE_7}}
{{#COLD_START}}### Cold start

In no other number on this page. For W2, in milliseconds, medians over fresh processes: from the start of the process until its libraries are
loaded; store, weights and executor for the first time and once more; the first training step after that. All workloads:
[cold-start](tables/cold-start.csv).

{{TABLE}}
{{/COLD_START}}{{/SPEED}}{{#FIGURE_4}}### {figure:speed-roof}: the roofline

![GFLOP/s of each engine on each workload against its arithmetic intensity, and the measured roofs](figures/{{NAME}}.svg)

Dense GFLOP/s of one core: each engine's fastest configuration on each workload. Roofs, measured: the register loop of fused multiply-adds, and
the bandwidth of a triad (two reads, one write) over arrays of several sizes, the largest beyond all caches. Intensity is dense FLOP over the
compulsory traffic of a training step: its batch is read, every weight and every running value of the optimizer is read and written, and
nothing else. It is a property of the workload, the same for all engines; what stays in a cache from step to step comes from nearer than
the lowest roof. Behind a max-pool an engine may leave out work that is counted here. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/FIGURE_4}}{{#FIGURE_4_MISSING}}No roofline: of no workload on one core both speed and traffic are known.

{{/FIGURE_4_MISSING}}{{#GROWTH}}### Growth

The disc's network with four hidden layers, on one core, {{CPU}}, {{DATE}}; one quantity grows, all else is as in W1 with batches of 100.
LibTorch: backward pass by hand, tuned; of seeds, all stacked as one. The exponent of a power law through all points and through the last
three, with 95 % intervals; memory is what the training adds to the process. All points: [growth](tables/growth.csv).

{{EXPONENTS}}
{{#MAP}}Times as fast as the best of LibTorch, per seed, by the width of the four hidden layers: with so many seeds LibTorch may stack so many or
fewer, or train them one by one. Bold: LibTorch is faster, beyond the 95 % interval. The last column says from which width on, between two
measured ones by a line through logarithms. With intervals and configurations: [growth-map](tables/growth-map.csv).

{{TABLE}}
{{/MAP}}{{/GROWTH}}{{#FIGURE_GROWTH}}### {figure:speed-growth}: time against size

![Time of a training against seeds, batch size, width and points](figures/{{NAME}}.svg)

Time against each quantity, both axes logarithmic. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/FIGURE_GROWTH}}## How the claims were decided

The report's claims, as data in `reports/claims/claim.cc`. Up to 20 seeds the exact sign-flip test decides whether a paired difference is zero, beyond that the paired
t-test; equality within a margin is two one-sided t-tests (TOST). All numbers: [tables/verdicts.csv](tables/verdicts.csv).

{{VERDICTS_QUOTES}}
{{#FACTORIAL}}### Effects and interactions, preset `{{PRESET}}`

Paired contrasts over {{N}} seeds, in percentage points of test accuracy: what a choice adds, averaged over the others; an interaction is half of what one adds
with the other beyond what it adds without. The last two columns: the smallest effect that a paired t-test at 5 % sees with 80 % power.

{{TABLE}}
{{/FACTORIAL}}{{#RATES}}### The disc by learning rate

Four hidden layers, all else as in `paper`. The *stall* lasts from the first epoch whose mean loss is at most 1.1 to the last before one below 0.9, where 1 is what the
answer 0 leaves everywhere. *Noise* is the standard deviation of a run's loss over the last {{LAST_EPOCHS}} epochs. `linear` and `cosine` end at zero, `step` divides by ten twice.

{{TABLE}}
{{#POWER_LAW}}Over the {{RATES_FITTED}} constant rates the mean length goes as the rate to the power {{EXPONENT}} [{{LOW}}, {{HIGH}}]; -1 would be as one over the rate.

{{/POWER_LAW}}{{CHANGES}}
{{/RATES}}### What the report leaves open or contradicts

- Table 1 is headed CNN and captioned MLP, Table 2 the reverse. Of the {{STATEMENTS}} numbers that the text reads from the tables, {{FIT_HEADED}} are what they give as headed,
  {{FIT_CAPTIONED}} as captioned.
- It says that the auxiliary loss adds most. Averaged over all else its own printed means say {{PRINTED_SHARING}} points for weight sharing and
  {{PRINTED_AUXILIARY}} for the auxiliary loss, whichever table is which; and for CNN over MLP {{PRINTED_CNN_HEADED}} as headed, {{PRINTED_CNN_CAPTIONED}} as captioned.
- The text says three hidden layers of 25 units, three times; the code beside it has four. Both are here.
- No hyperparameter is given but the epochs and sizes of the disc's network.

{{ARITHMETIC}}
Halves count for either rounding. *Off, rounding may hide it*: not the rounded mean of what is printed, but it may be that of the numbers before they were.

## {{LAST_SECTION}}. What this was made from

{{RECORDS}} run records. SHA-256 over all of them, sorted, without timing and provenance: `{{RECORDS_SHA256}}`. Each run of seeds 0 to 9
with its accuracies and the digest of its final weights: [tables/records.csv](tables/records.csv). {{FURTHER}} are of further seeds, of which losses and
timing are not kept: they serve the verdicts alone.

{{SETTINGS}}
{{#OTHERS}}Other settings and further seeds among the records, which enter no table or figure of the sections before (accuracies as above):

{{OTHER_SETTINGS}}
{{/OTHERS}}{{DATASETS}}
{{PROVENANCE}}
A `source_digest` is of the sources and compiler options that decide the results of one experiment with one engine; in older records it is of
all sources of the program that made them.
