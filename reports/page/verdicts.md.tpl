## What holds

A claim is **✓ reproduced** or **✗ contradicted** if a test at 5 % says so on seeds {{FIRST_CLAIM_SEED}} to {{LAST_CLAIM_SEED}}; otherwise it is **? inconclusive**. A claim with a dash is a
part or another reading of the one above. Brackets are 95 % intervals.{{#FEWER_SEEDS}} **Some of these seeds are missing**: each verdict rests on
the n that it states. `./bazelw run //:reproduce -- --full` trains the rest.{{/FEWER_SEEDS}}{{#OVER_GRID}}
The last column is over a grid of n settings: in how many the claim holds and in how many it fails; the others do not decide.{{/OVER_GRID}}

{{#VERDICTS}}### {{TITLE}}

{{TABLE}}
{{NOTE}}

{{/VERDICTS}}