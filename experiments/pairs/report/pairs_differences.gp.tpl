# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = 800
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xrange [-{{REACH}}:{{REACH}}]
set yrange [0.4:5.6]
set lmargin 20
set rmargin 2
set grid noytics
set bars 0
unset key
set arrow 1 from 0, graph 0 to 0, graph 1 nohead linecolor rgb '#404040' linewidth 1.2
set arrow 2 from graph 0, first 1.5 to graph 1, first 1.5 nohead linecolor rgb '#b0b0b0'

of(choice, kind, n) = (strcol(1) eq choice && strcol(3) eq kind) ? column(n) : NaN
height_of_seed(row, seed) = row + 0.02 + 0.05 * (seed - 10 * floor(seed / 10.0))

set multiplot layout 3, 1
{{#PANEL}}set title '{{TITLE}}'
set ytics scale 0 ({{#ROW}}'{{LABEL}}' {{ROW}}{{#ROW_separator}}, {{/ROW_separator}}{{/ROW}})
set xlabel 'difference in test accuracy (percentage points)'
plot \
  data skip 1 using (of('{{TITLE}}', 'seed', 6)):(height_of_seed(column(4), column(5))) with points linecolor rgb '#600072B2' pointtype 7 pointsize 0.35, \
  data skip 1 using (of('{{TITLE}}', 'mean', 6)):(column(4) - 0.22):(of('{{TITLE}}', 'mean', 7)):(of('{{TITLE}}', 'mean', 8)) with xerrorbars linetype 7 linewidth 1.8 pointtype 13 pointsize 0.9
{{/PANEL}}unset multiplot
