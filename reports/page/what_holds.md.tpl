## What holds

**Reproduced** and **contradicted** are decided by tests at 5 %, declared before anything was run, on the same {{CLAIM_SEEDS}} seeds for every setting; a claim
that these do not decide is *inconclusive*. {{#TALLIES}}Of {{WHICH}} about {{ABOUT}}: {{TALLY}}.{{#TALLIES_separator}} {{/TALLIES_separator}}{{/TALLIES}}{{#FEWER_SEEDS}} **Not all of these seeds are there**, so verdicts rest on the n that
they state: `./bazelw run //:reproduce -- --full` trains the rest and decides them.{{/FEWER_SEEDS}} Quotes, tests and margins: [below](#how-the-claims-were-decided).

{{#VERDICTS}}### {{TITLE}}

{{TABLE}}
{{NOTE}}

{{/VERDICTS}}### What ten seeds are worth

{{#TEN_SEEDS}}Of {{SEEDS}} seeds of each `{{PRESET}}` setting{{#FURTHER}} ({{SEEDS}} of {{WHOSE}}){{/FURTHER}}, {{STUDIES}} studies of ten were drawn, without replacement. *Read*: each setting has ten seeds of
its own, and printed means and averages, of two decimals, are compared, as the report does. *Tested*: all settings share ten seeds, and the
tests decide.

{{TABLE}}
{{/TEN_SEEDS}}{{#TEN_SEEDS_MISSING}}Not said here: it takes {{LEAST}} seeds or more of each `{{PRESET}}` setting, and there are {{SEEDS}}. `./bazelw run //:reproduce -- --full` trains 1,000.

{{/TEN_SEEDS_MISSING}}## How to read the rest

*The report* below is the student report that is reproduced. All else on this page is computed from run records of preset `paper`.
Accuracies are fractions of correct predictions on 1,000 test pairs or points after the last epoch, as mean ± sample standard
deviation over the seeds, with the number of runs in brackets. A seed draws new data, new initial weights and a new batch order,
the same for all settings{{#SEVERAL_ENGINES}} and engines. Sentences are about engine `{{MAIN_ENGINE}}` where they name no other{{/SEVERAL_ENGINES}}. The tables' numbers with all digits are in [tables/](tables) and [numbers.json](numbers.json).

