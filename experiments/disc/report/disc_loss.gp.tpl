# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = 250 * {{ROWS}}
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'epoch'
set ylabel 'training loss (MSE)'
set xrange [0:{{EPOCHS}}]
set yrange [0:{{TOP}}]
set lmargin 9
set rmargin 3
set key top right samplen 2 noenhanced

# A column of one line.
of(variant, seed, n) = (strcol(1) eq variant && strcol(2) eq seed) ? column(n) : NaN

set multiplot layout {{ROWS}}, 1
{{#PANEL}}{{#EMPTY}}set multiplot next
{{/EMPTY}}{{#DRAWN}}set title '{{VARIANT}}, n = {{N}}' noenhanced
plot \
  {{STALL}} with lines linetype 7 linewidth 1 dashtype 2 title 'best constant answer', \
{{#RUN}}  data skip 1 using 3:(of('{{VARIANT}}', '{{SEED}}', 4)) with lines linetype 6 linewidth 1 notitle, \
{{/RUN}}  NaN with lines linetype 6 linewidth 1 title 'one run', \
  data skip 1 using 3:(of('{{VARIANT}}', 'mean', 4)) with lines linetype 1 linewidth 2.4 title 'mean'

{{/DRAWN}}{{/PANEL}}unset multiplot
