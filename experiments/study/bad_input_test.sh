#!/usr/bin/env bash
# What a user can get wrong about data, networks and their settings ends with one line on stderr, a non-zero exit code, and
# nothing written.
set -uo pipefail
# shellcheck source=experiments/testing/expect_error.sh
source experiments/testing/expect_error.sh

study=$PWD/experiments/study/study
disc=$PWD/experiments/disc/disc
data=$PWD/experiments/study/data
work=$TEST_TMPDIR/work
mkdir -p "$work" && cd "$work" || exit 1

# table TEXT: a CSV of it.
table() { printf '%b' "$1" >t.csv; }
# of PATTERN TEXT [FLAG...]: of a CSV with that text, whose target is y.
of() {
  local pattern=$1
  table "$2"
  shift 2
  expect_error "$pattern" "$study" --data=t.csv --target=y --net=n='Linear(4), ReLU()' "$@"
}
iris=("$study" --data="$data/iris.csv" --target=species)
net=--net=n='Linear(4), ReLU()'

# Data.
expect_error '--data is missing' "$study" --target=y "$net"
expect_error 'none.csv' "$study" --data=none.csv --target=y "$net"
expect_error '--target is missing' "$study" --data="$data/iris.csv" "$net"
expect_error 'no column is named "kind"; there are "sepal_length", ' "$study" --data="$data/iris.csv" --target=kind "$net"
expect_error 'iris.csv: column "species" is wanted twice' "$study" --data="$data/iris.csv" --target=species,species "$net"
of 't.csv: empty, wants a header and rows' ''
of 't.csv: has a header and no rows' 'x,y\n'
of 't.csv: line 3, column 1 ("x") is empty' 'x,y\n1,0\n,1\n'
of 't.csv: line 3, column 1 ("x") is "high", wants a number' 'x,y\n1,0\nhigh,1\n'
of 't.csv: line 2, column 1 ("x") is "nan", wants a number' 'x,y\nnan,0\n1,1\n'
of 't.csv: line 4, column "y" is "?", wants a number as most' 'x,y\n1,0.5\n2,2\n3,?\n'
of 't.csv: line 3 has 1 cell, wants 2' 'x,y\n1,0\n2\n'
of 't.csv: line 3: a quoted cell is not closed' 'x,y\n1,0\n"2,1\n'
of 't.csv: two columns are named "y"' 'y,y\n1,0\n'
of 't.csv: every column is a target' 'y\n1\n0\n'
of 'a data set of 1 rows is too small' 'x,y\n1,0.5\n'
expect_error '--target: expected one file' "$study" --data="$data/digits-images-idx3-ubyte" "$net"
# Two rows of a byte: a header of 60 characters.
printf "\x93NUMPY\x01\x00\x3c\x00%-59s\n\x00\x00" "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1), }" >two.npy
expect_error 'digits-labels-idx1-ubyte: has 1797 rows, wants 2' \
  "$study" --data=two.npy --target="$data/digits-labels-idx1-ubyte" "$net"
head -c 70 two.npy >cut.npy
expect_error 'cut.npy: has 0 bytes of values, wants 2' "$study" --data=cut.npy --target=two.npy "$net"
head -c 1000 "$data/digits-images-idx3-ubyte" >cut-idx
expect_error 'cut-idx: cut short' "$study" --data=cut-idx --target="$data/digits-labels-idx1-ubyte" "$net"
table 'sepal_length,species\n1,setosa\n'
expect_error 't.csv: has other columns' "${iris[@]}" --test_data=t.csv "$net"
expect_error '--test_target is given without --test_data' "$study" --data=two.npy --target=two.npy --test_target=two.npy "$net"
expect_error '--data_dir: a study' "${iris[@]}" "$net" --data_dir=.

