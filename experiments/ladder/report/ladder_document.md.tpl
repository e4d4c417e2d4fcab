{{#LADDERS}}# What each idea is worth, rung by rung

Each ladder goes from the report's network to the top, one idea at a time, trained with `{{ENGINE}}`. What a rung adds to the one before is the difference of runs with the same seed, which have the
same data, in percentage points of test accuracy, with Student's 95 % interval; one that leaves out zero could still be chance where there are many.
Below each ladder: its top with one thing changed, in points beside the top: below zero it is worse; and the p-values (paired t-test, from 21 seeds on) are
corrected after Holm for all lines of the table. The n lead to the setting and what it takes to repeat it. All numbers: [ladder](tables/ladder.csv), [ladder-ablations](tables/ladder-ablations.csv).

{{#LADDER}}## Ladder: {{TITLE}}

{{RUNGS}}
{{#ABLATIONS}}{{TABLE}}
{{/ABLATIONS}}{{/LADDER}}{{/LADDERS}}