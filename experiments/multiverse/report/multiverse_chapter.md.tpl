{{#MULTIVERSE}}## On what the verdicts depend

The report gives no hyperparameters, and `paper` and `course` are two choices of many. A grid of settings says which verdicts hold whatever is chosen.
{{#GRID}}
- `{{EXPERIMENT}}`: {{SETTINGS}} of {{COMBINATIONS}} settings, each with all {{VARIANTS}} variants and {{SEEDS}} seeds ({{RUNS}} runs, of which {{DIVERGED}} diverged and are left out). They vary of `{{PRESET}}` (number of levels in brackets): {{CHOICES}}.{{/GRID}}

What is varied and the rule were declared before any of these runs, which carry the declaration's SHA-256 `{{DIGEST}}` (`experiments/multiverse/declaration.cc`); they were trained at
commit `{{COMMIT}}`. In a setting a claim *holds* or *fails* if its interval lies inside or outside its bounds, else it is *open*; intervals are so wide that all are right together at {{CONFIDENCE}} %. Over the grid it **holds everywhere** or **nowhere** if it holds, or fails, in
{{PART}} % of the settings. It **depends** if neither, and it holds in one and fails in another or a choice changes the effect (regression, p < .05 after Holm). Else it is **not decided**.

{{TABLE}}
*Mean effect*: over all settings, with Student's interval over the seeds; with \*, of a claim about several numbers, how far the worst of them is inside its bounds, below zero if outside. *Larger with*: the choices that move it most; of a pair,
(+) if both are up or both down, (-) if one is up and one down. The grid has neither LibTorch nor decaying rates. A setting of the disc has too few runs to show that 95 % of all succeed; it can show that fewer do.

{{/MULTIVERSE}}{{#MAIN_CURVES}}### {figure:multiverse}: four claims in every setting

{{#FIGURE}}![{{CLAIM}}: effects and choices of all settings](figures/{{NAME}}.svg){{#FIGURE_separator}}
{{/FIGURE_separator}}{{/FIGURE}}

Each column is a setting, sorted by its effect, with an interval that holds for all together. Below: which level of each choice it has; where marks crowd to one side, the effect follows the choice. Intervals that reach beyond the frame are cut. Data and scripts: [figures/](figures).

{{/MAIN_CURVES}}{{#INVERSE}}### Which settings give the report's numbers?

Of the grid, the setting nearest to the report's tables was chosen on seeds 0 to {{LAST_CHOOSING}}, in both readings, and tested on seeds {{FIRST_TESTED}} to {{LAST_TESTED}} (chi-squared, with the rounding of what is printed).
{{#CHOSEN}}
- By {{BY}}, {{READING}}: {{TESTED}} ({{DEGREES}} degrees). {{#NONE}}So **not even the nearest** setting gives them.{{/NONE}}{{#ONE}}So `{{NAME}}` may be the report's.{{/ONE}}{{/CHOSEN}}

{{/INVERSE}}{{#GRID_CLAIMS}}[Every claim over the grid: curves, regressions, and what ten seeds conclude](MULTIVERSE.md)

{{/GRID_CLAIMS}}