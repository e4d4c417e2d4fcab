{{ARITHMETIC}}
Halves count for either rounding. *Off, rounding may hide it*: not the rounded mean of what is printed, but it may be that of the numbers before they were.

