# Run in this folder: gnuplot task.gp
width = 160
height = 80
load 'style.gp'
set output 'task.svg'

unset border
unset tics
unset grid
unset key
unset colorbox
set margins 0, 0, 0, 0
set xrange [0:36]
set yrange [18:0]
set palette defined (0 '#ffffff', 255 '#000000')
set cbrange [0:255]
set object rectangle from 2.5, 1.5 to 16.5, 15.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 18.5, 1.5 to 32.5, 15.5 front fillstyle empty border linecolor rgb '#b0b0b0'

pixel = 0.5
plot 'task.csv' skip 1 using 1:2:($1 - pixel):($1 + pixel):($2 - pixel):($2 + pixel):3 with boxxyerror fillstyle solid noborder linecolor palette
