# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = {{HEIGHT}}
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'step'
set xrange [0:50]
set logscale y
set yrange [{{FLOOR}}:1e4]
set format y '10^{%T}'
set lmargin 10
set rmargin 2
set key top right noenhanced samplen 2 width -1

# The column of one panel and one engine beside {{MAIN_ENGINE}}.
of(panel, engine, n) = (strcol(1) eq panel && strcol(2) eq '{{MAIN_ENGINE}}' && strcol(3) eq engine) ? (column(n) > {{FLOOR}} ? column(n) : {{FLOOR}}) : NaN

# What rounding makes, and what is allowed: less in the first steps, where a planted bug has to exceed more.
early = {{FIRST_STEPS}} + 0.5
grey = '#606060'
set arrow 1 from graph 0, first {{LOSS_TOLERANCE}} to graph 1, first {{LOSS_TOLERANCE}} nohead dashtype 2 linecolor rgb grey
set arrow 2 from graph 0, first {{FIRST_STEPS_TOLERANCE}} to early, {{FIRST_STEPS_TOLERANCE}} nohead linecolor rgb grey
set arrow 3 from early, {{FIRST_STEPS_TOLERANCE}} to early, {{KINK_TOLERANCE}} nohead linecolor rgb grey
set arrow 4 from early, {{KINK_TOLERANCE}} to graph 1, first {{KINK_TOLERANCE}} nohead linecolor rgb grey
set arrow 5 from graph 0, first {{PLANTED_BUG}} to early, {{PLANTED_BUG}} nohead linewidth 2 linecolor rgb 'red'
set label 1 'rounding' at graph 1, first {{LOSS_TOLERANCE}} right offset -0.3, 0.5 textcolor rgb grey font ',10'
set label 2 'allowed' at graph 1, first {{KINK_TOLERANCE}} right offset -0.3, 0.5 textcolor rgb grey font ',10'
set label 3 'a planted bug' at early, {{PLANTED_BUG}} left offset 0.3, 0.3 textcolor rgb 'red' font ',10'

set multiplot layout {{ROWS}}, 1
set ylabel 'relative difference of the loss'
{{#PANEL}}set title '{{TITLE}}'
plot \
{{#SERIES}}  data skip 1 using 4:(of('{{TITLE}}', '{{ENGINE}}', 6)) with lines linetype {{COLOUR}} title '{{ENGINE}}, n = {{N}}', \
  data skip 1 using 4:(of('{{TITLE}}', '{{ENGINE}}', 7)) with lines linetype {{COLOUR}} linewidth 1 dashtype 3 notitle{{#SERIES_separator}}, \
{{/SERIES_separator}}{{/SERIES}}
{{/PANEL}}unset multiplot
