# Run in this folder: gnuplot multiverse-disc-95.gp
width = 480
height = 452
load 'style.gp'
set output 'multiverse-disc-95.svg'
data = 'multiverse-disc-95.csv'

at_screen(y) = 1 - y / real(height)
set lmargin at screen 0.42
set rmargin at screen 0.975
set xrange [0.3:128 + 0.7]
unset xtics
set grid noxtics
holds = 0x0072B2
fails = 0xC04800
open = 0x909090
by(outcome, n) = strcol(5) eq outcome ? column(n) : NaN

set multiplot
# Above: the effect of each setting, the smallest first, with its interval.
set tmargin at screen at_screen(46)
set bmargin at screen at_screen(236 - 6)
set label 1 'above 95 % on train and test, systematically' at screen 0.02, screen at_screen(12) noenhanced
set label 2 'holds' at screen 0.42, screen at_screen(33) textcolor rgb holds
set label 3 'open' at screen 0.53, screen at_screen(33) textcolor rgb 0x606060
set label 4 'fails' at screen 0.63, screen at_screen(33) textcolor rgb fails
set label 5 'dashed: its bounds' at screen 0.73, screen at_screen(33) font ',11'
set ylabel '% of runs' font ',11'
set ytics font ',11'
unset key
# A setting whose runs diverge would take all the height.
stats data skip 1 using 2 name 'effect' nooutput
stats data skip 1 using 3 name 'low' nooutput
stats data skip 1 using 4 name 'high' nooutput
reach = 4 * (effect_up_quartile - effect_lo_quartile)
if (reach > 0) {
  least = effect_lo_quartile - reach
  most = effect_up_quartile + reach
  set yrange [(low_min > least ? low_min : least):(high_max < most ? high_max : most)]
}
set clip two
set arrow from graph 0, first 95 to graph 1, first 95 nohead dashtype 2 linecolor rgb 'black' front
plot for [outcome in 'open fails holds'] \
  data skip 1 using 1:(by(outcome, 3)):(0):(column(4) - column(3)) with vectors nohead linewidth 1.2 linecolor rgb (outcome eq 'holds' ? 0xA8CCE4 : outcome eq 'fails' ? 0xEDBFA3 : 0xDADADA), \
  for [outcome in 'open fails holds'] \
  data skip 1 using ($1 - 0.6):(by(outcome, 2)):(1.2):(0) with vectors nohead linewidth 2.2 linecolor rgb (outcome eq 'holds' ? holds : outcome eq 'fails' ? fails : open)

# Below: a lane for each level, marked where the setting has it.
unset label
unset arrow
unset ylabel
unset ytics
unset grid
set border 0
set tmargin at screen at_screen(236)
set bmargin at screen at_screen(236 + 204)
set yrange [204:0]
set object rectangle from graph 0, first 6 to graph 1, first 30 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'labels' at screen 0.02, first 12 left noenhanced font ',10'
set label '0 and 1' at screen 0.41, first 12 right noenhanced font ',9'
set label '-1 and 1' at screen 0.41, first 24 right noenhanced font ',9'
set object rectangle from graph 0, first 36 to graph 1, first 84 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'learning rate' at screen 0.02, first 42 left noenhanced font ',10'
set label '0.01' at screen 0.41, first 42 right noenhanced font ',9'
set label '0.03' at screen 0.41, first 54 right noenhanced font ',9'
set label '0.06' at screen 0.41, first 66 right noenhanced font ',9'
set label '0.1' at screen 0.41, first 78 right noenhanced font ',9'
set object rectangle from graph 0, first 90 to graph 1, first 138 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'batch size' at screen 0.02, first 96 left noenhanced font ',10'
set label '10' at screen 0.41, first 96 right noenhanced font ',9'
set label '25' at screen 0.41, first 108 right noenhanced font ',9'
set label '50' at screen 0.41, first 120 right noenhanced font ',9'
set label '100' at screen 0.41, first 132 right noenhanced font ',9'
set object rectangle from graph 0, first 144 to graph 1, first 168 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'momentum' at screen 0.02, first 150 left noenhanced font ',10'
set label 'none' at screen 0.41, first 150 right noenhanced font ',9'
set label '0.9' at screen 0.41, first 162 right noenhanced font ',9'
set object rectangle from graph 0, first 174 to graph 1, first 198 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'initial weights' at screen 0.02, first 180 left noenhanced font ',10'
set label 'by fan-in' at screen 0.41, first 180 right noenhanced font ',9'
set label 'He' at screen 0.41, first 192 right noenhanced font ',9'
plot data skip 1 using ($1 - 0.5):6:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040', \
  data skip 1 using ($1 - 0.5):7:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040', \
  data skip 1 using ($1 - 0.5):8:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040', \
  data skip 1 using ($1 - 0.5):9:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040', \
  data skip 1 using ($1 - 0.5):10:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040'
unset multiplot
