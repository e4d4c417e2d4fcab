{{#REPRODUCTION}}{{>FIRST_SCREEN}}{{/REPRODUCTION}}{{#SWEEPS_ALONE}}# Runs of {{EXPERIMENTS}}
{{/SWEEPS_ALONE}}{{#PARTIAL}}
**Partial**: {{PRESENT}} of {{EXPECTED}} expected run records are there, {{MISSING}} missing (engines: {{ENGINES}}).
{{/PARTIAL}}{{#CONFLICTS}}
**In conflict**: {{CONFLICTING}} records have the same key as others of their runs but other bits, and nobody has decided which hold
(`store settle`).
{{/CONFLICTS}}{{#ANY_MISSING}}
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
{{>WHAT_HOLDS}}{{>CHAPTERS}}{{#SWEEP}}## Experiment `{{EXPERIMENT}}`, preset `{{PRESET}}`

Accuracies are fractions of correct predictions after the last epoch, as mean ± sample standard deviation over the seeds.
With all digits, and other presets: [settings](tables/settings.csv).

{{TABLE}}
{{/SWEEP}}{{#CERTIFICATE}}## Do the engines do the same work?

The engines get the same data, initial weights and batches, and differ in the order in which they add. They are compared run by run,
over the seeds that both of a pair have. This page shows the pairs with `{{MAIN_ENGINE}}`; all pairs are in the files:
[table-4](tables/table-4.csv), [table-5](tables/table-5.csv), [by step](tables/engines-by-step.csv), [by seed](tables/engines-by-seed.csv).

### Table 4: losses beside those of `{{MAIN_ENGINE}}`

Largest relative difference of the loss in any of the first 50 steps of any run. In brackets how many runs were compared, and how many
of them end with the same weights bit for bit.

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

{{/FIGURE_3}}### Accuracies

{{#ALL_SAME}}The means of any two engines are the same within {{MARGIN}} points, on every setting ({{COMPARED_MEANS}} comparisons).
{{/ALL_SAME}}{{#SOME_OPEN}}The means of two engines on a setting are the same within {{MARGIN}} points in {{SAME}} of {{COMPARED_MEANS}} comparisons; it is open for
{{#OPEN_ITEM}}
- `{{SETTING}}`, `{{ENGINE_A}}` and `{{ENGINE_B}}`: {{DIFFERENCE}} points, p = {{P}}{{/OPEN_ITEM}}

These engines do the same sums in another order, as the losses of the first steps show; a long training may end elsewhere all the same.
{{/SOME_OPEN}}{{#NO_MEANS}}No two engines have two runs of a setting in common, so their means are not compared.
{{/NO_MEANS}}
[Accuracies beside those of `{{MAIN_ENGINE}}`, setting by setting](ENGINES.md)

{{/CERTIFICATE}}{{#ACCURACY}}## How far is float from double?

The same trainings in double, from the same initial weights on the same batches: how far each engine is from them, by rounding to float and by the order in
which it adds. `simd` stands for `reference` too, whose bits are the same. Made on {{CPU}}, {{COMPILER}}.
{{#ENGINE_ITEM}}
- `{{ENGINE}}`: in any of {{RUNS}} runs losses differ by at most {{FIRST_STEP}} in the first step and {{FIRST_STEPS}} in the first {{STEPS}}; in the end weights by at most {{WEIGHTS}}, test
  accuracies by at most {{LARGEST_POINTS}} points and {{MEAN_POINTS}} on average.{{#BESIDE}} `{{MAIN_ENGINE}}` is nearer to double in {{NEARER}} of {{BOTH}} runs, by the first {{STEPS}} steps.{{/BESIDE}}{{/ENGINE_ITEM}}

[Distance from double by setting and engine](DOUBLE.md)

{{/ACCURACY}}{{#SPEED}}## How fast are the engines?

Trained side by side in fresh processes on {{CPU}} ({{ISA}}; {{PEAK}} GFLOP/s on one core, measured), {{DATE}}, {{COMPILER}}{{#BLAS}}; LibTorch's BLAS: {{NAME}}{{/BLAS}}.
{{#MADE_WITH}}Made with: {{WHAT}}.
{{/MADE_WITH}}{{#RESERVATIONS}}**Of this session: {{WHAT}}.**
{{/RESERVATIONS}}What LibTorch is given, what is timed, and what is thrown away: [benchmarks/README.md](../../benchmarks/README.md). Ratios hold for this machine and these sizes.

{{/SPEED}}{{#HEADLINE_RATIOS}}### {figure:speed-ratios}: times as fast as others

![Times as fast as others by workload, logarithmic](figures/{{NAME}}.svg)

How many times as fast `{{ENGINE}}` is, with 95 % intervals:{{#WITH_PEERS}} per seed as the best sweep of JAX, PyTorch, NumPy and LibTorch, and{{/WITH_PEERS}} as LibTorch with autograd, with the backward pass by hand, and per seed
of a sweep, each in its fastest configuration. W1 is the disc's network in batches of 10, 100 and 1,000, W2 an MLP and W3 a CNN for the pairs; in rows of 16 seeds `{{ENGINE}}` trains a sweep, otherwise one network.
[Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/HEADLINE_RATIOS}}{{#SPEED}}[All ratios and times, cold start](SPEED.md)

{{/SPEED}}{{#FIGURE_4}}### {figure:speed-roof}: the roofline

![GFLOP/s of each engine on each workload against its arithmetic intensity, and the measured roofs](figures/{{NAME}}.svg)

Dense GFLOP/s of one core: each engine's fastest configuration on each workload. Roofs, measured: the register loop of fused multiply-adds, and
the bandwidth of a triad over arrays of several sizes, the largest beyond all caches. Intensity is dense FLOP over the
compulsory traffic of a training step: its batch is read, every weight and every running value of the optimizer is read and written, and
nothing else. What stays in a cache from step to step comes from nearer than
the lowest roof. Behind a max-pool an engine may leave out work that is counted here. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/FIGURE_4}}{{#FIGURE_4_MISSING}}No roofline: of no workload on one core both speed and traffic are known.

{{/FIGURE_4_MISSING}}{{#FIGURE_GROWTH}}### {figure:speed-growth}: time against size

![Time of a training against seeds, batch size, width and points](figures/{{NAME}}.svg)

Time against each quantity, both axes logarithmic: the disc's network with four hidden layers on one core. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

[Slopes, fits, memory, and where LibTorch wins](GROWTH.md)

{{/FIGURE_GROWTH}}{{>HOW_DECIDED}}## What this was made from

{{#COMPLETE}}**Complete**: all {{EXPECTED}} expected run records are there (engines: {{ENGINES}}).

{{/COMPLETE}}{{RECORDS}} run records in all. SHA-256 over all of them, sorted, without timing and provenance: `{{RECORDS_SHA256}}`. Each run of seeds 0 to 9
with its accuracies and the digest of its final weights: [tables/records.csv](tables/records.csv). {{FURTHER}} are of further seeds, of which
timing is not kept and losses are kept of {{WITH_LOSSES}}.

[Settings, data sets, commits and machines](RECORDS.md)

A `source_digest` is of the sources and compiler options that decide the results of one experiment with one engine; in older records it is of
all sources of the program that made them.{{#CLAIMED}} `claims_digest` is SHA-256 of the file of claims that was declared when a run was made; runs from
before it was recorded are without.{{/CLAIMED}}

Where the signatures of `experiments/signatures.txt` were seen to hold, by `//experiments:verify` and its tests ([verified](tables/verified.tsv)); a machine that is not
here has not been tried:

{{VERIFIED}}