# Networks.
expect_error '--net is missing' "${iris[@]}"
expect_error '"Linear(4)" is not of the form NAME=LAYERS' "${iris[@]}" --net='Linear(4)'
expect_error '"a b=ReLU()" is not of the form NAME=LAYERS' "${iris[@]}" --net='a b=ReLU()'
expect_error 'two networks are named "n"' "${iris[@]}" "$net" --net=n=
expect_error '--net=n: character 12: unknown layer "Relu"; there are Linear, ' "${iris[@]}" --net=n='Linear(4), Relu()'
expect_error '--net=n: character 8: wants a number or a name, not ",)"' "${iris[@]}" --net=n='Linear(,)'
expect_error '--net=n: character 1: Linear(5, 4) takes rows of shape \[5\], not \[4\]' "${iris[@]}" --net=n='Linear(5, 4)'
expect_error '--net=n: character 1: Conv2d.*not \[4\]' "${iris[@]}" --net=n='Conv2d(4, kernel_size=3)'
expect_error 'unknown variant "m"; there are n' "${iris[@]}" "$net" --variants=m

# Settings.
expect_error 'task is binary, wants a target of two classes, not of 3' "${iris[@]}" "$net" --set=task=binary
expect_error 'task is regression, wants a target of numbers' "${iris[@]}" "$net" --set=task=regression
expect_error 'task is rank, wants auto or ' "${iris[@]}" "$net" --set=task=rank
expect_error 'test_fraction is 1.5, wants a number from 0 to 1' "${iris[@]}" "$net" --set=test_fraction=1.5
expect_error 'a data set of 150 rows is too small for this: 0 to train on' "${iris[@]}" "$net" --set=test_fraction=1
expect_error 'batch_size is 17, which leaves a batch of one of the 120 train rows, wants another for BatchNorm1d' \
  "${iris[@]}" --net=n='Linear(4), BatchNorm1d()' --set=batch_size=17
expect_error 'test_rows is all, wants drawn, or rows' "${iris[@]}" "$net" --set=test_rows=all
expect_error 'test_rows has row 150, wants rows from 0 to 149' "${iris[@]}" "$net" --set=test_rows=100-150
expect_error 'folds is 151, wants at most the 150 rows' "${iris[@]}" "$net" --set=folds=151
expect_error 'folds=3 changes nothing in this sweep' "${iris[@]}" "$net" --set=folds=3,test_rows=0-9
expect_error 'split_seed=1 changes nothing in this sweep; it needs test rows that are drawn' \
  "${iris[@]}" "$net" --set=split_seed=1,test_rows=0-9
expect_error 'class_weights is 1-2, wants none, balanced or a number from 1e-6 to 1e6 for each of the 3 classes, such as 1-2.5' \
  "${iris[@]}" "$net" --set=class_weights=1-2
expect_error 'class_weights=balanced changes nothing in this sweep; it needs a classification' \
  "$study" --data="$data/diabetes.csv" --target=progression "$net" --set=class_weights=balanced
expect_error 'max_grad_norm is -1.0, wants a number from 0 to 1' "${iris[@]}" "$net" --set=max_grad_norm=-1
expect_error 'early_stopping_fraction=0.2 changes nothing in this sweep; it needs an early_stopping_patience above 0' \
  "${iris[@]}" "$net" --set=early_stopping_fraction=0.2
expect_error 'early stopping holds out train samples, wants at least 2 and there are 1' \
  "${iris[@]}" "$net" --set=early_stopping_patience=5,test_rows=1-149
expect_error 'batch_size is 17, which leaves a batch of one of the 103 train rows, wants another for BatchNorm1d' \
  "${iris[@]}" --net=n='Linear(4), BatchNorm1d()' --set=batch_size=17,early_stopping_patience=5,early_stopping_fraction=0.14
expect_error 'weights_seed is first, wants run or a seed from 0' "${iris[@]}" "$net" --set=weights_seed=first
expect_error '--data, --target, --test_data, --test_target and --net are those of //experiments/study' "$disc" "$net"

# Another network under a name that is taken.
"${iris[@]}" "$net" --seeds=0 --epochs=1 --results_dir=taken >/dev/null 2>stderr || fail 'a run'
cp -r taken before
expect_error '--net=n is another network there, "Linear(4, 4), ReLU(), Linear(4, 3)" and not "Linear(4, 3)"' \
  "${iris[@]}" --net=n= --seeds=0 --epochs=1 --results_dir=taken
diff -r taken before || fail 'the results are as before'

[ "$failures" = 0 ] && echo "$cases cases of bad input were refused"
exit "$failures"
