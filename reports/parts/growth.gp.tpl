# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = 270 * {{ROWS}}
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set logscale xy
set lmargin 9
set format y '%g'
set format x '10^{%L}'
set key above samplen 2 noenhanced

# A column of one series and engine.
of(series, engine, n) = (strcol(1) eq series && strcol(2) eq engine) ? column(n) : NaN

set multiplot layout {{ROWS}}, 2
{{#PANEL}}set title '{{TIME_OF}}' noenhanced
set xlabel '{{SERIES}}' noenhanced
set ylabel 'milliseconds'
plot {{#LINE}}data skip 1 using (of('{{SERIES}}', '{{ENGINE}}', 3)):(of('{{SERIES}}', '{{ENGINE}}', 4)) with linespoints linetype {{COLOUR}} pointtype 7 title '{{ENGINE}}'{{#LINE_separator}}, \
  {{/LINE_separator}}{{/LINE}}
{{/PANEL}}unset multiplot
