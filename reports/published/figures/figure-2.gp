# Run in this folder: gnuplot figure-2.gp
load 'style.gp'
set terminal svg size 1120, 640 enhanced font 'DejaVu Sans,Verdana,sans-serif' fontscale 0.9 background rgb 'white'
set output 'figure-2.svg'
data = 'figure-2.csv'

set xlabel 'epoch'
set xrange [0:150]
set yrange [0:1.09]
set lmargin 8.5
set key top right samplen 2 noenhanced

# A column of one setting.
of(variant, engine, n) = (strcol(1) eq variant && strcol(2) eq engine) ? column(n) : NaN

set multiplot layout 2, 4
set title 'depth-3, simd' noenhanced
set ylabel 'training loss (MSE)'
plot \
  data skip 1 using 3:(of('depth-3', 'simd', 6)):(column(7)) with filledcurves linetype 1 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-3', 'simd', 4)) with lines linetype 1 title 'simd, n = 10'

set title 'depth-3, eigen' noenhanced
unset ylabel
plot \
  data skip 1 using 3:(of('depth-3', 'eigen', 6)):(column(7)) with filledcurves linetype 2 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-3', 'eigen', 4)) with lines linetype 2 title 'eigen, n = 10', \
  data skip 1 using 3:(of('depth-3', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

set title 'depth-3, libtorch' noenhanced
unset ylabel
plot \
  data skip 1 using 3:(of('depth-3', 'libtorch', 6)):(column(7)) with filledcurves linetype 3 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-3', 'libtorch', 4)) with lines linetype 3 title 'libtorch, n = 10', \
  data skip 1 using 3:(of('depth-3', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

set title 'depth-3, onednn' noenhanced
unset ylabel
plot \
  data skip 1 using 3:(of('depth-3', 'onednn', 6)):(column(7)) with filledcurves linetype 4 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-3', 'onednn', 4)) with lines linetype 4 title 'onednn, n = 10', \
  data skip 1 using 3:(of('depth-3', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

set title 'depth-4, simd' noenhanced
set ylabel 'training loss (MSE)'
plot \
  data skip 1 using 3:(of('depth-4', 'simd', 6)):(column(7)) with filledcurves linetype 1 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-4', 'simd', 4)) with lines linetype 1 title 'simd, n = 10'

set title 'depth-4, eigen' noenhanced
unset ylabel
plot \
  data skip 1 using 3:(of('depth-4', 'eigen', 6)):(column(7)) with filledcurves linetype 2 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-4', 'eigen', 4)) with lines linetype 2 title 'eigen, n = 10', \
  data skip 1 using 3:(of('depth-4', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

set title 'depth-4, libtorch' noenhanced
unset ylabel
plot \
  data skip 1 using 3:(of('depth-4', 'libtorch', 6)):(column(7)) with filledcurves linetype 3 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-4', 'libtorch', 4)) with lines linetype 3 title 'libtorch, n = 10', \
  data skip 1 using 3:(of('depth-4', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

set title 'depth-4, onednn' noenhanced
unset ylabel
plot \
  data skip 1 using 3:(of('depth-4', 'onednn', 6)):(column(7)) with filledcurves linetype 4 fillstyle transparent solid 0.2 noborder notitle, \
  data skip 1 using 3:(of('depth-4', 'onednn', 4)) with lines linetype 4 title 'onednn, n = 10', \
  data skip 1 using 3:(of('depth-4', 'simd', 4)) with lines linetype 7 linewidth 1 dashtype 2 title 'simd'

unset multiplot
