# Run in this folder: gnuplot figure-1.gp
load 'style.gp'
set terminal svg size 900, 960 enhanced font 'DejaVu Sans,Verdana,sans-serif' background rgb 'white'
set output 'figure-1.svg'

set xrange [0:1]
set yrange [0:1]
set size square
set xtics 0.25
set ytics 0.25
set xlabel '{x_1}  (side of the square = 1)'
set ylabel '{x_2}  (side of the square = 1)'
set key outside below center horizontal Left reverse samplen 1 width -2
radius = 1 / sqrt(2 * pi)
set object 1 circle at first 0.5, 0.5 size first radius front fillstyle empty border linecolor rgb 'black' linewidth 1.5

# The points of a set of which the network says `side`; the wrong ones among them.
said(set, side) = (strcol(1) eq set && column(5) == side) ? column(2) : NaN
wrong(set) = (strcol(1) eq set && column(4) != column(5)) ? column(2) : NaN

set multiplot layout 2, 2
set title 'simd, train points: 944 of 1000 right' noenhanced
plot 'figure-1-simd.csv' skip 1 using (said('train', 1)):3 with points linetype 1 pointtype 7 pointsize 0.3 title 'says inside', \
     'figure-1-simd.csv' skip 1 using (said('train', -1)):3 with points linetype 5 pointtype 7 pointsize 0.3 title 'says outside', \
     'figure-1-simd.csv' skip 1 using (wrong('train')):3 with points linetype 7 linewidth 1.2 pointtype 2 pointsize 0.7 title 'wrong'
set title 'simd, test points: 926 of 1000 right' noenhanced
plot 'figure-1-simd.csv' skip 1 using (said('test', 1)):3 with points linetype 1 pointtype 7 pointsize 0.3 title 'says inside', \
     'figure-1-simd.csv' skip 1 using (said('test', -1)):3 with points linetype 5 pointtype 7 pointsize 0.3 title 'says outside', \
     'figure-1-simd.csv' skip 1 using (wrong('test')):3 with points linetype 7 linewidth 1.2 pointtype 2 pointsize 0.7 title 'wrong'
set title 'libtorch, train points: 944 of 1000 right' noenhanced
plot 'figure-1-libtorch.csv' skip 1 using (said('train', 1)):3 with points linetype 1 pointtype 7 pointsize 0.3 title 'says inside', \
     'figure-1-libtorch.csv' skip 1 using (said('train', -1)):3 with points linetype 5 pointtype 7 pointsize 0.3 title 'says outside', \
     'figure-1-libtorch.csv' skip 1 using (wrong('train')):3 with points linetype 7 linewidth 1.2 pointtype 2 pointsize 0.7 title 'wrong'
set title 'libtorch, test points: 926 of 1000 right' noenhanced
plot 'figure-1-libtorch.csv' skip 1 using (said('test', 1)):3 with points linetype 1 pointtype 7 pointsize 0.3 title 'says inside', \
     'figure-1-libtorch.csv' skip 1 using (said('test', -1)):3 with points linetype 5 pointtype 7 pointsize 0.3 title 'says outside', \
     'figure-1-libtorch.csv' skip 1 using (wrong('test')):3 with points linetype 7 linewidth 1.2 pointtype 2 pointsize 0.7 title 'wrong'
unset multiplot
