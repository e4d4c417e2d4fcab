#!/usr/bin/env bash
# build.sh OUTPUT: compiles the module by Debian 12's clang 14 for WebAssembly, from the sources of the tree around this script, and
# prints their paths.
set -euo pipefail
output=$(realpath "$1")
cd "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../../.."
here=experiments/disc/wasm

sources=(
  "$here"/{engine,functions,kernels,module,output,runtime,text}.cc
  engine/numerics/random.cc
  engine/layers/{activations,avg_pool2d,batch_norm,comparison,conv2d,dropout,layer_norm,linear,max_pool2d}.cc
  engine/network/{backend,initial_weights,network}.cc
  engine/backends/blockwise/{executor,layer_chain,store}.cc
  engine/backends/simd/batch_lanes_block.cc
  engine/backends/simd/units/{store,unit,weight_layout}.cc
  experiments/datasets/{augmentation,point_symmetry}.cc
  experiments/disc/{disc_network,disc_set,disc_task,sweep}.cc
  experiments/hyperparameters/hyperparameter_reader.cc
  experiments/sweeps/training_hyperparameters.cc
  experiments/training/{early_stopping,epoch_inputs,judge,learning_rate_schedule,run_in_training,trainer,training_task_reader}.cc
)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
options=(
  --target=wasm32-wasi -mbulk-memory -mnontrapping-fptoint -msign-ext -std=c++17 -ffp-contract=off -fno-exceptions -fno-rtti -fno-threadsafe-statics
  -flto -ffunction-sections -fdata-sections -Wall -Wno-ignored-attributes -Wno-unused-function
  -include "$here/fused.h" -iquote "$here/shims" -iquote . -I "$here/shims"
)
running=0
for source in "${sources[@]}"; do
  if ((++running > $(nproc))); then wait -n; fi
  object=$folder/${source//\//_}.o
  optimise=-Oz
  [[ $source != */kernels.cc ]] || optimise=-O2
  clang-14 "${options[@]}" "$optimise" -MMD -MF "$object.d" -c "$source" -o "$object" &
done
while ((--running > 0)); do wait -n || [[ $? == 127 ]]; done
# Optimised as a whole, the module is a seventh smaller.
clang-14 --target=wasm32-wasi -nostartfiles -Wl,--no-entry -Wl,--gc-sections -Wl,--strip-all -Wl,--compress-relocations -Wl,--export=__wasm_call_ctors \
  -Wl,-mllvm,-enable-merge-functions -Wl,-z,stack-size=262144 -o "$output" "$folder"/*.o -lc++ -lc++abi
# What the compiler has read of the tree.
sed -E 's/^[^ ]*: //; s/\\$//' "$folder"/*.d | tr -s ' ' '\n' | grep -v "^/" | xargs realpath --relative-to=. | sort -u
