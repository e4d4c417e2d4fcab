## How the claims were decided

The report's claims, as data in {{CLAIM_FILES}}. Up to 20 seeds the exact sign-flip test decides whether a paired difference is zero, beyond that the paired
t-test; equality within a margin is two one-sided t-tests (TOST). All numbers: [tables/verdicts.csv](tables/verdicts.csv).

{{QUOTES}}
{{>DETAILS}}### What the report leaves open or contradicts

{{>LEFT_OPEN}}
{{>LEFT_OPEN_BELOW}}