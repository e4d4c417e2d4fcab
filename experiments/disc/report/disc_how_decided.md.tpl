{{#RATES}}### The disc by learning rate

Four hidden layers, all else as in `paper`. The *stall* lasts from the first epoch whose mean loss is at most 1.1 to the last before one below 0.9, where 1 is what the
answer 0 leaves everywhere. *Noise* is the standard deviation of a run's loss over the last {{LAST_EPOCHS}} epochs. `linear` and `cosine` end at zero, `step` divides by ten twice.

{{TABLE}}
{{#POWER_LAW}}Over the {{RATES_FITTED}} constant rates the mean length goes as the rate to the power {{EXPONENT}} [{{LOW}}, {{HIGH}}]; -1 would be as one over the rate.

{{/POWER_LAW}}{{CHANGES}}
{{/RATES}}