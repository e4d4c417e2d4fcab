{{#FACTORIAL}}### Effects and interactions, preset `{{PRESET}}`

Paired contrasts over {{N}} seeds, in percentage points of test accuracy: what a choice adds, averaged over the others; an interaction is half of what one adds
with the other beyond what it adds without. The last two columns: the smallest effect that a paired t-test at 5 % sees with 80 % power.

{{TABLE}}
{{/FACTORIAL}}