# Run in this folder: gnuplot claims-pairs.gp
width = 480
height = 806
load 'style.gp'
set output 'claims-pairs.svg'
data = 'claims-pairs.csv'

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
set label "paper" at screen next + 0.02, screen at_screen(33) noenhanced point pointtype points[1 + int(next / 0.25)] pointsize 0.7 offset 1, 0
next = next + 0.25
set label "course" at screen next + 0.02, screen at_screen(33) noenhanced point pointtype points[1 + int(next / 0.25)] pointsize 0.7 offset 1, 0
next = next + 0.25
set label "grid" at screen next + 0.02, screen at_screen(33) noenhanced point pointtype points[1 + int(next / 0.25)] pointsize 0.7 offset 1, 0
next = next + 0.25


of(kind, axis, n) = (strcol(1) eq kind && strcol(2) eq axis) ? column(n) : NaN
by(kind, axis, where, verdict, n) = (strcol(4) eq where && strcol(5) eq verdict) ? of(kind, axis, n) : NaN

set multiplot
set tmargin at screen at_screen(70)
set bmargin at screen at_screen(512)
set yrange [512:70]
set xlabel 'percentage points of test accuracy' offset 0, 0.5
set xtics offset 0, 0.3
set label "all eight models are near .80" at screen 0.02, first 87.0 left noenhanced font ',10'
set label "auxiliary loss increases accuracy\nthe most" at screen 0.02, first 114.0 left noenhanced font ',10'
set label "– auxiliary loss improves\naccuracy" at screen 0.02, first 148.0 left noenhanced font ',10'
set label "– CNN: both beat no auxiliary\nloss by 2 points" at screen 0.02, first 182.0 left noenhanced font ',10'
set label "– MLP: auxiliary loss adds 2\npoints" at screen 0.02, first 216.0 left noenhanced font ',10'
set label "weight sharing improves accuracy" at screen 0.02, first 257.0 left noenhanced font ',10'
set label "– CNN: both beat no sharing by\n3 points" at screen 0.02, first 284.0 left noenhanced font ',10'
set label "– MLP: sharing adds 2 points" at screen 0.02, first 325.0 left noenhanced font ',10'
set label "CNNs are better than MLPs" at screen 0.02, first 359.0 left noenhanced font ',10'
set label "CNN: both beat neither" at screen 0.02, first 393.0 left noenhanced font ',10'
set label "MLP: both beat neither" at screen 0.02, first 427.0 left noenhanced font ',10'
set label "the eight printed means, as\nheaded" at screen 0.02, first 454.0 left noenhanced font ',10'
set label "– the eight printed means, as\ncaptioned" at screen 0.02, first 488.0 left noenhanced font ',10'
set label "✗" at graph 1.015, first 77.0 left textcolor rgb contradicted font ',11'
set label "✗" at graph 1.015, first 87.0 left textcolor rgb contradicted font ',11'
set label "⇄" at graph 1.015, first 97.0 left textcolor rgb depends font ',11'
set label "✗" at graph 1.015, first 111.0 left textcolor rgb contradicted font ',11'
set label "✓" at graph 1.015, first 121.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 131.0 left textcolor rgb depends font ',11'
set label "✗" at graph 1.015, first 145.0 left textcolor rgb contradicted font ',11'
set label "✓" at graph 1.015, first 155.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 165.0 left textcolor rgb depends font ',11'
set label "✗" at graph 1.015, first 179.0 left textcolor rgb contradicted font ',11'
set label "✗" at graph 1.015, first 189.0 left textcolor rgb contradicted font ',11'
set label "⇄" at graph 1.015, first 199.0 left textcolor rgb depends font ',11'
set label "✗" at graph 1.015, first 213.0 left textcolor rgb contradicted font ',11'
set label "?" at graph 1.015, first 223.0 left textcolor rgb inconclusive font ',11'
set label "⇄" at graph 1.015, first 233.0 left textcolor rgb depends font ',11'
set label "✓" at graph 1.015, first 247.0 left textcolor rgb reproduced font ',11'
set label "✓" at graph 1.015, first 257.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 267.0 left textcolor rgb depends font ',11'
set label "✗" at graph 1.015, first 281.0 left textcolor rgb contradicted font ',11'
set label "✓" at graph 1.015, first 291.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 301.0 left textcolor rgb depends font ',11'
set label "✓" at graph 1.015, first 315.0 left textcolor rgb reproduced font ',11'
set label "✓" at graph 1.015, first 325.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 335.0 left textcolor rgb depends font ',11'
set label "✗" at graph 1.015, first 349.0 left textcolor rgb contradicted font ',11'
set label "✓" at graph 1.015, first 359.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 369.0 left textcolor rgb depends font ',11'
set label "✓" at graph 1.015, first 383.0 left textcolor rgb reproduced font ',11'
set label "✓" at graph 1.015, first 393.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 403.0 left textcolor rgb depends font ',11'
set label "✓" at graph 1.015, first 417.0 left textcolor rgb reproduced font ',11'
set label "✓" at graph 1.015, first 427.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 437.0 left textcolor rgb depends font ',11'
set label "✗" at graph 1.015, first 451.0 left textcolor rgb contradicted font ',11'
set label "✗" at graph 1.015, first 461.0 left textcolor rgb contradicted font ',11'
set label "⇄" at graph 1.015, first 471.0 left textcolor rgb depends font ',11'
set label "✗" at graph 1.015, first 485.0 left textcolor rgb contradicted font ',11'
set label "✗" at graph 1.015, first 495.0 left textcolor rgb contradicted font ',11'
set label "⇄" at graph 1.015, first 505.0 left textcolor rgb depends font ',11'
plot \
  data skip 1 using (of('stated', 'percentage points of test accuracy', 6)):9:(of('stated', 'percentage points of test accuracy', 7)):(of('stated', 'percentage points of test accuracy', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('more than', 'percentage points of test accuracy', 6)):9:(of('more than', 'percentage points of test accuracy', 7)):(of('more than', 'percentage points of test accuracy', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('stated', 'percentage points of test accuracy', 6)):9 with points linecolor rgb 'black' pointtype "◆", \
  data skip 1 using (of('more than', 'percentage points of test accuracy', 6)):9 with points linecolor rgb 'black' pointtype "▶", \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'paper', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'paper', 'reproduced', 6)):9:(by('effect', 'percentage points of test accuracy', 'paper', 'reproduced', 7)):(by('effect', 'percentage points of test accuracy', 'paper', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'paper', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'paper', 'contradicted', 6)):9:(by('effect', 'percentage points of test accuracy', 'paper', 'contradicted', 7)):(by('effect', 'percentage points of test accuracy', 'paper', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'paper', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'paper', 'inconclusive', 6)):9:(by('effect', 'percentage points of test accuracy', 'paper', 'inconclusive', 7)):(by('effect', 'percentage points of test accuracy', 'paper', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'course', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'course', 'reproduced', 6)):9:(by('effect', 'percentage points of test accuracy', 'course', 'reproduced', 7)):(by('effect', 'percentage points of test accuracy', 'course', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'course', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'course', 'contradicted', 6)):9:(by('effect', 'percentage points of test accuracy', 'course', 'contradicted', 7)):(by('effect', 'percentage points of test accuracy', 'course', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'course', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'course', 'inconclusive', 6)):9:(by('effect', 'percentage points of test accuracy', 'course', 'inconclusive', 7)):(by('effect', 'percentage points of test accuracy', 'course', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'grid', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'grid', 'reproduced', 6)):9:(by('effect', 'percentage points of test accuracy', 'grid', 'reproduced', 7)):(by('effect', 'percentage points of test accuracy', 'grid', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'grid', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'grid', 'contradicted', 6)):9:(by('effect', 'percentage points of test accuracy', 'grid', 'contradicted', 7)):(by('effect', 'percentage points of test accuracy', 'grid', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'grid', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'grid', 'inconclusive', 6)):9:(by('effect', 'percentage points of test accuracy', 'grid', 'inconclusive', 7)):(by('effect', 'percentage points of test accuracy', 'grid', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'percentage points of test accuracy', 'grid', 'depends', 6)):9 with points linecolor rgb depends pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'percentage points of test accuracy', 'grid', 'depends', 6)):9:(by('effect', 'percentage points of test accuracy', 'grid', 'depends', 7)):(by('effect', 'percentage points of test accuracy', 'grid', 'depends', 8)) with xerrorbars linecolor rgb depends linewidth 1.8 pointtype points[3] pointsize 0.65
