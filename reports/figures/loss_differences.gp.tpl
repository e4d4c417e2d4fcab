# Run in this folder: gnuplot {{NAME}}.gp
load 'style.gp'
set terminal svg size 1000, 420 enhanced font 'DejaVu Sans,Verdana,sans-serif' fontscale 0.9 background rgb 'white'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'step'
set xrange [0:50]
set logscale y
set yrange [{{FLOOR}}:100]
set format y '10^{%T}'
set lmargin 8.5
set key top right noenhanced samplen 2 width -1

# The column of one panel and one engine beside {{MAIN_ENGINE}}.
of(panel, engine, n) = (strcol(1) eq panel && strcol(2) eq '{{MAIN_ENGINE}}' && strcol(3) eq engine) ? (column(n) > {{FLOOR}} ? column(n) : {{FLOOR}}) : NaN

set arrow 1 from graph 0, first {{LOSS_TOLERANCE}} to graph 1, first {{LOSS_TOLERANCE}} nohead dashtype 2 linecolor rgb '#606060'
set arrow 2 from graph 0, first {{KINK_TOLERANCE}} to graph 1, first {{KINK_TOLERANCE}} nohead dashtype 2 linecolor rgb '#606060'
set arrow 3 from graph 0, first {{PLANTED_BUG}} to graph 1, first {{PLANTED_BUG}} nohead dashtype 4 linecolor rgb '#606060'
set label 1 'rounding' at graph 0.02, first {{LOSS_TOLERANCE}} offset 0, 0.5 textcolor rgb '#606060' font ',10'
set label 2 'rounding at a kink' at graph 0.02, first {{KINK_TOLERANCE}} offset 0, -0.6 textcolor rgb '#606060' font ',10'
set label 3 'a planted bug' at graph 0.02, first {{PLANTED_BUG}} offset 0, 0.5 textcolor rgb '#606060' font ',10'

set multiplot layout 1, 3
set ylabel 'relative difference of the loss'
{{#PANEL}}set title '{{TITLE}}'
plot \
{{#SERIES}}  data skip 1 using 4:(of('{{TITLE}}', '{{ENGINE}}', 6)) with lines linetype {{COLOUR}} title '{{ENGINE}}, n = {{N}}', \
  data skip 1 using 4:(of('{{TITLE}}', '{{ENGINE}}', 7)) with lines linetype {{COLOUR}} linewidth 1 dashtype 3 notitle{{#SERIES_separator}}, \
{{/SERIES_separator}}{{/SERIES}}
unset ylabel

{{/PANEL}}unset multiplot
