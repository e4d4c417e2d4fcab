## Which of two digits is larger?

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

Test accuracy of every run with `{{ENGINE}}`, and below the runs their mean with Student's 95 % interval. Diamonds: the means that the report prints, as headed. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/PAIRS_ACCURACY}}{{#PAIRS_ACCURACY_MISSING}}No picture: there is no run of the pairs with the main engine.

{{/PAIRS_ACCURACY_MISSING}}### {figure:pairs-differences}: what each choice changes

{{#PAIRS_DIFFERENCES}}![Differences of test accuracy by seed: weight sharing, auxiliary loss, CNN against MLP](figures/{{NAME}}.svg)

Each point is a seed, {{SEEDS}}: the accuracy with the choice minus that without it, all else the same (data, initial weights as far as they exist in both, batch order; `{{ENGINE}}`).
Below the points their mean with Student's 95 % interval, without correction for how many there are; the last line averages the four
within each seed. Right of zero the choice helps. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/PAIRS_DIFFERENCES}}{{#PAIRS_DIFFERENCES_MISSING}}No picture: no two settings have a seed in common with the main engine.

{{/PAIRS_DIFFERENCES_MISSING}}### {figure:pairs-loss}: loss by epoch

{{#PAIRS_LOSS}}![Training loss of the eight settings by epoch](figures/{{NAME}}.svg)

Training loss of each epoch's steps with `{{ENGINE}}`, divided by what guessing leaves (dashed): ln 2, and with an auxiliary loss of weight w another 2 w ln 10. So losses with and without one can be
compared: all begin near 1. The line is the mean over the seeds, the band ± one sample standard deviation; the losses themselves are in [numbers.json](numbers.json).
[Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

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

{{/WRONG_PAIRS_MISSING}}