# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = {{HEIGHT}}
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

at_screen(y) = 1 - y / real(height)
set lmargin at screen 0.42
set rmargin at screen 0.975
set xrange [0.3:{{SETTINGS}} + 0.7]
unset xtics
set grid noxtics
holds = 0x0072B2
fails = 0xC04800
open = 0x909090
by(outcome, n) = strcol(5) eq outcome ? column(n) : NaN

set multiplot
# Above: the effect of each setting, the smallest first, with its interval.
set tmargin at screen at_screen(46)
set bmargin at screen at_screen({{ABOVE_LANES}} - 6)
set label 1 '{{TITLE}}' at screen 0.02, screen at_screen(12) noenhanced
set label 2 'holds' at screen 0.42, screen at_screen(33) textcolor rgb holds
set label 3 'open' at screen 0.53, screen at_screen(33) textcolor rgb 0x606060
set label 4 'fails' at screen 0.63, screen at_screen(33) textcolor rgb fails
set label 5 'dashed: its bounds' at screen 0.73, screen at_screen(33) font ',11'
set ylabel '{{AXIS}}' font ',11'
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
{{#BOUND}}set arrow from graph 0, first {{VALUE}} to graph 1, first {{VALUE}} nohead dashtype 2 linecolor rgb 'black' front
{{/BOUND}}plot for [outcome in 'open fails holds'] \
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
set tmargin at screen at_screen({{ABOVE_LANES}})
set bmargin at screen at_screen({{ABOVE_LANES}} + {{LANES}})
set yrange [{{LANES}}:0]
{{#CHOICE}}set object rectangle from graph 0, first {{TOP}} to graph 1, first {{BOTTOM}} behind fillcolor rgb '#f2f2f2' fillstyle solid noborder
set label '{{NAME}}' at screen 0.02, first {{Y}} left noenhanced font ',10'
{{#LEVEL}}set label '{{TEXT}}' at screen 0.41, first {{Y}} right noenhanced font ',9'
{{/LEVEL}}{{/CHOICE}}plot {{#CHOICE}}data skip 1 using ($1 - 0.5):{{COLUMN}}:(1):(0) with vectors nohead linewidth 5 linecolor rgb '#404040'{{#CHOICE_separator}}, \
  {{/CHOICE_separator}}{{/CHOICE}}
unset multiplot
