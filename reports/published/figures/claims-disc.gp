# Run in this folder: gnuplot claims-disc.gp
width = 480
height = 412
load 'style.gp'
set output 'claims-disc.svg'
data = 'claims-disc.csv'

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
depends = 0x8A3FA0
colour(verdict) = verdict eq 'reproduced' ? reproduced : verdict eq 'contradicted' ? contradicted : inconclusive

set label 1 "✓ reproduced" at screen 0.02, screen at_screen(14) textcolor rgb reproduced
set label 2 "✗ contradicted" at screen 0.27, screen at_screen(14) textcolor rgb contradicted
set label 3 "? not decided" at screen 0.55, screen at_screen(14) textcolor rgb inconclusive
set label 5 "⇄ depends" at screen 0.79, screen at_screen(14) textcolor rgb depends
set label 4 "◆ stated   ▶ more than this is stated   grey: margin" at screen 0.02, screen at_screen(52) font ',11'
# The points of the columns: full, open, and others.
array points[4] = [7, 6, 5, 4]
next = 0.02
set label "depth-4" at screen next + 0.02, screen at_screen(33) noenhanced point pointtype points[1 + int(next / 0.25)] pointsize 0.7 offset 1, 0
next = next + 0.25
set label "depth-3" at screen next + 0.02, screen at_screen(33) noenhanced point pointtype points[1 + int(next / 0.25)] pointsize 0.7 offset 1, 0
next = next + 0.25
set label "grid" at screen next + 0.02, screen at_screen(33) noenhanced point pointtype points[1 + int(next / 0.25)] pointsize 0.7 offset 1, 0
next = next + 0.25


of(kind, axis, n) = (strcol(1) eq kind && strcol(2) eq axis) ? column(n) : NaN
by(kind, axis, where, verdict, n) = (strcol(4) eq where && strcol(5) eq verdict) ? of(kind, axis, n) : NaN

