# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = 520
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'arithmetic intensity (dense FLOP per byte of compulsory traffic)'
set ylabel 'GFLOP/s on one core (dense products)' offset 1
set logscale xy
set xrange [{{LEFT}}:{{RIGHT}}]
set yrange [{{BOTTOM}}:{{PEAK}} * 1.5]
set key above samplen 2 noenhanced
{{#LABEL}}set label '{{WORKLOAD}}' at {{INTENSITY}}, {{BOTTOM}} * 1.15 left rotate by 90 noenhanced font ',9' textcolor rgb '#404040'
{{/LABEL}}
least(a, b) = a < b ? a : b
plot {{#ROOF}}least({{PEAK}}, x * {{GBPS}}) with lines linetype 7 dashtype {{DASH}} title '{{TITLE}}', \
  {{/ROOF}}{{PEAK}} with lines linetype 7 linewidth 2 title 'FMA peak, {{PEAK}} GFLOP/s'{{#ENGINE}}, \
  data skip 1 using (column(2) * {{ASIDE}}):{{COLUMN}} with points linetype {{COLOUR}} linewidth 1.6 pointtype {{POINT}} title '{{TITLE}}'{{/ENGINE}}
