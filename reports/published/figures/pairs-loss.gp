# Run in this folder: gnuplot pairs-loss.gp
width = 480
height = 700
load 'style.gp'
set output 'pairs-loss.svg'
data = 'pairs-loss.csv'

set xlabel 'epoch'
set ylabel 'training loss in parts of what guessing leaves'
set xrange [0:25]
set logscale y
set yrange [0.0963:1.07]
set ytics (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 2, 5, 10)
set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead dashtype 2 linecolor rgb '#606060'
set format y '%g'
set lmargin 8
set rmargin 2
set key bottom left samplen 2 Left reverse opaque

# A column of one setting.
of(variant, n) = strcol(1) eq variant ? column(n) : NaN

set multiplot layout 2, 1
set title 'CNN'
plot \
  data skip 1 using 3:(of('cnn-shared-aux', 6)):(column(7)) with filledcurves linetype 1 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('cnn-shared-aux', 4)) with lines linetype 1 title 'sharing + aux., n = 10', \
  data skip 1 using 3:(of('cnn-shared', 6)):(column(7)) with filledcurves linetype 2 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('cnn-shared', 4)) with lines linetype 2 title 'sharing, n = 10', \
  data skip 1 using 3:(of('cnn-aux', 6)):(column(7)) with filledcurves linetype 3 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('cnn-aux', 4)) with lines linetype 3 title 'aux., n = 10', \
  data skip 1 using 3:(of('cnn', 6)):(column(7)) with filledcurves linetype 4 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('cnn', 4)) with lines linetype 4 title 'neither, n = 10'
set title 'MLP'
plot \
  data skip 1 using 3:(of('mlp-shared-aux', 6)):(column(7)) with filledcurves linetype 1 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('mlp-shared-aux', 4)) with lines linetype 1 title 'sharing + aux., n = 10', \
  data skip 1 using 3:(of('mlp-shared', 6)):(column(7)) with filledcurves linetype 2 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('mlp-shared', 4)) with lines linetype 2 title 'sharing, n = 10', \
  data skip 1 using 3:(of('mlp-aux', 6)):(column(7)) with filledcurves linetype 3 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('mlp-aux', 4)) with lines linetype 3 title 'aux., n = 10', \
  data skip 1 using 3:(of('mlp', 6)):(column(7)) with filledcurves linetype 4 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('mlp', 4)) with lines linetype 4 title 'neither, n = 10'
unset multiplot
