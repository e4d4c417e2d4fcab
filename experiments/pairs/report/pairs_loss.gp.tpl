# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = 700
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'epoch'
set ylabel 'training loss in parts of what guessing leaves'
set xrange [0:{{EPOCHS}}]
set logscale y
set yrange [{{BOTTOM}}:{{TOP}}]
set ytics (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 2, 5, 10)
set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead dashtype 2 linecolor rgb '#606060'
set format y '%g'
set lmargin 8
set rmargin 2
set key bottom left samplen 2 Left reverse opaque

# A column of one setting.
of(variant, n) = strcol(1) eq variant ? column(n) : NaN

set multiplot layout 2, 1
{{#PANEL}}{{#EMPTY}}set multiplot next
{{/EMPTY}}{{#DRAWN}}set title '{{TITLE}}'
plot \
{{#LINE}}{{#BAND}}  data skip 1 using 3:(of('{{VARIANT}}', 6)):(column(7)) with filledcurves linetype {{COLOUR}} fillstyle transparent solid 0.2 noborder notitle, \
{{/BAND}}  data skip 1 using 3:(of('{{VARIANT}}', 4)) with lines linetype {{COLOUR}} title '{{LABEL}}, n = {{N}}'{{#LINE_separator}}, \
{{/LINE_separator}}{{/LINE}}
{{/DRAWN}}{{/PANEL}}unset multiplot
