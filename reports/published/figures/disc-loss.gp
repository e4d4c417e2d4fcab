# Run in this folder: gnuplot disc-loss.gp
width = 480
height = 900
load 'style.gp'
set output 'disc-loss.svg'
data = 'disc-loss.csv'

set xlabel 'epoch'
set xrange [0:150]
set xtics ceil(150 / 3.0)
set yrange [0:0.395]
set lmargin 9
set rmargin 3
set key top right samplen 2 noenhanced

# A column of one setting.
of(variant, engine, n) = (strcol(1) eq variant && strcol(2) eq engine) ? column(n) : NaN

set multiplot layout 4, 2
set title 'depth-3, simd, n = 10' noenhanced
set ylabel 'training loss (MSE)' offset 0.5
plot \
  data skip 1 using 3:(of('depth-3', 'simd', 6)):(column(7)) with filledcurves linetype 1 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-3', 'simd', 4)) with lines linetype 1 title 'simd'

set title 'depth-4, simd, n = 10' noenhanced
unset ylabel
plot \
  data skip 1 using 3:(of('depth-4', 'simd', 6)):(column(7)) with filledcurves linetype 1 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-4', 'simd', 4)) with lines linetype 1 title 'simd'

set title 'depth-3, eigen, n = 10' noenhanced
set ylabel 'training loss (MSE)' offset 0.5
plot \
  data skip 1 using 3:(of('depth-3', 'eigen', 6)):(column(7)) with filledcurves linetype 2 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-3', 'eigen', 4)) with lines linetype 2 title 'eigen', \
  data skip 1 using 3:(of('depth-3', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

set title 'depth-4, eigen, n = 10' noenhanced
unset ylabel
plot \
  data skip 1 using 3:(of('depth-4', 'eigen', 6)):(column(7)) with filledcurves linetype 2 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-4', 'eigen', 4)) with lines linetype 2 title 'eigen', \
  data skip 1 using 3:(of('depth-4', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

set title 'depth-3, libtorch, n = 10' noenhanced
set ylabel 'training loss (MSE)' offset 0.5
plot \
  data skip 1 using 3:(of('depth-3', 'libtorch', 6)):(column(7)) with filledcurves linetype 3 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-3', 'libtorch', 4)) with lines linetype 3 title 'libtorch', \
  data skip 1 using 3:(of('depth-3', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

set title 'depth-4, libtorch, n = 10' noenhanced
unset ylabel
plot \
  data skip 1 using 3:(of('depth-4', 'libtorch', 6)):(column(7)) with filledcurves linetype 3 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-4', 'libtorch', 4)) with lines linetype 3 title 'libtorch', \
  data skip 1 using 3:(of('depth-4', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

set title 'depth-3, onednn, n = 10' noenhanced
set ylabel 'training loss (MSE)' offset 0.5
plot \
  data skip 1 using 3:(of('depth-3', 'onednn', 6)):(column(7)) with filledcurves linetype 4 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-3', 'onednn', 4)) with lines linetype 4 title 'onednn', \
  data skip 1 using 3:(of('depth-3', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

set title 'depth-4, onednn, n = 10' noenhanced
unset ylabel
plot \
  data skip 1 using 3:(of('depth-4', 'onednn', 6)):(column(7)) with filledcurves linetype 4 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-4', 'onednn', 4)) with lines linetype 4 title 'onednn', \
  data skip 1 using 3:(of('depth-4', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

unset multiplot
