{{#LABELS}}### The disc with labels 1 and −1

Four hidden layers, the same seeds, all else as in `paper`. With 1 and 0 the best constant answer, ½, leaves a loss of ¼, and the first answers, near 0, one of ½: the
loss has to fall before it can stall. With 1 and −1 the first answers leave what the best constant leaves, and the loss cannot fall to the
stall. Of 1 and −1 the p-values are corrected for this column alone.

{{TABLE}}
{{/LABELS}}