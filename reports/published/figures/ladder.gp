# Run in this folder: gnuplot ladder.gp
rungs = 8
width = 480
height = 90 + 50 * rungs
load 'style.gp'
set output 'ladder.svg'
data = 'ladder.csv'

set xlabel 'test error (% of the pairs, logarithmic)'
set logscale x
set xrange [0.61:25.4]
set xtics (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
set yrange [rungs + 0.6:0.4]
set grid noytics
set ytics scale 0 noenhanced ("1. the report's network" 1, "2. the course's size" 2, "3. three convolutions with\nbatch normalisation" 3, "4. AdamW in batches of 50,\ncosine schedule" 4, "5. the structured head" 5, "6. augmentation" 6, "7. label smoothing" 7, "8. 100 epochs" 8)
set key at screen 0.5, screen 0.985 center top maxrows 1 samplen 1
set tmargin 3
set bars 0.5

of(ladder, n) = strcol(1) eq ladder ? column(n) : NaN

plot \
  data skip 1 using (of('cnn', 5)):(column(2) - 0.12):(of('cnn', 6)):(of('cnn', 7)) with xerrorbars linetype 1 pointtype 7 pointsize 0.7 title 'CNN', \
  data skip 1 using (of('mlp', 5)):(column(2) + 0.12):(of('mlp', 6)):(of('mlp', 7)) with xerrorbars linetype 2 pointtype 5 pointsize 0.6 title 'MLP', \
  data skip 1 using (of('cnn', 8)):(column(2) - 0.12) with points linetype 1 linewidth 1 pointtype 2 pointsize 0.4 title 'worst run', \
  data skip 1 using (of('mlp', 8)):(column(2) + 0.12) with points linetype 2 linewidth 1 pointtype 2 pointsize 0.4 notitle
