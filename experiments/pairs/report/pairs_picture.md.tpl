{{#TASK_FIGURE}}![A {{FIRST}} and a {{SECOND}}, handwritten, of 14 x 14 pixels](figures/{{NAME}}.svg)

Is {{FIRST}} ≤ {{SECOND}}? One of the test pairs.

{{/TASK_FIGURE}}