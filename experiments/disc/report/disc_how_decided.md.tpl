{{#RATES}}### The disc by learning rate

Four hidden layers, all else as in `paper`: accuracies of the seeds of the claims, stall and noise of seeds 0 to 9. The *stall* lasts from the first epoch whose mean loss is at most 1.1 times
the loss that the best constant answer leaves, ¼, to the last before one below 0.9 times it. *Noise* is the standard deviation of a run's loss over the
last {{LAST_EPOCHS}} epochs. `linear` and `cosine` end at zero, `step` divides by ten twice.

{{TABLE}}
{{#FIT}}Over the {{RATES_FITTED}} constant rates the mean length is {{OFFSET}} + {{SLOPE}} / rate epochs (least squares, R² {{R_SQUARED}}). Between neighbouring rates
it goes as the rate to the power {{LOCAL_SLOPES}}; −1 would be as one over the rate.

{{/FIT}}{{CHANGES}}
{{/RATES}}