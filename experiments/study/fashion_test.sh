#!/usr/bin/env bash
# Fashion-MNIST as Debian has it: 60,000 gzipped images, test rows from files of their own.
set -euo pipefail
study=$PWD/experiments/study/study
folder=/usr/share/datasets/fashion-mnist
if [ ! -d "$folder" ]; then
  echo "there is no $folder; the Debian package dataset-fashion-mnist has it (./bazelw --with=full installs it)"
  exit 1
fi
cd "$TEST_TMPDIR"
"$study" --data=$folder/train-images-idx3-ubyte.gz --target=$folder/train-labels-idx1-ubyte.gz \
  --test_data=$folder/t10k-images-idx3-ubyte.gz --test_target=$folder/t10k-labels-idx1-ubyte.gz \
  --net=mlp='Flatten(), Linear(64), ReLU()' --net=cnn='Conv2d(8, kernel_size=5), ReLU(), MaxPool2d(2)' \
  --set=epochs=1,batch_size=64,learning_rate=0.001 --seeds=0 >stdout
cat stdout
# What a linear model does not reach in an epoch.
awk '$1 == "mlp" || $1 == "cnn" { ++nets; if ($5 < 0.82) exit 1 } END { exit nets != 2 }' stdout
