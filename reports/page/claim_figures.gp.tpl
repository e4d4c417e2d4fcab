# Run in this folder: gnuplot {{NAME}}.gp
width = 480
height = {{HEIGHT}}
load 'style.gp'
set output '{{NAME}}.svg'
data = '{{NAME}}.csv'

# y counts pixels from the top of the picture.
at_screen(y) = 1 - y / real(height)
set lmargin at screen 0.44
set rmargin at screen 0.945
set grid noytics
unset ytics
unset key
set bars 0
reproduced = 0x0072B2
contradicted = 0xC04800
inconclusive = 0x606060
{{#OF_GRID}}depends = 0x8A3FA0
{{/OF_GRID}}colour(verdict) = verdict eq 'reproduced' ? reproduced : verdict eq 'contradicted' ? contradicted : inconclusive

set label 1 "✓ reproduced" at screen 0.02, screen at_screen(14) textcolor rgb reproduced
set label 2 "✗ contradicted" at screen 0.27, screen at_screen(14) textcolor rgb contradicted
set label 3 "? not decided" at screen 0.55, screen at_screen(14) textcolor rgb inconclusive
{{#OF_GRID}}set label 5 "⇄ depends" at screen 0.79, screen at_screen(14) textcolor rgb depends
{{/OF_GRID}}set label 4 "◆ stated   ▶ more than this is stated   grey: margin" at screen 0.02, screen at_screen(52) font ',11'
# The points of the columns: full, open, and others.
array points[4] = [7, 6, 5, 4]
next = 0.02
{{#COLUMN}}set label "{{NAME}}" at screen next + 0.02, screen at_screen(33) noenhanced point pointtype points[1 + int(next / 0.25)] pointsize 0.7 offset 1, 0
next = next + 0.25
{{/COLUMN}}

of(kind, axis, n) = (strcol(1) eq kind && strcol(2) eq axis) ? column(n) : NaN
by(kind, axis, where, verdict, n) = (strcol(4) eq where && strcol(5) eq verdict) ? of(kind, axis, n) : NaN

set multiplot
{{#PANEL}}set tmargin at screen at_screen({{TOP}})
set bmargin at screen at_screen({{BOTTOM}})
set yrange [{{BOTTOM}}:{{TOP}}]
set xlabel '{{AXIS}}' offset 0, 0.5
set xtics offset 0, 0.3
{{#ROW}}set label "{{LABEL}}" at screen 0.02, first {{Y}} left noenhanced font ',10'
{{/ROW}}{{#SIGN}}set label "{{SIGN}}" at graph 1.015, first {{Y}} left textcolor rgb {{VERDICT}} font ',11'
{{/SIGN}}plot \
  data skip 1 using (of('stated', '{{AXIS}}', 6)):9:(of('stated', '{{AXIS}}', 7)):(of('stated', '{{AXIS}}', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('more than', '{{AXIS}}', 6)):9:(of('more than', '{{AXIS}}', 7)):(of('more than', '{{AXIS}}', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('stated', '{{AXIS}}', 6)):9 with points linecolor rgb 'black' pointtype "◆", \
  data skip 1 using (of('more than', '{{AXIS}}', 6)):9 with points linecolor rgb 'black' pointtype "▶"{{#MARK}}, \
  data skip 1 using (by('compared', '{{AXIS}}', '{{WHERE}}', '{{VERDICT}}', 6)):9 with points linecolor rgb {{VERDICT}} pointtype points[{{POINT}}] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', '{{AXIS}}', '{{WHERE}}', '{{VERDICT}}', 6)):9:(by('effect', '{{AXIS}}', '{{WHERE}}', '{{VERDICT}}', 7)):(by('effect', '{{AXIS}}', '{{WHERE}}', '{{VERDICT}}', 8)) with xerrorbars linecolor rgb {{VERDICT}} linewidth 1.8 pointtype points[{{POINT}}] pointsize 0.65{{/MARK}}
unset label
{{/PANEL}}unset multiplot
