# Every run, and how to repeat it

An entry for each setting and engine: the command that trains its runs again, and what came out. A run's id is the entry's heading and the run,
such as `pairs/paper/cnn/simd/seed-03`. Accuracies are fractions of correct predictions after the last epoch, the last loss is the mean of
the last epoch, and of the SHA-256 of the final weights the first {{DIGITS}} digits stand here. All digits of all runs:
[tables/records.csv](tables/records.csv); the commands as a table: [tables/commands.csv](tables/commands.csv).

With `--results_dir=again` the runs are trained into a folder of their own, and
`./bazelw run //experiments/compare -- again reports/published/records.jsonl.gz` says whether they are the published ones bit for bit.
{{#SETTING}}
## {{ID}}
{{#NONE}}
No run is among the records.
{{/NONE}}{{#SOME}}
    {{COMMAND}}

Runs: {{COUNT}}{{#CUT}}, of which the first {{SHOWN}} are shown{{/CUT}}.

{{RUNS}}{{/SOME}}{{/SETTING}}
