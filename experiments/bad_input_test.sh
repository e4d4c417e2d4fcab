#!/usr/bin/env bash
# What a user can get wrong ends with one line on stderr, a non-zero exit code, and nothing written.
set -uo pipefail
# shellcheck source=experiments/testing/expect_error.sh
source experiments/testing/expect_error.sh

pairs=$PWD/experiments/pairs/pairs
disc=$PWD/experiments/disc/disc
accuracy=$PWD/experiments/accuracy
compare=$PWD/experiments/compare/compare
mnist=$PWD/external/mnist
work=$TEST_TMPDIR/work
mkdir -p "$work" && cd "$work" || exit 1

expect_error 'unknown variant "cnn-share"; there are cnn-shared-aux, ' "$pairs" --variants=cnn-share
expect_error 'unknown variant "depth-5"; there are depth-3, depth-4' "$disc" --variants=depth-3,depth-5
expect_error 'variant "depth-3" is named twice' "$disc" --variants=depth-3,depth-3
expect_error 'unknown engine "egen"; there are reference, simd, eigen' "$disc" --engines=egen
expect_error '--isa: unknown instruction set "sse9"; there are auto, ' "$disc" --isa=sse9
expect_error 'unknown preset "papers"; there are paper' "$disc" --preset=papers
expect_error '--seeds: .*9-0' "$disc" --seeds=9-0
expect_error '--seeds: ' "$disc" --seeds=
expect_error '--seeds: .*-3' "$disc" --seeds=-3
expect_error '--seeds is 11, wants 1 to 10' "$accuracy" --seeds=11
expect_error '--epochs is -1' "$accuracy" --epochs=-1
expect_error 'no/such/folder' "$accuracy" --output=no/such/folder/x.json
expect_error '--only: no setting has "dusc"' "$accuracy" --only=dusc
expect_error "Unknown command line flag 'seed'" "$disc" --seed=1
expect_error '"depth-3" is not a flag' "$disc" depth-3
expect_error '--checkpoint_every is -1, wants epochs' "$disc" --checkpoint_every=-1
expect_error 'none.safetensors' "$disc" --initial_weights=none.safetensors
printf '{}' >cut.safetensors
expect_error 'cut.safetensors: is cut: no safetensors file' "$disc" --initial_weights=cut.safetensors
printf '\0\0\0\x80\x02\0\0\0{}' >long.safetensors
expect_error 'long.safetensors: no safetensors file: a header of 10737418240 bytes, wants at most' "$disc" --initial_weights=long.safetensors
# weights FILE SHAPE DTYPE: the first tensor of a network of a disc, of zeros but for the last value, which is a NaN.
weights() {
  local header="{\"0.weight\":{\"dtype\":\"$3\",\"shape\":$2,\"data_offsets\":[0,200]}}"
  printf "\\x$(printf %x ${#header})\0\0\0\0\0\0\0%s" "$header" >"$1"
  { head -c 196 /dev/zero && printf '\0\0\xc0\x7f'; } >>"$1"
}
weights turned.safetensors '[2,25]' F32
expect_error 'turned.safetensors: tensor "0.weight" has the shape \[2, 25\], wants \[25, 2\]' "$disc" --initial_weights=turned.safetensors
weights int.safetensors '[25,2]' I32
expect_error 'int.safetensors: tensor "0.weight" is of type I32, wants F32' "$disc" --initial_weights=int.safetensors
weights nan.safetensors '[25,2]' F32
expect_error 'nan.safetensors: tensor "0.weight" has a value that is no finite number' "$disc" --initial_weights=nan.safetensors
printf '\2\0\0\0\0\0\0\0{}' >empty.safetensors
expect_error 'variant depth-3: .*empty.safetensors: has no tensor "0.weight"' "$disc" --initial_weights=empty.safetensors
expect_error '--set is given twice; expected once' "$disc" --set=width=10 --seeds=0 --set=epochs=2
expect_error '--seeds is given twice; expected once' "$disc" -seeds=0 --seeds 1
expect_error '"fast" stands alone, for all of reference, simd, ' "$disc" --engines=fast,simd
expect_error 'the results folder has no name' env BUILD_WORKING_DIRECTORY="$PWD" "$disc" --results_dir=
expect_error 'epochs is set twice' "$disc" --set=epochs=2,epochs=3
expect_error 'epochs is set twice' "$disc" --set=epochs=2 --epochs=3
long=$(printf '1-%.0s' {1..29})1 # 59 characters
expect_error 'a name of 2.. characters, more than the 200' \
  "$pairs" --set="cnn_hidden=$long,mlp_hidden=$long,head_hidden=$long,cnn_relu_before_pool=true"
