# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = {{HEIGHT}}
load 'style.gp'
set output '{{NAME}}.svg'

set xrange [0:1]
set yrange [0:1]
set size square
set xtics 0.25
set ytics 0.25
set xlabel '{x_1}  (sides)'
set key at screen 0.5, screen 0 center bottom maxrows 1 samplen 1 width -2
radius = 1 / sqrt(2 * pi)
set object 1 circle at first 0.5, 0.5 size first radius front fillstyle empty border linecolor rgb 'black' linewidth 1.5

# The points of a set of which the network says `side`; the wrong ones among them.
said(set, side) = (strcol(1) eq set && column(5) == side) ? column(2) : NaN
wrong(set) = (strcol(1) eq set && column(4) != column(5)) ? column(2) : NaN

set multiplot layout {{ROWS}}, 2 margins 0.14, 0.97, 80.0 / height, 1 - 45.0 / height spacing 0.12, 100.0 / height
{{#PANEL}}if ('{{SET}}' eq 'train') { set ylabel '{x_2}  (sides)' offset 2 } else { unset ylabel }
set title "{{ENGINE}}, {{SET}} points\n{{COUNT}}" noenhanced
plot '{{DATA}}' skip 1 using (said('{{SET}}', 1)):3 with points linetype 1 pointtype 7 pointsize 0.3 title 'says inside', \
     '{{DATA}}' skip 1 using (said('{{SET}}', -1)):3 with points linetype 5 pointtype 7 pointsize 0.3 title 'says outside', \
     '{{DATA}}' skip 1 using (wrong('{{SET}}')):3 with points linetype 7 linewidth 1.2 pointtype 2 pointsize 0.6 title 'wrong'
unset key
{{/PANEL}}unset multiplot
