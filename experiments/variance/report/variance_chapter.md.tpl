{{#VARIANCE}}## Where the variance comes from

Runs with different seeds differ in the train pairs that they draw, in initial weights, in batch order and in their test pairs. Each replicate crosses two levels of
each of the first three: eight networks, all tested on the same {{TEST_DRAWS}} draws of {{TEST_PAIRS}} test pairs. The table says how much of the variance of test
accuracy a new draw of one source makes where all else is kept (Sobol's total index), how much each source makes by itself, and what sources make only together (×).
The estimates are unbiased (Sobol 1993, 2001; Saltelli 2002), so a small one can be below zero. Percent of the variance, with 95 % intervals bootstrapped over
replicates; the first four rows overlap, the others sum to 100:

{{TABLE}}
*Standard deviation*: of a run that draws everything, in percentage points. *Floor*: what {{TEST_PAIRS}} independent test pairs make by themselves, the mean of p (1 − p) / {{TEST_PAIRS}} over networks
of accuracy p; compare it with the new test draw. All parts: [variance](tables/variance.csv).

What this means for a ± over seeds:

- One network, tested on {{TEST_PAIRS}} other pairs again and again, keeps {{TEST_DRAW}} of the variance of test accuracy over seeds; how the networks differ makes the rest.
- Runs that keep their train and test pairs and draw initial weights and batch order anew have {{KEPT_DATA}} of the standard deviation of runs that draw everything: their ± says nothing of other data.
- The networks' own accuracies, each on all pairs of test digits, have a standard deviation of {{NETWORKS}}: more test pairs bring a ± down to it, more seeds do not.

Made by `./bazelw run //experiments/variance -- --output=variance.json` at commit {{COMMIT}}.

{{/VARIANCE}}