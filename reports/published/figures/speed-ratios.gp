# Run in this folder: gnuplot speed-ratios.gp
width = 480
height = 120 + 46 * 5
load 'style.gp'
set output 'speed-ratios.svg'
data = 'speed-ratios.csv'

set xlabel 'times as fast, simd (logarithmic)' noenhanced
set logscale x
set xtics (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
set yrange [5 + 0.5:0.5]
set ytics scale 0 noenhanced ('W1 b10' 1, 'W1 b100' 2, 'W1 b1000' 3, 'W2' 4, 'W3' 5)
set grid noytics
set key above maxcols 1 left Left reverse samplen 1
set bars 0.4
set xrange [0.8:128]
set arrow 1 from 1, graph 0 to 1, graph 1 nohead linecolor rgb '#404040' linewidth 1.2

of(baseline, n) = strcol(2) eq baseline ? column(n) : NaN

plot data skip 1 using (of('libtorch-autograd', 4)):(column(3) + -0.22):(of('libtorch-autograd', 5)):(of('libtorch-autograd', 6)) with xerrorbars linetype 1 pointtype 7 pointsize 0.7 title 'autograd, one training', \
  data skip 1 using (of('libtorch', 4)):(column(3) + 0.00):(of('libtorch', 5)):(of('libtorch', 6)) with xerrorbars linetype 2 pointtype 7 pointsize 0.7 title 'backward pass by hand, one training', \
  data skip 1 using (of('libtorch-sweep', 4)):(column(3) + 0.22):(of('libtorch-sweep', 5)):(of('libtorch-sweep', 6)) with xerrorbars linetype 3 pointtype 7 pointsize 0.7 title 'the best of all, per seed of a sweep'
