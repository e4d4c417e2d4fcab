{{#FAR}}## How far do 1,000 pairs and 1,000 points go?

{{/FAR}}{{#AIMS}}The report's networks are small and trained in the simplest way; the same data give more. Test accuracy over seeds 0 to 29 after the last epoch, of one network, without
test-time augmentation:

{{TABLE}}
*Wanted* was set beforehand, a little below what prototypes had reached: trials of the same ideas with another library (PyTorch 1.13) and other random numbers, whose
runs are not among the records. It is reached if mean, lowest run and time are. Seconds are of training a run on one core, of the runs with seeds 0 to 9
alone. Intervals: [aims](tables/aims.csv). The hyperparameters were chosen without any of these runs: of the pairs on train digits that are left out of training, of the
disc on seeds from 900 on, whose points are others.

{{/AIMS}}{{#LADDERS}}Each ladder goes from the report's network to the top, one idea at a time, trained with `{{ENGINE}}`. What a rung adds to the one before is the difference of runs with the same seed, which have the
same data, in percentage points of test accuracy, with Student's 95 % interval; one that leaves out zero could still be chance where there are many.
Below each ladder: its top with one thing changed, in points beside the top: below zero it is worse; and the p-values (paired t-test, from 21 seeds on) are
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
best mean is partly luck: what counts is the one on test digits above. *Chosen* is what the search chose. The row of a preset is
what that preset took: where it is another one, of the candidates of `cnn` one that did as well as any at less cost, shared by all variants. All that was tried, also from outside of the spaces as they are now: [search](tables/search.csv).

{{#SPACE}}**{{NAME}}**: what differs from `{{SETTING}}`; {{CANDIDATES}} candidates at most; {{STAGES}}.
{{#DIMENSION}}
- {{NAME}}: {{VALUES}}{{/DIMENSION}}

{{TRIED}} were tried; {{LEFT_OUT}} of them did not get past the first stage and are in the file alone.

{{TABLE}}
{{/SPACE}}{{/SEARCH}}