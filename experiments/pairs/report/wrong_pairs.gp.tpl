# Run in this folder: gnuplot {{NAME}}.gp
width = {{WIDTH}}
height = {{HEIGHT}}
load 'style.gp'
set output '{{NAME}}.svg'

unset border
unset tics
unset grid
unset key
unset colorbox
set margins 0, 0, 0, 0
set xrange [0:{{RIGHT}}]
set yrange [{{BELOW}}:0]
set palette defined (0 '#ffffff', 255 '#000000')
set cbrange [0:255]
{{#FRAME}}set object rectangle from {{LEFT}}, {{ABOVE}} to {{RIGHT}}, {{BELOW}} front fillstyle empty border linecolor rgb '#b0b0b0'
{{/FRAME}}{{#CAPTION}}set label "truth {{FIRST}}, {{SECOND}}\nsaid {{SAID}} by {{MARGIN}}" at {{X}}, {{Y}} center
{{/CAPTION}}
pixel = 0.5
plot '{{NAME}}.csv' skip 1 using 1:2:($1 - pixel):($1 + pixel):($2 - pixel):($2 + pixel):3 with boxxyerror fillstyle solid noborder linecolor palette
