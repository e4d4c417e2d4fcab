## What holds

**Reproduced** and **contradicted** are decided by tests at 5 % on seeds {{FIRST_CLAIM_SEED}} to {{LAST_CLAIM_SEED}}, the same for every setting; a claim that these do not decide is
*inconclusive*. Claims are not independent: those with a dash are a part or another reading of the one above. So they are not counted; what counts is
each effect with its interval. The first column of each table is the main one: its p-values are corrected by Holm's method for all {{FIRST_LEVEL}} that are decided
there, in both tables together. The second column, another choice where the report leaves one, is corrected likewise by itself.{{#FEWER_SEEDS}} **Not all of these seeds are there**, so
verdicts rest on the n that they state: `./bazelw run //:reproduce -- --full` trains the rest and decides them.{{/FEWER_SEEDS}} Quotes, tests, margins, and when they
were declared: [below](#how-the-claims-were-decided).

{{#VERDICTS}}### {{TITLE}}

{{TABLE}}
{{NOTE}}

{{/VERDICTS}}### What ten seeds are worth

{{#TEN_SEEDS}}Of {{SEEDS}} seeds of each `{{PRESET}}` setting{{#FURTHER}} ({{SEEDS}} of {{WHOSE}}){{/FURTHER}}, {{STUDIES}} studies of ten were drawn, without replacement. *Read*: printed
means and averages, of two decimals, are compared, as the report does. *Tested*: by the tests of the claims, each by itself at 5 %, as in a study that asks this alone. *Paired*: all settings share ten
seeds, and tests are of differences by seed; *unpaired*: each setting has ten of its own, as a report has that draws anew for each, and tests are Welch's
and F. In per cent of the studies: the conclusion is the report's / the opposite / neither.

{{TABLE}}
{{/TEN_SEEDS}}{{#TEN_SEEDS_MISSING}}Not said here: it takes {{LEAST}} seeds or more of each `{{PRESET}}` setting, and there are {{SEEDS}}. `./bazelw run //:reproduce -- --full` trains 1,000.

{{/TEN_SEEDS_MISSING}}## How to read the rest

*The report* below is the student report that is reproduced. All else on this page is computed from run records of preset `paper`.
Accuracies are fractions of correct predictions on 1,000 test pairs or points after the last epoch, as mean ± sample standard
deviation over the seeds, with the number of runs in brackets. A seed draws new data, new initial weights and a new batch order,
the same for all settings{{#SEVERAL_ENGINES}} and engines. Sentences are about engine `{{MAIN_ENGINE}}` where they name no other{{/SEVERAL_ENGINES}}. The tables' numbers with all digits are in [tables/](tables) and [numbers.json](numbers.json).

