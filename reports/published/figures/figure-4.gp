# Run in this folder: gnuplot figure-4.gp
load 'style.gp'
set terminal svg size 900, 520 enhanced font 'DejaVu Sans,Verdana,sans-serif' fontscale 0.9 background rgb 'white'
set output 'figure-4.svg'
data = 'figure-4.csv'

set xlabel 'workload'
set ylabel 'GFLOP/s on one core (dense products)'
set logscale y
set xrange [0.5:5 + 0.5]
set yrange [1:290.4 * 1.5]
set xtics rotate by -45 noenhanced
set key outside right noenhanced

plot 290.4 with lines linetype 7 linewidth 2 title 'peak', \
  data skip 1 using 1:3:xtic(2) with points linetype 1 pointtype 7 title 'simd', \
  data skip 1 using 1:4:xtic(2) with points linetype 2 pointtype 7 title 'eigen', \
  data skip 1 using 1:5:xtic(2) with points linetype 3 pointtype 7 title 'onednn', \
  data skip 1 using 1:6:xtic(2) with points linetype 4 pointtype 7 title 'libtorch'
