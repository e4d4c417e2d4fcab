# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = 120 + 46 * {{ROWS}}
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'times as fast, {{ENGINE}} (logarithmic)' noenhanced
set logscale x
set xtics (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
set yrange [{{ROWS}} + 0.5:0.5]
set ytics scale 0 noenhanced ({{#ROW}}'{{LABEL}}' {{ROW}}{{#ROW_separator}}, {{/ROW_separator}}{{/ROW}})
set grid noytics
set key above maxcols 1 left Left reverse samplen 1
set bars 0.4
set xrange [{{LEFT}}:{{RIGHT}}]
set arrow 1 from 1, graph 0 to 1, graph 1 nohead linecolor rgb '#404040' linewidth 1.2

of(baseline, n) = strcol(2) eq baseline ? column(n) : NaN

plot {{#BASELINE}}data skip 1 using (of('{{BASELINE}}', 4)):(column(3) + {{BELOW}}):(of('{{BASELINE}}', 5)):(of('{{BASELINE}}', 6)) with xerrorbars linetype {{COLOUR}} pointtype 7 pointsize 0.7 title '{{TITLE}}'{{#BASELINE_separator}}, \
  {{/BASELINE_separator}}{{/BASELINE}}
