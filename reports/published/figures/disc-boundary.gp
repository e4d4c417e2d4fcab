# Run in this folder: gnuplot disc-boundary.gp
width = 480
height = 320
load 'style.gp'
set output 'disc-boundary.svg'
data = 'disc-boundary.csv'

set xrange [0:1]
set yrange [0:1]
set size ratio 1
set xtics 0.25
set ytics 0.25
set xlabel '{x_1}  (sides)'
set key at screen 0.5, screen 0 center bottom maxrows 1 samplen 1.5 width -1
radius = 1 / sqrt(2 * pi)
set parametric
set trange [0:2*pi]
set samples 200

of(variant, claim, n) = (strcol(1) eq variant && strcol(3) eq claim) ? column(n) : NaN

set multiplot layout 1, 2 margins 0.14, 0.97, 85.0 / height, 1 - 35.0 / height spacing 0.12, 0
if ('depth-3' eq 'depth-3') { set ylabel '{x_2}  (sides)' offset 2 } else { unset ylabel }
set title 'depth-3: 5 of 10 above 0.95'
plot \
  data skip 1 using (of('depth-3', 'above', 4)):5:($6-$4):($7-$5) with vectors nohead linecolor rgb '#400072B2' linewidth 1.1 title 'above 0.95', \
  data skip 1 using (of('depth-3', 'below', 4)):5:($6-$4):($7-$5) with vectors nohead linecolor rgb '#40D55E00' linewidth 1.1 title 'up to 0.95', \
  0.5 + radius * cos(t), 0.5 + radius * sin(t) with lines linetype 7 dashtype 2 linewidth 1.6 title 'the disc'
unset key
if ('depth-4' eq 'depth-3') { set ylabel '{x_2}  (sides)' offset 2 } else { unset ylabel }
set title 'depth-4: 3 of 10 above 0.95'
plot \
  data skip 1 using (of('depth-4', 'above', 4)):5:($6-$4):($7-$5) with vectors nohead linecolor rgb '#400072B2' linewidth 1.1 title 'above 0.95', \
  data skip 1 using (of('depth-4', 'below', 4)):5:($6-$4):($7-$5) with vectors nohead linecolor rgb '#40D55E00' linewidth 1.1 title 'up to 0.95', \
  0.5 + radius * cos(t), 0.5 + radius * sin(t) with lines linetype 7 dashtype 2 linewidth 1.6 title 'the disc'
unset key
unset multiplot