unset label
set tmargin at screen at_screen(560)
set bmargin at screen at_screen(764)
set yrange [764:560]
set xlabel 'standard deviation of test accuracy' offset 0, 0.5
set xtics offset 0, 0.3
set label "CNN: both spread more than the\nother three" at screen 0.02, first 570.0 left noenhanced font ',10'
set label "MLP: without auxiliary loss the\nspread is larger" at screen 0.02, first 604.0 left noenhanced font ',10'
set label "CNN: runs spread by .02, read as:\nthose of a setting" at screen 0.02, first 638.0 left noenhanced font ',10'
set label "– CNN: runs spread by .02, read\nas: all runs together" at screen 0.02, first 672.0 left noenhanced font ',10'
set label "MLP: runs spread by .02, read as:\nthose of a setting" at screen 0.02, first 706.0 left noenhanced font ',10'
set label "– MLP: runs spread by .02, read\nas: all runs together" at screen 0.02, first 740.0 left noenhanced font ',10'
set label "?" at graph 1.015, first 567.0 left textcolor rgb inconclusive font ',11'
set label "✗" at graph 1.015, first 577.0 left textcolor rgb contradicted font ',11'
set label "⇄" at graph 1.015, first 587.0 left textcolor rgb depends font ',11'
set label "✗" at graph 1.015, first 601.0 left textcolor rgb contradicted font ',11'
set label "?" at graph 1.015, first 611.0 left textcolor rgb inconclusive font ',11'
set label "?" at graph 1.015, first 621.0 left textcolor rgb inconclusive font ',11'
set label "?" at graph 1.015, first 635.0 left textcolor rgb inconclusive font ',11'
set label "✗" at graph 1.015, first 645.0 left textcolor rgb contradicted font ',11'
set label "⇄" at graph 1.015, first 655.0 left textcolor rgb depends font ',11'
set label "✓" at graph 1.015, first 669.0 left textcolor rgb reproduced font ',11'
set label "?" at graph 1.015, first 679.0 left textcolor rgb inconclusive font ',11'
set label "⇄" at graph 1.015, first 689.0 left textcolor rgb depends font ',11'
set label "✗" at graph 1.015, first 703.0 left textcolor rgb contradicted font ',11'
set label "✗" at graph 1.015, first 713.0 left textcolor rgb contradicted font ',11'
set label "⇄" at graph 1.015, first 723.0 left textcolor rgb depends font ',11'
set label "✓" at graph 1.015, first 737.0 left textcolor rgb reproduced font ',11'
set label "✓" at graph 1.015, first 747.0 left textcolor rgb reproduced font ',11'
set label "⇄" at graph 1.015, first 757.0 left textcolor rgb depends font ',11'
plot \
  data skip 1 using (of('stated', 'standard deviation of test accuracy', 6)):9:(of('stated', 'standard deviation of test accuracy', 7)):(of('stated', 'standard deviation of test accuracy', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('more than', 'standard deviation of test accuracy', 6)):9:(of('more than', 'standard deviation of test accuracy', 7)):(of('more than', 'standard deviation of test accuracy', 8)):(column(9) - column(10)):(column(9) + column(10)) with boxxyerror fillstyle solid noborder linecolor rgb '#d8d8d8', \
  data skip 1 using (of('stated', 'standard deviation of test accuracy', 6)):9 with points linecolor rgb 'black' pointtype "◆", \
  data skip 1 using (of('more than', 'standard deviation of test accuracy', 6)):9 with points linecolor rgb 'black' pointtype "▶", \
  data skip 1 using (by('compared', 'standard deviation of test accuracy', 'paper', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'standard deviation of test accuracy', 'paper', 'reproduced', 6)):9:(by('effect', 'standard deviation of test accuracy', 'paper', 'reproduced', 7)):(by('effect', 'standard deviation of test accuracy', 'paper', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'standard deviation of test accuracy', 'paper', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'standard deviation of test accuracy', 'paper', 'contradicted', 6)):9:(by('effect', 'standard deviation of test accuracy', 'paper', 'contradicted', 7)):(by('effect', 'standard deviation of test accuracy', 'paper', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'standard deviation of test accuracy', 'paper', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[1] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'standard deviation of test accuracy', 'paper', 'inconclusive', 6)):9:(by('effect', 'standard deviation of test accuracy', 'paper', 'inconclusive', 7)):(by('effect', 'standard deviation of test accuracy', 'paper', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[1] pointsize 0.65, \
  data skip 1 using (by('compared', 'standard deviation of test accuracy', 'course', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'standard deviation of test accuracy', 'course', 'reproduced', 6)):9:(by('effect', 'standard deviation of test accuracy', 'course', 'reproduced', 7)):(by('effect', 'standard deviation of test accuracy', 'course', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'standard deviation of test accuracy', 'course', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'standard deviation of test accuracy', 'course', 'contradicted', 6)):9:(by('effect', 'standard deviation of test accuracy', 'course', 'contradicted', 7)):(by('effect', 'standard deviation of test accuracy', 'course', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'standard deviation of test accuracy', 'course', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[2] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'standard deviation of test accuracy', 'course', 'inconclusive', 6)):9:(by('effect', 'standard deviation of test accuracy', 'course', 'inconclusive', 7)):(by('effect', 'standard deviation of test accuracy', 'course', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[2] pointsize 0.65, \
  data skip 1 using (by('compared', 'standard deviation of test accuracy', 'grid', 'reproduced', 6)):9 with points linecolor rgb reproduced pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'standard deviation of test accuracy', 'grid', 'reproduced', 6)):9:(by('effect', 'standard deviation of test accuracy', 'grid', 'reproduced', 7)):(by('effect', 'standard deviation of test accuracy', 'grid', 'reproduced', 8)) with xerrorbars linecolor rgb reproduced linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'standard deviation of test accuracy', 'grid', 'contradicted', 6)):9 with points linecolor rgb contradicted pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'standard deviation of test accuracy', 'grid', 'contradicted', 6)):9:(by('effect', 'standard deviation of test accuracy', 'grid', 'contradicted', 7)):(by('effect', 'standard deviation of test accuracy', 'grid', 'contradicted', 8)) with xerrorbars linecolor rgb contradicted linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'standard deviation of test accuracy', 'grid', 'inconclusive', 6)):9 with points linecolor rgb inconclusive pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'standard deviation of test accuracy', 'grid', 'inconclusive', 6)):9:(by('effect', 'standard deviation of test accuracy', 'grid', 'inconclusive', 7)):(by('effect', 'standard deviation of test accuracy', 'grid', 'inconclusive', 8)) with xerrorbars linecolor rgb inconclusive linewidth 1.8 pointtype points[3] pointsize 0.65, \
  data skip 1 using (by('compared', 'standard deviation of test accuracy', 'grid', 'depends', 6)):9 with points linecolor rgb depends pointtype points[3] linewidth 1.4 pointsize 0.4, \
  data skip 1 using (by('effect', 'standard deviation of test accuracy', 'grid', 'depends', 6)):9:(by('effect', 'standard deviation of test accuracy', 'grid', 'depends', 7)):(by('effect', 'standard deviation of test accuracy', 'grid', 'depends', 8)) with xerrorbars linecolor rgb depends linewidth 1.8 pointtype points[3] pointsize 0.65
unset label
unset multiplot
