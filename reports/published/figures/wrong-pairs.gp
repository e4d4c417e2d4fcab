# Run in this folder: gnuplot wrong-pairs.gp
width = 480
height = 444
load 'style.gp'
set output 'wrong-pairs.svg'

unset border
unset tics
unset grid
unset key
unset colorbox
set margins 0, 0, 0, 0
set xrange [0:108]
set yrange [100:0]
set palette defined (0 '#ffffff', 255 '#000000')
set cbrange [0:255]
set object rectangle from 2.5, 1.5 to 16.5, 15.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 18.5, 1.5 to 32.5, 15.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 38.5, 1.5 to 52.5, 15.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 54.5, 1.5 to 68.5, 15.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 74.5, 1.5 to 88.5, 15.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 90.5, 1.5 to 104.5, 15.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 2.5, 26.5 to 16.5, 40.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 18.5, 26.5 to 32.5, 40.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 38.5, 26.5 to 52.5, 40.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 54.5, 26.5 to 68.5, 40.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 74.5, 26.5 to 88.5, 40.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 90.5, 26.5 to 104.5, 40.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 2.5, 51.5 to 16.5, 65.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 18.5, 51.5 to 32.5, 65.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 38.5, 51.5 to 52.5, 65.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 54.5, 51.5 to 68.5, 65.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 74.5, 51.5 to 88.5, 65.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 90.5, 51.5 to 104.5, 65.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 2.5, 76.5 to 16.5, 90.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 18.5, 76.5 to 32.5, 90.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 38.5, 76.5 to 52.5, 90.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 54.5, 76.5 to 68.5, 90.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 74.5, 76.5 to 88.5, 90.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set object rectangle from 90.5, 76.5 to 104.5, 90.5 front fillstyle empty border linecolor rgb '#b0b0b0'
set label "truth 8, 8\nsaid > by 5.5" at 17, 18 center
set label "truth 4, 7\nsaid > by 4.3" at 53, 18 center
set label "truth 7, 4\nsaid ≤ by 4.2" at 89, 18 center
set label "truth 5, 6\nsaid > by 3.7" at 17, 43 center
set label "truth 7, 3\nsaid ≤ by 3.5" at 53, 43 center
set label "truth 5, 4\nsaid ≤ by 3.5" at 89, 43 center
set label "truth 3, 2\nsaid ≤ by 3.4" at 17, 68 center
set label "truth 3, 3\nsaid > by 3.0" at 53, 68 center
set label "truth 3, 2\nsaid ≤ by 2.8" at 89, 68 center
set label "truth 9, 8\nsaid ≤ by 2.8" at 17, 93 center
set label "truth 4, 4\nsaid > by 2.7" at 53, 93 center
set label "truth 4, 4\nsaid > by 2.5" at 89, 93 center

pixel = 0.5
plot 'wrong-pairs.csv' skip 1 using 1:2:($1 - pixel):($1 + pixel):($2 - pixel):($2 + pixel):3 with boxxyerror fillstyle solid noborder linecolor palette