long=$(printf '%09999d' 1)x
for flag in --set="epochs=$long" --set="$long" --variants="$long" --engines="$long" --preset="$long" --seeds="$long"; do
  expect_error '^.\{1,300\}$' "$disc" "$flag"
done
expect_error 'unknown hyperparameter "rate"; there are points, ' "$disc" --set=rate=1
expect_error 'epochs is "many", wants an integer' "$disc" --set=epochs=many
expect_error 'epochs is -1, wants an integer from 1' "$disc" --epochs=-1
for number in 1e-400 -1e-400 1e-46; do
  expect_error 'wants a number that is not so small that it would become 0' "$disc" --set=learning_rate=$number
done
expect_error 'learning_rate is "1e400", wants a number' "$disc" --set=learning_rate=1e400
expect_error '--seeds: "18446744073709551616" is larger than' "$disc" --seeds=18446744073709551616
expect_error 'optimizer is sdg, wants sgd or adam' "$disc" --set=optimizer=sdg
expect_error 'cnn_channels is 8-x, wants sizes' "$pairs" --set=cnn_channels=8-x
expect_error 'block "trunk": layer 6: Conv2d' "$pairs" --set=cnn_channels=8-8-8-8 --variants=cnn-shared
expect_error 'warp_shift=2.0 changes nothing in this sweep; it needs a warp_strength above 0' "$pairs" --set=warp_shift=2
expect_error 'label_smoothing=0.1 changes nothing in this sweep; it needs a variant with an auxiliary loss' \
  "$pairs" --variants=cnn,mlp-shared --set=label_smoothing=0.1
expect_error 'mlp_hidden=64 changes nothing' "$pairs" --variants=cnn --set=mlp_hidden=64
expect_error 'head_hidden=64 changes nothing in this sweep; it needs head=learnt' "$pairs" --preset=best --set=head_hidden=64
expect_error '30001 pairs' "$pairs" --set=pairs=30001 --variants=mlp --seeds=0
expect_error '--jobs is -1' "$disc" --jobs=-1
expect_error '--data_dir: ' "$disc" --data_dir="$mnist"
expect_error 'no/such/folder' "$pairs" --data_dir=no/such/folder
expect_error '--shard_index is 4, wants 0 to 3 as --shard_count is 4' "$disc" --shard_index=4 --shard_count=4
expect_error '--shard_index is -1, wants 0 to 3' "$disc" --shard_index=-1 --shard_count=4
expect_error '--shard_count is 0, wants a number from 1' "$disc" --shard_index=0 --shard_count=0
expect_error '--shard_index is given without --shard_count' "$disc" --shard_index=0
expect_error '--shard_count is given without --shard_index' "$pairs" --shard_count=2
# Task 1 of --array=0,1,LAST.
array=(env SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_STEP=1)
expect_error 'no plain range: task 1 of 3 from 0 to 5' "${array[@]}" SLURM_ARRAY_TASK_MAX=5 "$disc"
expect_error '--shard_index=0 of --shard_count=3 contradicts Slurm' "${array[@]}" SLURM_ARRAY_TASK_MAX=2 \
  "$disc" --shard_index=0 --shard_count=3
expect_error 'two shards: task 1 of 3 of an array and task 0 of 2 of srun' \
  "${array[@]}" SLURM_ARRAY_TASK_MAX=2 SLURM_STEP_ID=0 SLURM_PROCID=0 SLURM_NTASKS=2 "$disc"

