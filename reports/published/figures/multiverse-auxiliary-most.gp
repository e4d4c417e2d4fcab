# Run in this folder: gnuplot multiverse-auxiliary-most.gp
width = 480
height = 548
load 'style.gp'
set output 'multiverse-auxiliary-most.svg'
data = 'multiverse-auxiliary-most.csv'

at_screen(y) = 1 - y / real(height)
set lmargin at screen 0.42
set rmargin at screen 0.975
set xrange [0.3:153 + 0.7]
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
set label 1 'auxiliary loss increases accuracy the most' at screen 0.02, screen at_screen(12) noenhanced
set label 2 'holds' at screen 0.42, screen at_screen(33) textcolor rgb holds
set label 3 'open' at screen 0.53, screen at_screen(33) textcolor rgb 0x606060
set label 4 'fails' at screen 0.63, screen at_screen(33) textcolor rgb fails
set label 5 'dashed: its bounds' at screen 0.73, screen at_screen(33) font ',11'
set ylabel 'percentage points within the bounds' font ',11'
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
set arrow from graph 0, first 0 to graph 1, first 0 nohead dashtype 2 linecolor rgb 'black' front
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
set bmargin at screen at_screen(236 + 300)
set yrange [300:0]
set object rectangle from graph 0, first 6 to graph 1, first 54 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'auxiliary weight' at screen 0.02, first 12 left noenhanced font ',10'
set label '0.1' at screen 0.41, first 12 right noenhanced font ',9'
set label '0.2' at screen 0.41, first 24 right noenhanced font ',9'
set label '0.5' at screen 0.41, first 36 right noenhanced font ',9'
set label '1' at screen 0.41, first 48 right noenhanced font ',9'
set object rectangle from graph 0, first 60 to graph 1, first 108 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'learning rate' at screen 0.02, first 66 left noenhanced font ',10'
set label '0.0003' at screen 0.41, first 66 right noenhanced font ',9'
set label '0.0006' at screen 0.41, first 78 right noenhanced font ',9'
set label '0.001' at screen 0.41, first 90 right noenhanced font ',9'
set label '0.003' at screen 0.41, first 102 right noenhanced font ',9'
set object rectangle from graph 0, first 114 to graph 1, first 150 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'epochs' at screen 0.02, first 120 left noenhanced font ',10'
set label '12' at screen 0.41, first 120 right noenhanced font ',9'
set label '25' at screen 0.41, first 132 right noenhanced font ',9'
set label '50' at screen 0.41, first 144 right noenhanced font ',9'
set object rectangle from graph 0, first 156 to graph 1, first 192 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'batch size' at screen 0.02, first 162 left noenhanced font ',10'
set label '25' at screen 0.41, first 162 right noenhanced font ',9'
set label '50' at screen 0.41, first 174 right noenhanced font ',9'
set label '100' at screen 0.41, first 186 right noenhanced font ',9'
set object rectangle from graph 0, first 198 to graph 1, first 234 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'network size' at screen 0.02, first 204 left noenhanced font ',10'
set label '8-16 and 64-32' at screen 0.41, first 204 right noenhanced font ',9'
set label '16-32 and 100-50' at screen 0.41, first 216 right noenhanced font ',9'
set label '32-64 and 200-100' at screen 0.41, first 228 right noenhanced font ',9'
set object rectangle from graph 0, first 240 to graph 1, first 264 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'head' at screen 0.02, first 246 left noenhanced font ',10'
set label 'linear' at screen 0.41, first 246 right noenhanced font ',9'
set label 'hidden layer of 32' at screen 0.41, first 258 right noenhanced font ',9'
set object rectangle from graph 0, first 270 to graph 1, first 294 behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label 'optimizer' at screen 0.02, first 276 left noenhanced font ',10'
set label 'Adam' at screen 0.41, first 276 right noenhanced font ',9'
set label 'SGD with momentum' at screen 0.41, first 288 right noenhanced font ',9'
plot data skip 1 using ($1 - 0.5):6:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040', \
  data skip 1 using ($1 - 0.5):7:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040', \
  data skip 1 using ($1 - 0.5):8:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040', \
  data skip 1 using ($1 - 0.5):9:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040', \
  data skip 1 using ($1 - 0.5):10:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040', \
  data skip 1 using ($1 - 0.5):11:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040', \
  data skip 1 using ($1 - 0.5):12:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040'
unset multiplot
