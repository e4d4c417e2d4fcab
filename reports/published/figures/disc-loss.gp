# Run in this folder: gnuplot disc-loss.gp
width = 480
height = 250 * 2
load 'style.gp'
set output 'disc-loss.svg'
data = 'disc-loss.csv'

set xlabel 'epoch'
set ylabel 'training loss (MSE)'
set xrange [0:150]
set yrange [0:0.42]
set lmargin 9
set rmargin 3
set key top right samplen 2 noenhanced

# A column of one line.
of(variant, seed, n) = (strcol(1) eq variant && strcol(2) eq seed) ? column(n) : NaN

set multiplot layout 2, 1
set title 'depth-3, n = 10' noenhanced
plot \
  0.25 with lines linetype 7 linewidth 1 dashtype 2 title 'best constant answer', \
  data skip 1 using 3:(of('depth-3', '0', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-3', '1', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-3', '2', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-3', '3', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-3', '4', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-3', '5', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-3', '6', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-3', '7', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-3', '8', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-3', '9', 4)) with lines linetype 6 linewidth 1 notitle, \
  NaN with lines linetype 6 linewidth 1 title 'one run', \
  data skip 1 using 3:(of('depth-3', 'mean', 4)) with lines linetype 1 linewidth 2.4 title 'mean'

set title 'depth-4, n = 10' noenhanced
plot \
  0.25 with lines linetype 7 linewidth 1 dashtype 2 title 'best constant answer', \
  data skip 1 using 3:(of('depth-4', '0', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-4', '1', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-4', '2', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-4', '3', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-4', '4', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-4', '5', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-4', '6', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-4', '7', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-4', '8', 4)) with lines linetype 6 linewidth 1 notitle, \
  data skip 1 using 3:(of('depth-4', '9', 4)) with lines linetype 6 linewidth 1 notitle, \
  NaN with lines linetype 6 linewidth 1 title 'one run', \
  data skip 1 using 3:(of('depth-4', 'mean', 4)) with lines linetype 1 linewidth 2.4 title 'mean'

unset multiplot
