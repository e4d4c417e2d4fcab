# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = {{HEIGHT}}
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set yrange [{{COUNT}}.6:0.4]
set xlabel 'test {{METRIC}}'
set ytics noenhanced ({{#TIC}}'{{LABEL}}' {{PLACE}}{{#MORE}}, {{/MORE}}{{/TIC}})
set format x '%.4g'
set lmargin {{MARGIN}}
set rmargin 4
unset key

of(kind, n) = strcol(1) eq kind ? column(n) : NaN

plot \
  data skip 1 using (of('run', 5)):4 with points pointtype 7 pointsize 0.3 linecolor rgb '#600072B2', \
  data skip 1 using (of('mean', 5)):4:6:7 with xerrorbars pointtype 5 pointsize 0.5 linecolor rgb '#D55E00' linewidth 2
