# Run in this folder: gnuplot {{NAME}}.gp
rungs = {{RUNGS}}
width = 480
height = 90 + 50 * rungs
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'test error (% of the pairs, logarithmic)'
set logscale x
set xrange [{{LEFT}}:{{RIGHT}}]
set xtics (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
set yrange [rungs + 0.6:0.4]
set grid noytics
set ytics scale 0 noenhanced ({{#ROW}}"{{LABEL}}" {{RUNG}}{{#ROW_separator}}, {{/ROW_separator}}{{/ROW}})
set key at screen 0.5, screen 0.985 center top maxrows 1 samplen 1
set tmargin 3
set bars 0.5

of(ladder, n) = strcol(1) eq ladder ? column(n) : NaN

plot \
  data skip 1 using (of('cnn', 5)):(column(2) - 0.12):(of('cnn', 6)):(of('cnn', 7)) with xerrorbars linetype 1 pointtype 7 pointsize 0.7 title 'CNN', \
  data skip 1 using (of('mlp', 5)):(column(2) + 0.12):(of('mlp', 6)):(of('mlp', 7)) with xerrorbars linetype 2 pointtype 5 pointsize 0.6 title 'MLP', \
  data skip 1 using (of('cnn', 8)):(column(2) - 0.12) with points linetype 1 linewidth 1 pointtype 2 pointsize 0.4 title 'worst run', \
  data skip 1 using (of('mlp', 8)):(column(2) + 0.12) with points linetype 2 linewidth 1 pointtype 2 pointsize 0.4 notitle
