# What all figures share; each script sets width and height in pixels and loads this file from its own folder. They are as wide as
# a phone can show with letters that can be read.
if (!exists('width')) width = 480
if (!exists('height')) height = 360
set encoding utf8
set terminal svg size width, height enhanced font 'DejaVu Sans,Verdana,sans-serif,12' background rgb 'white'
set datafile separator comma
set border linewidth 1 linecolor rgb '#404040'
set tics nomirror
set grid linecolor rgb '#e0e0e0' linewidth 0.5

# The colours of Okabe and Ito, which the colour-blind tell apart.
set linetype 1 linecolor rgb '#0072B2' linewidth 1.6 # blue
set linetype 2 linecolor rgb '#D55E00' linewidth 1.6 # vermilion
set linetype 3 linecolor rgb '#009E73' linewidth 1.6 # green
set linetype 4 linecolor rgb '#CC79A7' linewidth 1.6 # purple
set linetype 5 linecolor rgb '#E69F00' linewidth 1.6 # orange
set linetype 6 linecolor rgb '#56B4E9' linewidth 1.6 # sky blue
set linetype 7 linecolor rgb '#000000' linewidth 1.6 # black
set linetype cycle 7
