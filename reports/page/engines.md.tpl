{{#CERTIFICATE}}# Accuracies beside those of `{{MAIN_ENGINE}}`

Test accuracy, in percentage points: the largest difference of one seed, and the difference of the means with its 90 % interval. *Same*: two one-sided
t-tests on the differences of the same seeds (TOST) show that the means differ by less than {{MARGIN}}, half of the last digit that the report prints, with Holm's
correction for all pairs of engines on all settings. *Open*: they do not show it.

{{TABLE_5}}{{/CERTIFICATE}}