set multiplot
set tmargin at screen at_screen(70)
set bmargin at screen at_screen(206)
set yrange [206:70]
set xlabel '% of runs' offset 0, 0.5
set xtics offset 0, 0.3
set label "above 95 % on train and test,\nsystematically" at screen 0.02, first 80.0 left noenhanced font ',10'
set label "the loss falls sharply at first" at screen 0.02, first 121.0 left noenhanced font ',10'
set label "– then it stalls" at screen 0.02, first 155.0 left noenhanced font ',10'
set label "– then it falls again" at screen 0.02, first 189.0 left noenhanced font ',10'
set label "✗" at graph 1.015, first 77.0 left textcolor rgb contradicted font ',11'
set label "✗" at graph 1.015, first 87.0 left textcolor rgb contradicted font ',11'
set label "⇄" at graph 1.015, first 97.0 left textcolor rgb depends font ',11'
set label "✓" at graph 1.015, first 111.0 left textcolor rgb reproduced font ',11'
set label "✓" at graph 1.015, first 121.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 131.0 left textcolor rgb depends font ',11'
set label "✓" at graph 1.015, first 145.0 left textcolor rgb reproduced font ',11'
set label "✓" at graph 1.015, first 155.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 165.0 left textcolor rgb depends font ',11'
set label "✓" at graph 1.015, first 179.0 left textcolor rgb reproduced font ',11'
set label "✓" at graph 1.015, first 189.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 199.0 left textcolor rgb depends font ',11'
plot \
  data skip 1 using (of('stated', '% of runs', 6)):9:(of('stated', '% of runs', 7)):(of('stated', '% of runs', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('more than', '% of runs', 6)):9:(of('more than', '% of runs', 7)):(of('more than', '% of runs', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('stated', '% of runs', 6)):9 with points linecolor rgb 'black' pointtype "◆", \
  data skip 1 using (of('more than', '% of runs', 6)):9 with points linecolor rgb 'black' pointtype "▶", \
  data skip 1 using (by('compared', '% of runs', 'depth-4', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', '% of runs', 'depth-4', 'reproduced', 6)):9:(by('effect', '% of runs', 'depth-4', 'reproduced', 7)):(by('effect', '% of runs', 'depth-4', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', '% of runs', 'depth-4', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', '% of runs', 'depth-4', 'contradicted', 6)):9:(by('effect', '% of runs', 'depth-4', 'contradicted', 7)):(by('effect', '% of runs', 'depth-4', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', '% of runs', 'depth-4', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', '% of runs', 'depth-4', 'inconclusive', 6)):9:(by('effect', '% of runs', 'depth-4', 'inconclusive', 7)):(by('effect', '% of runs', 'depth-4', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', '% of runs', 'depth-3', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', '% of runs', 'depth-3', 'reproduced', 6)):9:(by('effect', '% of runs', 'depth-3', 'reproduced', 7)):(by('effect', '% of runs', 'depth-3', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', '% of runs', 'depth-3', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', '% of runs', 'depth-3', 'contradicted', 6)):9:(by('effect', '% of runs', 'depth-3', 'contradicted', 7)):(by('effect', '% of runs', 'depth-3', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', '% of runs', 'depth-3', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', '% of runs', 'depth-3', 'inconclusive', 6)):9:(by('effect', '% of runs', 'depth-3', 'inconclusive', 7)):(by('effect', '% of runs', 'depth-3', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', '% of runs', 'grid', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', '% of runs', 'grid', 'reproduced', 6)):9:(by('effect', '% of runs', 'grid', 'reproduced', 7)):(by('effect', '% of runs', 'grid', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', '% of runs', 'grid', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', '% of runs', 'grid', 'contradicted', 6)):9:(by('effect', '% of runs', 'grid', 'contradicted', 7)):(by('effect', '% of runs', 'grid', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', '% of runs', 'grid', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', '% of runs', 'grid', 'inconclusive', 6)):9:(by('effect', '% of runs', 'grid', 'inconclusive', 7)):(by('effect', '% of runs', 'grid', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', '% of runs', 'grid', 'depends', 6)):9 with points linecolor rgb depends pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', '% of runs', 'grid', 'depends', 6)):9:(by('effect', '% of runs', 'grid', 'depends', 7)):(by('effect', '% of runs', 'grid', 'depends', 8)) with xerrorbars linecolor rgb depends linewidth 1.8 pointtype points[3] pointsize 0.65
unset label
set tmargin at screen at_screen(254)
set bmargin at screen at_screen(288)
set yrange [288:254]
set xlabel 'percentage points of test accuracy' offset 0, 0.5
set xtics offset 0, 0.3
set label "the framework equals the library\n(here: this engine and LibTorch)" at screen 0.02, first 264.0 left noenhanced font ',10'
set label "✓" at graph 1.015, first 261.0 left textcolor rgb reproduced font ',11'
set label "✓" at graph 1.015, first 271.0 left textcolor rgb reproduced font ',11'
plot \
  data skip 1 using (of('stated', 'percentage points of test accuracy', 6)):9:(of('stated', 'percentage points of test accuracy', 7)):(of('stated', 'percentage points of test accuracy', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('more than', 'percentage points of test accuracy', 6)):9:(of('more than', 'percentage points of test accuracy', 7)):(of('more than', 'percentage points of test accuracy', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('stated', 'percentage points of test accuracy', 6)):9 with points linecolor rgb 'black' pointtype "◆", \
  data skip 1 using (of('more than', 'percentage points of test accuracy', 6)):9 with points linecolor rgb 'black' pointtype "▶", \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'depth-4', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'depth-4', 'reproduced', 6)):9:(by('effect', 'percentage points of test accuracy', 'depth-4', 'reproduced', 7)):(by('effect', 'percentage points of test accuracy', 'depth-4', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'depth-4', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'depth-4', 'contradicted', 6)):9:(by('effect', 'percentage points of test accuracy', 'depth-4', 'contradicted', 7)):(by('effect', 'percentage points of test accuracy', 'depth-4', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'depth-4', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'depth-4', 'inconclusive', 6)):9:(by('effect', 'percentage points of test accuracy', 'depth-4', 'inconclusive', 7)):(by('effect', 'percentage points of test accuracy', 'depth-4', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'depth-3', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'depth-3', 'reproduced', 6)):9:(by('effect', 'percentage points of test accuracy', 'depth-3', 'reproduced', 7)):(by('effect', 'percentage points of test accuracy', 'depth-3', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'depth-3', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'depth-3', 'contradicted', 6)):9:(by('effect', 'percentage points of test accuracy', 'depth-3', 'contradicted', 7)):(by('effect', 'percentage points of test accuracy', 'depth-3', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'depth-3', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'depth-3', 'inconclusive', 6)):9:(by('effect', 'percentage points of test accuracy', 'depth-3', 'inconclusive', 7)):(by('effect', 'percentage points of test accuracy', 'depth-3', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'grid', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'grid', 'reproduced', 6)):9:(by('effect', 'percentage points of test accuracy', 'grid', 'reproduced', 7)):(by('effect', 'percentage points of test accuracy', 'grid', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'grid', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'grid', 'contradicted', 6)):9:(by('effect', 'percentage points of test accuracy', 'grid', 'contradicted', 7)):(by('effect', 'percentage points of test accuracy', 'grid', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'grid', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'grid', 'inconclusive', 6)):9:(by('effect', 'percentage points of test accuracy', 'grid', 'inconclusive', 7)):(by('effect', 'percentage points of test accuracy', 'grid', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'grid', 'depends', 6)):9 with points linecolor rgb depends pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'grid', 'depends', 6)):9:(by('effect', 'percentage points of test accuracy', 'grid', 'depends', 7)):(by('effect', 'percentage points of test accuracy', 'grid', 'depends', 8)) with xerrorbars linecolor rgb depends linewidth 1.8 pointtype points[3] pointsize 0.65
