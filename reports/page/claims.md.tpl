{{#ANY_CLAIMS}}# Every claim: quote, margin, test and p-value

What each claim says in the report's own words, what would reproduce or contradict it, and the p-value after Holm's correction with its test.
{{#CLAIMS}}
## {{TITLE}}

{{TABLE}}
Runs of {{RUNS}}.
{{/CLAIMS}}{{/ANY_CLAIMS}}