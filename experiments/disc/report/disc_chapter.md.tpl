## A framework from scratch: inside or outside the disc?

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

Where the output of each run with `{{ENGINE}}` is halfway between the labels after the last epoch: inside of its line a network says "inside". Blue: test accuracy above 0.95; orange: up to 0.95. Evaluated on a grid of 51 x 51 points, straight between them.
[Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/DISC_BOUNDARY}}{{#DISC_BOUNDARY_MISSING}}No picture: the outputs of the runs on a grid are not among the artifacts.

{{/DISC_BOUNDARY_MISSING}}### {figure:disc-loss}: loss by epoch

{{#FIGURE_2}}![Training loss of the disc by epoch, depth 3 and depth 4](figures/{{NAME}}.svg)

Training loss (mean squared error, MSE) of each epoch's steps with `{{ENGINE}}`, run by run and on average. The dashed line is the loss that the best constant answer leaves: a run
stalls as long as it stays near it. Diverged runs are left out. [Data](figures/{{NAME}}.csv), [script](figures/{{NAME}}.gp).

{{/FIGURE_2}}{{#FIGURE_2_MISSING}}No picture: there is no run of the disc.

{{/FIGURE_2_MISSING}}