# Run in this folder: gnuplot pairs-differences.gp
width = 480
height = 800
load 'style.gp'
set output 'pairs-differences.svg'
data = 'pairs-differences.csv'

set xrange [-8.48:8.48]
set yrange [0.4:5.6]
set lmargin 20
set rmargin 2
set grid noytics
set bars 0
unset key
set arrow 1 from 0, graph 0 to 0, graph 1 nohead linecolor rgb '#404040' linewidth 1.2
set arrow 2 from graph 0, first 1.5 to graph 1, first 1.5 nohead linecolor rgb '#b0b0b0'

of(choice, kind, n) = (strcol(1) eq choice && strcol(3) eq kind) ? column(n) : NaN
height_of_seed(row, seed) = row + 0.02 + 0.05 * (seed - 10 * floor(seed / 10.0))

set multiplot layout 3, 1
set title 'with weight sharing minus without'
set ytics scale 0 ('CNN, aux.' 5, 'CNN, no aux.' 4, 'MLP, aux.' 3, 'MLP, no aux.' 2, 'average of the four' 1)
set xlabel 'difference in test accuracy (percentage points)'
plot \
  data skip 1 using (of('with weight sharing minus without', 'seed', 6)):(height_of_seed(column(4), column(5))) with points linecolor rgb '#600072B2' pointtype 7 pointsize 0.35, \
  data skip 1 using (of('with weight sharing minus without', 'mean', 6)):(column(4) - 0.22):(of('with weight sharing minus without', 'mean', 7)):(of('with weight sharing minus without', 'mean', 8)) with xerrorbars linetype 7 linewidth 1.8 pointtype 13 pointsize 0.9
set title 'with auxiliary loss minus without'
set ytics scale 0 ('CNN, sharing' 5, 'CNN, no sharing' 4, 'MLP, sharing' 3, 'MLP, no sharing' 2, 'average of the four' 1)
set xlabel 'difference in test accuracy (percentage points)'
plot \
  data skip 1 using (of('with auxiliary loss minus without', 'seed', 6)):(height_of_seed(column(4), column(5))) with points linecolor rgb '#600072B2' pointtype 7 pointsize 0.35, \
  data skip 1 using (of('with auxiliary loss minus without', 'mean', 6)):(column(4) - 0.22):(of('with auxiliary loss minus without', 'mean', 7)):(of('with auxiliary loss minus without', 'mean', 8)) with xerrorbars linetype 7 linewidth 1.8 pointtype 13 pointsize 0.9
set title 'CNN minus MLP'
set ytics scale 0 ('sharing, aux.' 5, 'sharing, no aux.' 4, 'no sharing, aux.' 3, 'no sharing, no aux.' 2, 'average of the four' 1)
set xlabel 'difference in test accuracy (percentage points)'
plot \
  data skip 1 using (of('CNN minus MLP', 'seed', 6)):(height_of_seed(column(4), column(5))) with points linecolor rgb '#600072B2' pointtype 7 pointsize 0.35, \
  data skip 1 using (of('CNN minus MLP', 'mean', 6)):(column(4) - 0.22):(of('CNN minus MLP', 'mean', 7)):(of('CNN minus MLP', 'mean', 8)) with xerrorbars linetype 7 linewidth 1.8 pointtype 13 pointsize 0.9
unset multiplot
