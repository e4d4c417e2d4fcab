{{#EXHAUSTIVE}}## All pairs of test digits

A run tests its network on {{TEST_PAIRS}} pairs. Here {{NETWORKS}} of these networks answer all {{PAIRS}} ordered pairs of the {{DIGITS}} test digits. Differences in points, first on the runs' own pairs over
seeds, then on all pairs over seeds and test digits, with 95 % intervals: {{DIFFERENCES}}.

[Accuracy on all pairs, over seeds and over test digits](EXHAUSTIVE.md)

{{/EXHAUSTIVE}}