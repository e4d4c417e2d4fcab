{{#GRID_CLAIMS}}# Every claim over the grid: curves, regressions, and what ten seeds conclude

For each claim: in how many settings it holds, and on what its effect depends. *Half the range*: what the effect changes by from the middle of a choice's levels to the end that is named (the logarithm, of standard deviations); of two
choices, by their product. Least squares on all choices and pairs of them, each level by its place; classical standard errors, Holm's correction over all terms. *Of the variance*: how much less of the variance between settings is explained
without the term. Pairs without p < .05 are in [multiverse-terms](tables/multiverse-terms.csv) alone. Standard errors are moderated over the settings (Smyth 2004), and intervals corrected by Bonferroni, which is more than needed
because the settings share their seeds.
{{#MULTIVERSE}}
{{ALL}}{{/MULTIVERSE}}{{#CLAIM}}
## {{CLAIM}}

**{{WORD}}**: holds in {{HOLDS}}, open in {{OPEN}}, fails in {{FAILS}} of {{SETTINGS}} settings; mean effect {{MEAN}}.{{#TERMS}} The terms explain {{EXPLAINED}} % of the variance between settings.{{/TERMS}}{{#NOISE}} The seeds make {{SHARE}} % of that variance.{{/NOISE}}
{{#FIGURE}}
![Effects and choices of all settings](figures/{{NAME}}.svg)
{{/FIGURE}}{{#TERMS}}
{{TABLE}}{{/TERMS}}{{/CLAIM}}
{{#INVERSE}}## The settings nearest to the report's tables

The first {{SHOWN}}, and the presets. Chi-squared on the seeds that chose and on the others, with the p-value of the others. The variance of each mean is s²/10 for the report, .01²/12 for its rounding and s²/n for ours; of each standard deviation s²/18, .01²/12 and
s²/(2(n − 1)); s² is moderated over the settings.
{{#CHOSEN_TABLE}}
### By {{BY}}

{{TABLE}}{{/CHOSEN_TABLE}}
{{/INVERSE}}{{#GRID_TEN_SEEDS}}## What ten seeds conclude over the grid

In per cent of the settings: how many of them, with their ten seeds, conclude what the report does / the opposite / neither. *Read*: printed means of two decimals are compared, as the report does. *Tested*: each claim by itself at 5 %, paired by seed.

{{TABLE}}
{{/GRID_TEN_SEEDS}}{{/GRID_CLAIMS}}