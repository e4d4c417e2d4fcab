# Run in this folder: gnuplot loss-differences.gp
width = 480
height = 960
load 'style.gp'
set output 'loss-differences.svg'
data = 'loss-differences.csv'

set xlabel 'step'
set xrange [0:50]
set logscale y
set yrange [1e-10:1e4]
set format y '10^{%T}'
set lmargin 10
set rmargin 2
set key top right noenhanced samplen 2 width -1

# The column of one panel and one engine beside simd.
of(panel, engine, n) = (strcol(1) eq panel && strcol(2) eq 'simd' && strcol(3) eq engine) ? (column(n) > 1e-10 ? column(n) : 1e-10) : NaN

# What rounding makes, and what is allowed: less in the first steps, where a planted bug has to exceed more.
early = 3 + 0.5
grey = '#606060'
set arrow 1 from graph 0, first 1e-06 to graph 1, first 1e-06 nohead dashtype 2 linecolor rgb grey
set arrow 2 from graph 0, first 1e-05 to early, 1e-05 nohead linecolor rgb grey
set arrow 3 from early, 1e-05 to early, 5e-02 nohead linecolor rgb grey
set arrow 4 from early, 5e-02 to graph 1, first 5e-02 nohead linecolor rgb grey
set arrow 5 from graph 0, first 1e-04 to early, 1e-04 nohead linewidth 2 linecolor rgb 'red'
set label 1 'rounding' at graph 1, first 1e-06 right offset -0.3, 0.5 textcolor rgb grey font ',10'
set label 2 'allowed' at graph 1, first 5e-02 right offset -0.3, 0.5 textcolor rgb grey font ',10'
set label 3 'a planted bug' at early, 1e-04 left offset 0.3, 0.3 textcolor rgb 'red' font ',10'

set multiplot layout 3, 1
set ylabel 'relative difference of the loss'
set title 'CNN pairs'
plot \
  data skip 1 using 4:(of('CNN pairs', 'eigen', 6)) with lines linetype 2 title 'eigen, n = 40', \
  data skip 1 using 4:(of('CNN pairs', 'eigen', 7)) with lines linetype 2 linewidth 1 dashtype 3 notitle, \
  data skip 1 using 4:(of('CNN pairs', 'libtorch', 6)) with lines linetype 3 title 'libtorch, n = 40', \
  data skip 1 using 4:(of('CNN pairs', 'libtorch', 7)) with lines linetype 3 linewidth 1 dashtype 3 notitle, \
  data skip 1 using 4:(of('CNN pairs', 'onednn', 6)) with lines linetype 4 title 'onednn, n = 40', \
  data skip 1 using 4:(of('CNN pairs', 'onednn', 7)) with lines linetype 4 linewidth 1 dashtype 3 notitle
set title 'MLP pairs'
plot \
  data skip 1 using 4:(of('MLP pairs', 'eigen', 6)) with lines linetype 2 title 'eigen, n = 40', \
  data skip 1 using 4:(of('MLP pairs', 'eigen', 7)) with lines linetype 2 linewidth 1 dashtype 3 notitle, \
  data skip 1 using 4:(of('MLP pairs', 'libtorch', 6)) with lines linetype 3 title 'libtorch, n = 40', \
  data skip 1 using 4:(of('MLP pairs', 'libtorch', 7)) with lines linetype 3 linewidth 1 dashtype 3 notitle, \
  data skip 1 using 4:(of('MLP pairs', 'onednn', 6)) with lines linetype 4 title 'onednn, n = 40', \
  data skip 1 using 4:(of('MLP pairs', 'onednn', 7)) with lines linetype 4 linewidth 1 dashtype 3 notitle
set title 'disc'
plot \
  data skip 1 using 4:(of('disc', 'eigen', 6)) with lines linetype 2 title 'eigen, n = 20', \
  data skip 1 using 4:(of('disc', 'eigen', 7)) with lines linetype 2 linewidth 1 dashtype 3 notitle, \
  data skip 1 using 4:(of('disc', 'libtorch', 6)) with lines linetype 3 title 'libtorch, n = 20', \
  data skip 1 using 4:(of('disc', 'libtorch', 7)) with lines linetype 3 linewidth 1 dashtype 3 notitle, \
  data skip 1 using 4:(of('disc', 'onednn', 6)) with lines linetype 4 title 'onednn, n = 20', \
  data skip 1 using 4:(of('disc', 'onednn', 7)) with lines linetype 4 linewidth 1 dashtype 3 notitle
unset multiplot
