## How the claims were decided

The report's claims, as data in {{CLAIM_FILES}}. A verdict has one p-value, of the test that speaks most clearly for the claim or against it;
the column beside it says which test that is. Up to 20 seeds the exact sign-flip test decides whether a paired difference is zero, beyond that the paired t-test;
equality within a margin is two one-sided t-tests (TOST). "All of 8" is the largest of eight p-values, "one of 8" the smallest after Holm's correction.
All numbers: [tables/verdicts.csv](tables/verdicts.csv).

When they were declared: the first records, seeds 0 to 9 of preset `paper`, were published in commit `{{FIRST_RECORDS}}` ({{FIRST_RECORDS_TIME}} UTC), and the claims
with their margins in commit `{{CLAIMS_DECLARED}}` ({{CLAIMS_DECLARED_TIME}} UTC), hours later. So the ten seeds were known when the claims were declared, and
nothing is decided on them: they are the tables' and figures'. No margin was changed since. What was changed when seeds 10 to 99 were known: the labels of the disc
became the report's, and its stall each run's own; Holm's correction became one for all; the spread of runs is read in two ways, and decided on all seeds that are
there, 0 to 9 among them. A run carries the SHA-256 of the file of claims that was declared when it was made: `claims_digest` in the last table of this page.

{{QUOTES}}
{{>DETAILS}}### What the report leaves open or contradicts

{{>LEFT_OPEN}}
{{>LEFT_OPEN_BELOW}}