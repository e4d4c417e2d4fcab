{{#EXHAUSTIVE}}## All pairs of test digits

Here {{NETWORKS}} networks of runs answer all {{PAIRS}} ordered pairs of the {{DIGITS}} test digits. Differences in points, with 95 % intervals over seeds and test digits: {{DIFFERENCES}}.

[Accuracy on all pairs, over seeds and over test digits](EXHAUSTIVE.md)

{{/EXHAUSTIVE}}