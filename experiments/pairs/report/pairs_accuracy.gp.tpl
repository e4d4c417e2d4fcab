# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = 460
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'test accuracy (fraction of the pairs)'
stats data skip 1 using 5 nooutput
step = STATS_max - STATS_min > 0.2 ? 0.1 : 0.02
set xtics step format '%.2f'
set yrange [0.4:8.6]
set grid noytics
set ytics scale 0 ({{#ROW}}'{{LABEL}}' {{ROW}}{{#ROW_separator}}, {{/ROW_separator}}{{/ROW}})
set arrow from graph 0, first 4.5 to graph 1, first 4.5 nohead linecolor rgb '#b0b0b0'
set key at screen 0.5, screen 0.985 center top maxrows 1 samplen 1 width -4
set tmargin 3
set bars 0

# Runs lie a little above their setting's line, apart by seed; the mean below it.
run(model) = (strcol(1) eq 'run' && substr(strcol(3), 1, 3) eq model) ? column(5) : NaN
height_of_run(row, seed) = row + 0.06 + 0.075 * (seed - 5 * floor(seed / 5.0))
mean(n) = strcol(1) eq 'mean' ? column(n) : NaN
printed(n) = strcol(1) eq 'printed' ? column(n) : NaN

plot \
  data skip 1 using (run('cnn')):(height_of_run(column(2), column(4))) with points linecolor rgb '#600072B2' pointtype 7 pointsize 0.55 title 'CNN run', \
  data skip 1 using (run('mlp')):(height_of_run(column(2), column(4))) with points linecolor rgb '#60D55E00' pointtype 7 pointsize 0.55 title 'MLP run', \
  data skip 1 using (mean(5)):(column(2) - 0.22):(mean(6)):(mean(7)) with xerrorbars linetype 7 linewidth 1.8 pointtype 13 pointsize 0.9 title 'mean, 95 %', \
  data skip 1 using (printed(5)):(column(2) - 0.22) with points linecolor rgb '#009E73' linewidth 1.6 pointtype 12 pointsize 1.1 title 'printed'
