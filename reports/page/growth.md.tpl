{{#GROWTH}}# How time and memory grow

The disc's network with four hidden layers, on one core, {{CPU}}, {{DATE}}; one quantity grows, all else is as in W1 with batches of 100.
LibTorch: backward pass by hand, tuned; of seeds, all stacked as one. *Slopes*: between neighbouring points, of the logarithm; 1 is in proportion, 0 is not at
all. *Fit*: an offset, which does not grow, and a term that does, by least squares of relative deviations; how far the points are from it stands beside it. Memory is
what the training adds to the process. All points: [growth](tables/growth.csv); the fits with intervals: [growth-fits](tables/growth-fits.csv).

{{FITS}}
{{#MAP}}Times as fast as the best of LibTorch, per seed, by the width of the four hidden layers: with so many seeds LibTorch may stack so many or
fewer, or train them one by one. Bold: LibTorch is faster, beyond the 95 % interval. The last column says from which width on, between two
measured ones by a line through logarithms. With intervals and configurations: [growth-map](tables/growth-map.csv).

{{TABLE}}
{{/MAP}}{{/GROWTH}}