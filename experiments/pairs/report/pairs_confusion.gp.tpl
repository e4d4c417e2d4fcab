# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = {{HEIGHT}}
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

set size ratio 1
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
set xtics 0, 1, 9 scale 0
set ytics 0, 1, 9 scale 0
unset grid
set xlabel 'second digit'
set ylabel 'first digit'
set palette defined (0 '#ffffff', 1 '#56B4E9', 2 '#0072B2', 3 '#002b45')
set cbrange [0:60]
set colorbox
set cblabel 'wrong answers (%)'
unset key

of(networks, n) = (strcol(1) eq networks && valid(6)) ? column(n) : NaN
# Numbers are dark on light colours and light on dark ones.
ink(percent) = percent > 30 ? 0xffffff : 0x000000

set multiplot layout {{ROWS}}, 1
{{#PANEL}}set title '{{TITLE}}'
plot \
  data skip 1 using (of('{{TITLE}}', 3)):2:($3 - 0.5):($3 + 0.5):($2 - 0.5):($2 + 0.5):6 with boxxyerror fillstyle solid noborder linecolor palette, \
  data skip 1 using (of('{{TITLE}}', 3)):2:(sprintf('%.0f', $6)):(ink($6)) with labels textcolor rgb variable font ',11'
{{/PANEL}}unset multiplot
