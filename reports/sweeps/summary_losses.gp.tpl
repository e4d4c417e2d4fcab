# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = {{HEIGHT}}
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set xlabel 'epoch'
set ylabel 'training loss' offset 1
set xrange [0:{{EPOCHS}}]
set yrange [0:{{TOP}}]
set rmargin 3
set key below maxcols 1 left Left reverse samplen 2 noenhanced

# A column of one setting.
of(setting, n) = column(1) == setting ? column(n) : NaN

plot \
{{#BAND}}  data skip 1 using 3:(of({{NUMBER}}, 6)):(column(7)) with filledcurves linetype {{NUMBER}} fillstyle transparent solid 0.15 noborder notitle, \
{{/BAND}}{{#LINE}}  data skip 1 using 3:(of({{NUMBER}}, 4)) with lines linetype {{NUMBER}} title '{{LABEL}}'{{#MORE}}, \
{{/MORE}}{{/LINE}}
