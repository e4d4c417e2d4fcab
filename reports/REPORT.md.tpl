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
{{/ANY_DIVERGED}}
*The report* below is the student report that is reproduced. All else on this page is computed from run records of preset `paper`.
Accuracies are fractions of correct predictions on 1,000 test pairs or points after the last epoch, as mean ± sample standard
deviation over the seeds, with the number of runs in brackets. A seed draws new data, new initial weights and a new batch order,
the same for all settings. The tables' numbers with all digits are in [tables/](tables) and [numbers.json](numbers.json).

## 1. Which of two digits is larger?

A network sees two images of 14x14 pixels and says whether the first digit is less than or equal to the second. Eight networks:
convolutional (CNN) or fully connected (MLP), one trunk for both images (weight sharing) or two, with or without an auxiliary loss on
the digits' classes.

The report's Table 1 is headed CNN but captioned MLP, and its Table 2 the reverse. So its numbers are given in both readings: as
headed and as captioned. It averages 10 runs.

### Table 1: CNN, test accuracy

{{TABLE_1}}
{{#TABLE_1_READING}}{{#MEANS}}`{{ENGINE}}`: the means lie between {{LOW}} ({{LOW_WHERE}}) and {{HIGH}} ({{HIGH_WHERE}}). Averaged over the other choice, weight sharing
moves them by {{SHARING}} points and the auxiliary loss by {{AUXILIARY}}; in the report by {{SHARING_HEADED}} and {{AUXILIARY_HEADED}} as headed, {{SHARING_CAPTIONED}} and {{AUXILIARY_CAPTIONED}} as captioned.
{{/MEANS}}{{#INCOMPLETE}}`{{ENGINE}}`: one of the four means is missing, so they are not compared.
{{/INCOMPLETE}}
{{/TABLE_1_READING}}### Table 2: MLP, test accuracy

{{TABLE_2}}
{{#TABLE_2_READING}}{{#MEANS}}`{{ENGINE}}`: the means lie between {{LOW}} ({{LOW_WHERE}}) and {{HIGH}} ({{HIGH_WHERE}}). Averaged over the other choice, weight sharing
moves them by {{SHARING}} points and the auxiliary loss by {{AUXILIARY}}; in the report by {{SHARING_HEADED}} and {{AUXILIARY_HEADED}} as headed, {{SHARING_CAPTIONED}} and {{AUXILIARY_CAPTIONED}} as captioned.
{{/MEANS}}{{#INCOMPLETE}}`{{ENGINE}}`: one of the four means is missing, so they are not compared.
{{/INCOMPLETE}}
{{/TABLE_2_READING}}These are differences of means, in percentage points, without a test of whether they could be chance.

## 2. A framework from scratch: inside or outside the disc?

1,000 train and 1,000 test points, uniform in the unit square, are labelled by whether they lie in the disc of area one half around
the centre. The report's text says three hidden layers of 25 units, its code has four: both are here. It states more than 95 %
on train and on test, *systematically*.

### Table 3: disc, accuracy

{{TABLE_3}}
{{#TABLE_3_READING}}`{{VARIANT}}`, `{{ENGINE}}`: {{#ALL}}all {{N}} runs are above 95 % on both sets.{{/ALL}}{{#SOME}}{{BOTH}} of {{N}} runs are above 95 % on both sets, so not every one.{{/SOME}}{{#NONE}}no run to judge by.{{/NONE}}

{{/TABLE_3_READING}}### Figure 1: what the network says

{{#FIGURE_1}}![Train and test points of the disc, coloured by what the network says](figures/{{NAME}}.svg)

`{{VARIANT}}`, engine `{{ENGINE}}`, seed {{SEED}}, after the last epoch. Train: {{TRAIN}}; test: {{TEST}}. The circle is the true border; crosses
mark points on which the network is wrong. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/FIGURE_1}}{{#FIGURE_1_MISSING}}No picture for engine `{{ENGINE}}`: the points of its runs are not among the artifacts.

{{/FIGURE_1_MISSING}}### Figure 2: loss by epoch

{{#FIGURE_2}}![Training loss of the disc by epoch, depth 3 and depth 4](figures/{{NAME}}.svg)

Mean training loss of each epoch's steps: the line is the mean over the seeds, the band ± one sample standard deviation over the seeds
(n is in the key). Diverged runs are left out. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/FIGURE_2}}{{#FIGURE_2_MISSING}}No picture: there is no run of the disc.

{{/FIGURE_2_MISSING}}{{#ENGINES}}## 3. Do the engines do the same work?

The engines get the same data, initial weights and batches, and differ in the order in which they add. For each setting and pair of
engines, over the seeds that both have: runs that end with the same weights bit for bit; the largest relative difference of the loss in
any of the first 50 steps of any run; the largest difference of the test accuracies of one seed, and the difference of their means, in
percentage points, beside the noise: what two means over as many different seeds would differ by (one standard error).

### Table 4: the engines compared

{{TABLE_4}}
Of {{PAIRS}} pairs of runs {{ROUNDING}} agree within {{LOSS_TOLERANCE}}, as rounding makes it; {{KINKS}} more within {{KINK_TOLERANCE}}: somewhere a ReLU or a maximum was so
close to a tie that rounding decided it, and training goes on from there; {{BEYOND}} are further apart. A wrong sign, a missing 1/N or a
stale gradient would show as ten times that and more in every run. In {{BEYOND_NOISE}} of {{ROWS}} rows the means differ by more than the noise.

{{/ENGINES}}## {{LAST_SECTION}}. What this was made from

{{RECORDS}} run records. SHA-256 over all of them, sorted, without timing and provenance: `{{RECORDS_SHA256}}`. Each run with its
accuracies and the digest of its final weights: [tables/records.csv](tables/records.csv).

Of each setting, seeds 0 to 9 are expected, and every other seed that some setting of the experiment has.

{{SETTINGS}}
{{#OTHERS}}Other settings among the records, which enter no table above (accuracies as above):

{{OTHER_SETTINGS}}
{{/OTHERS}}{{DATASETS}}
{{PROVENANCE}}
