## How the claims were decided

The claims are data in {{CLAIM_FILES}}. Each verdict has one p-value: that of the test which speaks most clearly for the claim or against it. The
first columns' p-values are corrected by Holm's method for all {{FIRST_LEVEL}} claims that are decided there, of all questions together, and the second columns' likewise by themselves. Claims are not
independent, so verdicts are not counted: what counts is each effect with its interval.

Up to 20 seeds the exact sign-flip test decides whether a paired difference is zero, beyond that the paired t-test.
Equality within a margin is two one-sided t-tests (TOST). "All of 8" is the largest of eight p-values, "one of 8" the smallest after Holm's correction.

The claims were declared after ten seeds were known. The first records, seeds 0 to 9 of preset `paper`, were published in commit `{{FIRST_RECORDS}}` ({{FIRST_RECORDS_TIME}} UTC), and the claims
with their margins in commit `{{CLAIMS_DECLARED}}` ({{CLAIMS_DECLARED_TIME}} UTC). So nothing is decided on these ten: they are the tables' and figures'. No margin was changed since. When seeds
10 to 99 were known, the following was changed: the labels of the disc became the report's, and its stall each run's own; Holm's correction became one for all; the spread of runs is read in two
ways, and decided on all seeds that are there, 0 to 9 among them. A run carries the SHA-256 of the file of claims that was declared when it was made (`claims_digest`).

[Every claim: quote, margin, test and p-value](CLAIMS.md)

All numbers: [tables/verdicts.csv](tables/verdicts.csv).

{{>DETAILS}}### What the report leaves open or contradicts

{{>LEFT_OPEN}}
{{>LEFT_OPEN_BELOW}}