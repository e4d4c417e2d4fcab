# Run in this folder: gnuplot {{NAME}}.gp
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'epoch'
set ylabel 'training loss (mean squared error)'
set xrange [0:*]
set autoscale xfixmax
set yrange [0:*]
set key top right samplen 2 noenhanced

# A column of one setting.
of(variant, engine, n) = (strcol(1) eq variant && strcol(2) eq engine) ? column(n) : NaN

set multiplot layout 1, 2
{{#PANEL}}set title '{{VARIANT}}'
plot \
{{#SERIES}}{{#BAND}}  data skip 1 using 3:(of('{{VARIANT}}', '{{ENGINE}}', 6)):(column(7)) with filledcurves linetype {{COLOUR}} fillstyle transparent solid 0.2 noborder notitle, \
{{/BAND}}  data skip 1 using 3:(of('{{VARIANT}}', '{{ENGINE}}', 4)) with lines linetype {{COLOUR}} title '{{ENGINE}}, n = {{N}}'{{#SERIES_separator}}, \
{{/SERIES_separator}}{{/SERIES}}

{{/PANEL}}unset multiplot
