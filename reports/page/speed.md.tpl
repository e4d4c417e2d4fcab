{{#SPEED}}# All ratios and times, cold start

## Table 6: times as fast as others

`libtorch` is one training, `libtorch-autograd` one training as a user writes it, `libtorch-sweep` per seed of a sweep, each with the fastest of
its configurations, which is named.{{#PEERS}} `peers` is the best of all, per seed of a sweep: of `jax`, `pytorch` and `numpy` ({{VERSIONS}}) and of LibTorch.{{/PEERS}} In brackets the 95 % interval; `wide`: it did not get to ±5 % in as many rounds as are wanted.

{{TABLE_6}}
{{#NOT_MEASURED}}Not measured, because the machine was not quiet or no time was left: {{ROWS}} rows; see [table-6](tables/table-6.csv).
{{/NOT_MEASURED}}
## Table 7: time of an epoch by engine

In milliseconds, per seed; in brackets the dense GFLOP/s. Rows of sweeps: the whole sweep on two cores.

{{TABLE_7}}
{{#COLD_START}}## Cold start

In no other number on this page. For W2, in milliseconds, medians over fresh processes: from the start of the process until its libraries are
loaded; store, weights and executor for the first time and once more; the first training step after that. All workloads:
[cold-start](tables/cold-start.csv).

{{TABLE}}
{{/COLD_START}}
{{/SPEED}}