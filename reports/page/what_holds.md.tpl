{{>VERDICTS}}How the tests were corrected, and when margins were set: [how the claims were decided](#how-the-claims-were-decided).

### What ten seeds are worth

{{#TEN_SEEDS}}Would another group with ten seeds have concluded the same? {{STUDIES}} studies of ten seeds were drawn, without replacement, from {{SEEDS}}.
Each cell says in per cent how many studies conclude what the report does / the opposite / neither. *Read*: printed means of two decimals are compared, as the report does. *Tested*: by the tests of the claims, each by itself at 5 %, paired by seed.

{{TABLE}}
[The same where each setting has ten seeds of its own](TEN_SEEDS.md)

{{/TEN_SEEDS}}{{#TEN_SEEDS_MISSING}}This takes {{LEAST}} or more seeds of each setting, and there are {{SEEDS}}. `./bazelw run //:reproduce -- --full` trains 1,000.

{{/TEN_SEEDS_MISSING}}## How to read the rest

*The report* is the student report that is reproduced. All else is computed from run records, and of preset `paper` where nothing else is said.
Accuracy is the fraction of correct predictions on 1,000 test pairs or points after the last epoch. It is given as mean ± sample standard
deviation over the seeds, with the number of runs in brackets. A seed draws new data, new initial weights and a new batch order,
the same for all settings{{#SEVERAL_ENGINES}} and engines. Where no engine is named, sentences are about `{{MAIN_ENGINE}}`{{/SEVERAL_ENGINES}}. All digits are in [tables/](tables) and [numbers.json](numbers.json).

