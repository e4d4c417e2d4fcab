# A student report, trained again: which of its claims hold?

{{>PICTURES}}A student report trained small networks {{TASKS}}. Here each of its claims is tested on {{CLAIM_SEEDS}} new seeds, with two choices of what it leaves open (small and larger networks; for the disc more and fewer layers){{#OVER_GRID}}, and over a grid of many more such choices{{/OVER_GRID}}:

{{#FINDING}}- **{{SIGN}} {{HEAD}}:** {{NAMED}}{{#MORE}}; and {{COUNT}} more{{/MORE}}.
{{/FINDING}}{{#NO_FINDING}}- Nothing is decided yet: there are too few runs of these seeds.
{{/NO_FINDING}}{{#CLAIM_FIGURES}}
{{#FIGURE}}![{{TITLE}}: what each claim states, and the estimate with its interval](figures/{{NAME}}.svg){{#FIGURE_separator}}
{{/FIGURE_separator}}{{/FIGURE}}

All claims: what the report states (black) with the margin it may be off by (grey), and the estimate of each choice with its 95 % interval. Small points are the numbers
that decide a claim about several; of printed means, their distance from these.{{#OVER_GRID}} `grid`: the mean over its settings.{{/OVER_GRID}} [Verdicts in words](#what-holds), data and scripts in [figures/](figures).
{{/CLAIM_FIGURES}}