# A results folder that cannot be made or written, for root too.
touch a_file
expect_error 'a_file: cannot create folder: Not a directory' "$disc" --results_dir=a_file/results
expect_error '/proc/results' "$disc" --results_dir=/proc/results

ln -s nowhere dangling
expect_error 'dangling: cannot create folder: it is a link to nowhere, where there is no folder' "$disc" --results_dir=dangling
expect_error 'dangling: cannot create folder: it is a link' "$disc" --results_dir=dangling/below

# Data sets with one thing wrong; the line names the file.
with_broken() { # FILE SED-LIKE COMMAND working on "$file"
  rm -rf data && mkdir data
  for name in train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte; do
    ln -s "$(readlink -f "$mnist/$name")" "data/$name"
  done
  file=data/$1
  cp --remove-destination "$(readlink -f "$file")" "$file"
  chmod u+w "$file"
}
# The bytes are the format: they are written as escapes.
# shellcheck disable=SC2059
poke() { printf "$1" | dd of="$file" bs=1 seek="$2" conv=notrunc status=none; }

with_broken t10k-images-idx3-ubyte; truncate -s 1000000 "$file"
expect_error 't10k-images-idx3-ubyte: cut short: expected 7840000 bytes .* found 999984' "$pairs" --data_dir=data
with_broken train-labels-idx1-ubyte; truncate -s 3 "$file"
expect_error 'train-labels-idx1-ubyte' "$pairs" --data_dir=data
with_broken train-labels-idx1-ubyte; poke '\x00\x00\x0d\x01' 0
expect_error 'train-labels-idx1-ubyte.*magic' "$pairs" --data_dir=data
with_broken t10k-images-idx3-ubyte; poke '\x7f\xff\xff\xff\x7f\xff\xff\xff' 4
expect_error 't10k-images-idx3-ubyte' "$pairs" --data_dir=data
with_broken t10k-labels-idx1-ubyte; poke '\x00\x00\x27\x11' 4; printf '\x05' >>"$file"
expect_error 't10k-labels-idx1-ubyte.*10001' "$pairs" --data_dir=data
with_broken t10k-labels-idx1-ubyte; poke '\x0a' 100
expect_error 't10k-labels-idx1-ubyte' "$pairs" --data_dir=data
with_broken t10k-labels-idx1-ubyte; rm "$file"
expect_error 't10k-labels-idx1-ubyte' "$pairs" --data_dir=data

# Links that lead to themselves.
with_broken t10k-labels-idx1-ubyte; ln -sf t10k-labels-idx1-ubyte "$file"
expect_error 't10k-labels-idx1-ubyte.*Too many levels of symbolic links' "$pairs" --data_dir=data
rm -rf data && ln -s data data
expect_error '"data": no such folder' "$pairs" --data_dir=data
expect_error 'data: cannot create folder' "$disc" --results_dir=data
rm data

# A corrupt record is set aside and made anew; the others are not touched.
rm -rf results
"$disc" --seeds=0-1 --variants=depth-3 --epochs=2 >/dev/null 2>stderr || fail 'two runs'
folder=results/disc/paper,epochs=2/depth-3/simd
cp -r results before
truncate -s 100 "$folder/seed-01.json"
"$disc" --seeds=0-1 --variants=depth-3 --epochs=2 >/dev/null 2>stderr || fail 'resume over a corrupt record'
grep -q '2 runs: 1 present, 1 corrupt; 1 to run' stderr || fail 'the corrupt record is counted'
grep -q '^corrupt: .*seed-01.json' stderr || fail 'the corrupt record is named'
[ "$(find results/corrupt -type f | wc -l)" = 1 ] || fail 'the corrupt record is kept'
"$compare" before results >/dev/null 2>stderr || fail 'the run gives what it gave before'

[ "$failures" = 0 ] && echo "all bad input was refused"
exit "$failures"
