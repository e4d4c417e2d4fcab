{{#SEARCH}}# How the hyperparameters were chosen

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