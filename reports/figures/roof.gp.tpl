# Run in this folder: gnuplot {{NAME}}.gp
load 'style.gp'
set terminal svg size 900, 520 enhanced font 'DejaVu Sans,Verdana,sans-serif' fontscale 0.9 background rgb 'white'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'workload'
set ylabel 'GFLOP/s on one core (dense products)'
set logscale y
set xrange [0.5:{{PLACES}} + 0.5]
set yrange [1:{{PEAK}} * 1.5]
set xtics rotate by -45 noenhanced
set key outside right noenhanced

plot {{PEAK}} with lines linetype 7 linewidth 2 title 'peak'{{#ENGINE}}, \
  data skip 1 using 1:{{COLUMN}}:xtic(2) with points linetype {{COLOUR}} pointtype 7 title '{{TITLE}}'{{/ENGINE}}