unset label
set tmargin at screen at_screen(336)
set bmargin at screen at_screen(370)
set yrange [370:336]
set xlabel 'epochs' offset 0, 0.5
set xtics offset 0, 0.3
set label "a higher, decaying rate shortens\nthe stall" at screen 0.02, first 346.0 left noenhanced font ',10'
set label "✓" at graph 1.015, first 343.0 left textcolor rgb reproduced font ',11'
set label "✓" at graph 1.015, first 353.0 left textcolor rgb reproduced font ',11'
plot \
  data skip 1 using (of('stated', 'epochs', 6)):9:(of('stated', 'epochs', 7)):(of('stated', 'epochs', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('more than', 'epochs', 6)):9:(of('more than', 'epochs', 7)):(of('more than', 'epochs', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('stated', 'epochs', 6)):9 with points linecolor rgb 'black' pointtype "◆", \
  data skip 1 using (of('more than', 'epochs', 6)):9 with points linecolor rgb 'black' pointtype "▶", \
  data skip 1 using (by('compared', 'epochs', 'depth-4', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'epochs', 'depth-4', 'reproduced', 6)):9:(by('effect', 'epochs', 'depth-4', 'reproduced', 7)):(by('effect', 'epochs', 'depth-4', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'epochs', 'depth-4', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'epochs', 'depth-4', 'contradicted', 6)):9:(by('effect', 'epochs', 'depth-4', 'contradicted', 7)):(by('effect', 'epochs', 'depth-4', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'epochs', 'depth-4', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'epochs', 'depth-4', 'inconclusive', 6)):9:(by('effect', 'epochs', 'depth-4', 'inconclusive', 7)):(by('effect', 'epochs', 'depth-4', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'epochs', 'depth-3', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'epochs', 'depth-3', 'reproduced', 6)):9:(by('effect', 'epochs', 'depth-3', 'reproduced', 7)):(by('effect', 'epochs', 'depth-3', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'epochs', 'depth-3', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'epochs', 'depth-3', 'contradicted', 6)):9:(by('effect', 'epochs', 'depth-3', 'contradicted', 7)):(by('effect', 'epochs', 'depth-3', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'epochs', 'depth-3', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'epochs', 'depth-3', 'inconclusive', 6)):9:(by('effect', 'epochs', 'depth-3', 'inconclusive', 7)):(by('effect', 'epochs', 'depth-3', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'epochs', 'grid', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'epochs', 'grid', 'reproduced', 6)):9:(by('effect', 'epochs', 'grid', 'reproduced', 7)):(by('effect', 'epochs', 'grid', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'epochs', 'grid', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'epochs', 'grid', 'contradicted', 6)):9:(by('effect', 'epochs', 'grid', 'contradicted', 7)):(by('effect', 'epochs', 'grid', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'epochs', 'grid', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'epochs', 'grid', 'inconclusive', 6)):9:(by('effect', 'epochs', 'grid', 'inconclusive', 7)):(by('effect', 'epochs', 'grid', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'epochs', 'grid', 'depends', 6)):9 with points linecolor rgb depends pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'epochs', 'grid', 'depends', 6)):9:(by('effect', 'epochs', 'grid', 'depends', 7)):(by('effect', 'epochs', 'grid', 'depends', 8)) with xerrorbars linecolor rgb depends linewidth 1.8 pointtype points[3] pointsize 0.65
unset label
unset multiplot
