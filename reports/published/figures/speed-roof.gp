# Run in this folder: gnuplot speed-roof.gp
width = 480
height = 520
load 'style.gp'
set output 'speed-roof.svg'
data = 'speed-roof.csv'

set xlabel 'arithmetic intensity (dense FLOP per byte of compulsory traffic)'
set ylabel 'GFLOP/s on one core (dense products)' offset 1
set logscale xy
set xrange [2.34:1.23e+03]
set yrange [1.39:289.2 * 1.5]
set key above samplen 2 noenhanced
set label 'LeNet-5' at 109.9, 1.39 * 1.15 left rotate by 90 noenhanced font ',9' textcolor rgb '#404040'
set label 'MLP 4-32-16-4' at 18.58, 1.39 * 1.15 left rotate by 90 noenhanced font ',9' textcolor rgb '#404040'
set label 'W1 b10' at 7.018, 1.39 * 1.15 left rotate by 90 noenhanced font ',9' textcolor rgb '#404040'
set label 'W1 b100' at 65.88, 1.39 * 1.15 left rotate by 90 noenhanced font ',9' textcolor rgb '#404040'
set label 'W1 b1000' at 408.3, 1.39 * 1.15 left rotate by 90 noenhanced font ',9' textcolor rgb '#404040'
set label 'W2' at 31.26, 1.39 * 1.15 left rotate by 90 noenhanced font ',9' textcolor rgb '#404040'
set label 'W3' at 295.9, 1.39 * 1.15 left rotate by 90 noenhanced font ',9' textcolor rgb '#404040'

least(a, b) = a < b ? a : b
plot least(289.2, x * 307.2) with lines linetype 7 dashtype 2 title 'triad over 24 KiB, 307 GB/s', \
  least(289.2, x * 221.9) with lines linetype 7 dashtype 3 title 'triad over 384 KiB, 222 GB/s', \
  least(289.2, x * 139.2) with lines linetype 7 dashtype 4 title 'triad over 6 MiB, 139 GB/s', \
  least(289.2, x * 43.08) with lines linetype 7 dashtype 5 title 'triad over 256 MiB, 43 GB/s', \
  289.2 with lines linetype 7 linewidth 2 title 'FMA peak, 289.2 GFLOP/s', \
  data skip 1 using (column(2) * 0.903):3 with points linetype 1 linewidth 1.6 pointtype 4 title 'simd', \
  data skip 1 using (column(2) * 0.967):4 with points linetype 2 linewidth 1.6 pointtype 6 title 'eigen', \
  data skip 1 using (column(2) * 1.034):5 with points linetype 3 linewidth 1.6 pointtype 8 title 'onednn', \
  data skip 1 using (column(2) * 1.107):6 with points linetype 4 linewidth 1.6 pointtype 10 title 'libtorch'
