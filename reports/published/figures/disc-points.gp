# Run in this folder: gnuplot disc-points.gp
width = 480
height = 615
load 'style.gp'
set output 'disc-points.svg'

set xrange [0:1]
set yrange [0:1]
set size square
set xtics 0.25
set ytics 0.25
set xlabel '{x_1}  (sides)'
set key at screen 0.5, screen 0 center bottom maxrows 1 samplen 1 width -2
radius = 1 / sqrt(2 * pi)
set object 1 circle at first 0.5, 0.5 size first radius front fillstyle empty border linecolor rgb 'black' linewidth 1.5

# The points of a set of which the network says `side`; the wrong ones among them.
said(set, side) = (strcol(1) eq set && column(5) == side) ? column(2) : NaN
wrong(set) = (strcol(1) eq set && column(4) != column(5)) ? column(2) : NaN

set multiplot layout 2, 2 margins 0.14, 0.97, 80.0 / height, 1 - 45.0 / height spacing 0.12, 100.0 / height
if ('train' eq 'train') { set ylabel '{x_2}  (sides)' offset 2 } else { unset ylabel }
set title "simd, train points\n916 of 1000 right" noenhanced
plot 'disc-points-simd.csv' skip 1 using (said('train', 1)):3 with points linetype 1 pointtype 7 pointsize 0.3 title 'says inside', \
     'disc-points-simd.csv' skip 1 using (said('train', -1)):3 with points linetype 5 pointtype 7 pointsize 0.3 title 'says outside', \
     'disc-points-simd.csv' skip 1 using (wrong('train')):3 with points linetype 7 linewidth 1.2 pointtype 2 pointsize 0.6 title 'wrong'
unset key
if ('test' eq 'train') { set ylabel '{x_2}  (sides)' offset 2 } else { unset ylabel }
set title "simd, test points\n883 of 1000 right" noenhanced
plot 'disc-points-simd.csv' skip 1 using (said('test', 1)):3 with points linetype 1 pointtype 7 pointsize 0.3 title 'says inside', \
     'disc-points-simd.csv' skip 1 using (said('test', -1)):3 with points linetype 5 pointtype 7 pointsize 0.3 title 'says outside', \
     'disc-points-simd.csv' skip 1 using (wrong('test')):3 with points linetype 7 linewidth 1.2 pointtype 2 pointsize 0.6 title 'wrong'
unset key
if ('train' eq 'train') { set ylabel '{x_2}  (sides)' offset 2 } else { unset ylabel }
set title "libtorch, train points\n914 of 1000 right" noenhanced
plot 'disc-points-libtorch.csv' skip 1 using (said('train', 1)):3 with points linetype 1 pointtype 7 pointsize 0.3 title 'says inside', \
     'disc-points-libtorch.csv' skip 1 using (said('train', -1)):3 with points linetype 5 pointtype 7 pointsize 0.3 title 'says outside', \
     'disc-points-libtorch.csv' skip 1 using (wrong('train')):3 with points linetype 7 linewidth 1.2 pointtype 2 pointsize 0.6 title 'wrong'
unset key
if ('test' eq 'train') { set ylabel '{x_2}  (sides)' offset 2 } else { unset ylabel }
set title "libtorch, test points\n881 of 1000 right" noenhanced
plot 'disc-points-libtorch.csv' skip 1 using (said('test', 1)):3 with points linetype 1 pointtype 7 pointsize 0.3 title 'says inside', \
     'disc-points-libtorch.csv' skip 1 using (said('test', -1)):3 with points linetype 5 pointtype 7 pointsize 0.3 title 'says outside', \
     'disc-points-libtorch.csv' skip 1 using (wrong('test')):3 with points linetype 7 linewidth 1.2 pointtype 2 pointsize 0.6 title 'wrong'
unset key
unset multiplot
