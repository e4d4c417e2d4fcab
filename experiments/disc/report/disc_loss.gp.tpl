# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = {{HEIGHT}}
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'epoch'
set xrange [0:{{EPOCHS}}]
set xtics ceil({{EPOCHS}} / 3.0)
set yrange [0:{{TOP}}]
set lmargin 9
set rmargin 3
set key top right samplen 2 noenhanced

# A column of one setting.
of(variant, engine, n) = (strcol(1) eq variant && strcol(2) eq engine) ? column(n) : NaN

set multiplot layout {{ROWS}}, {{COLUMNS}}
{{#PANEL}}{{#EMPTY}}set multiplot next
{{/EMPTY}}{{#DRAWN}}set title '{{VARIANT}}, {{ENGINE}}, n = {{N}}' noenhanced
{{#FIRST}}set ylabel 'training loss (MSE)' offset 0.5
{{/FIRST}}{{#NOT_FIRST}}unset ylabel
{{/NOT_FIRST}}plot \
{{#BAND}}  data skip 1 using 3:(of('{{VARIANT}}', '{{ENGINE}}', 6)):(column(7)) with filledcurves linetype {{COLOUR}} fillstyle transparent solid 0.2 noborder notitle, \
{{/BAND}}  data skip 1 using 3:(of('{{VARIANT}}', '{{ENGINE}}', 4)) with lines linetype {{COLOUR}} title '{{ENGINE}}'{{#BESIDE}}, \
  data skip 1 using 3:(of('{{VARIANT}}', '{{OTHER}}', 4)) with lines linetype 7 linewidth 1 dashtype 2 title '{{OTHER}}'{{/BESIDE}}

{{/DRAWN}}{{/PANEL}}unset multiplot
