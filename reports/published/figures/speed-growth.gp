# Run in this folder: gnuplot speed-growth.gp
width = 480
height = 270 * 2
load 'style.gp'
set output 'speed-growth.svg'
data = 'speed-growth.csv'

set logscale xy
set lmargin 9
set format y '%g'
set format x '10^{%L}'
set key above samplen 2 noenhanced

# A column of one series and engine.
of(series, engine, n) = (strcol(1) eq series && strcol(2) eq engine) ? column(n) : NaN

set multiplot layout 2, 2
set title 'one epoch of both variants of the disc' noenhanced
set xlabel 'seeds' noenhanced
set ylabel 'milliseconds'
plot data skip 1 using (of('seeds', 'simd', 3)):(of('seeds', 'simd', 4)) with linespoints linetype 1 pointtype 7 title 'simd', \
  data skip 1 using (of('seeds', 'libtorch', 3)):(of('seeds', 'libtorch', 4)) with linespoints linetype 2 pointtype 7 title 'libtorch'
set title 'an epoch' noenhanced
set xlabel 'batch_size' noenhanced
set ylabel 'milliseconds'
plot data skip 1 using (of('batch_size', 'simd', 3)):(of('batch_size', 'simd', 4)) with linespoints linetype 1 pointtype 7 title 'simd', \
  data skip 1 using (of('batch_size', 'libtorch', 3)):(of('batch_size', 'libtorch', 4)) with linespoints linetype 2 pointtype 7 title 'libtorch'
set title 'an epoch' noenhanced
set xlabel 'width' noenhanced
set ylabel 'milliseconds'
plot data skip 1 using (of('width', 'simd', 3)):(of('width', 'simd', 4)) with linespoints linetype 1 pointtype 7 title 'simd', \
  data skip 1 using (of('width', 'libtorch', 3)):(of('width', 'libtorch', 4)) with linespoints linetype 2 pointtype 7 title 'libtorch'
set title 'an epoch' noenhanced
set xlabel 'points' noenhanced
set ylabel 'milliseconds'
plot data skip 1 using (of('points', 'simd', 3)):(of('points', 'simd', 4)) with linespoints linetype 1 pointtype 7 title 'simd', \
  data skip 1 using (of('points', 'libtorch', 3)):(of('points', 'libtorch', 4)) with linespoints linetype 2 pointtype 7 title 'libtorch'
unset multiplot
