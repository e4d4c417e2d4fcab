# Settings, data sets, commits and machines

## Settings

{{SETTINGS}}
{{#OTHERS}}## Other settings

Other settings and further seeds among the records, which enter no table or figure of the sections before (accuracies as above):

{{OTHER_SETTINGS}}
{{/OTHERS}}## Data sets

{{DATASETS}}
## Commits

{{COMMITS}}
## Made with

{{PROVENANCE}}
