{{#TEN_SEEDS}}# What ten seeds are worth, paired and not

In per cent of {{STUDIES}} studies of ten seeds: how many conclude what the report does / the opposite / neither. *Read*: printed means of two decimals are compared, as the report does. *Tested*: by the tests of the claims, each by itself at 5 %.
*Paired*: all settings share ten seeds, and tests are of differences by seed. *Unpaired*: each setting has ten of its own; tests are Welch's and F.
{{#PRESET_TABLE}}
## `{{PRESET}}`, of {{SEEDS}} seeds

{{TABLE}}{{/PRESET_TABLE}}{{/TEN_SEEDS}}