{{>FIRST_SCREEN}}
{{>VERDICTS}}## Where to go on

- [REPORT.md](REPORT.md): the whole report with its figures, or as one file for a browser, a phone or a printer: `report.html`.
- [CLAIMS.md](CLAIMS.md): each claim in the report's own words, with the test that decides it.
- [RUNS.md](RUNS.md): every run, and the command that repeats it.
- [tables/](tables) and [numbers.json](numbers.json): all numbers.
