#!/usr/bin/env bash
# What //tools/slurm:submit would submit, and what it refuses; no Slurm is needed.
set -uo pipefail
runfiles=$PWD submit=$PWD/$1
disc=$PWD/experiments/disc/disc
folder="$TEST_TMPDIR/a folder"
mkdir -p "$folder" && cd "$folder" || exit 1
failures=0
unset BUILD_WORKSPACE_DIRECTORY
export BUILD_WORKING_DIRECTORY=$folder

fail() {
  echo "FAILED: $1"
  cat stdout stderr
  failures=$((failures + 1))
}
# As `bazel run` starts it: among its runfiles.
run() { (cd "$runfiles" && env -u RUNFILES_DIR -u TEST_SRCDIR -u RUNFILES_MANIFEST_FILE "$submit" "$@") >stdout 2>stderr; }

refuses() { # PATTERN FLAG...: one line with PATTERN, and nothing is made
  local pattern=$1
  shift
  if run --dry_run "$@"; then fail "accepts $*"; fi
  { [[ $(wc -l <stderr) == 1 ]] && grep -q -e "$pattern" stderr; } || fail "one line with '$pattern': $*"
  [[ ! -e results ]] || fail "something was made: $*"
}
refuses 'no program is named'
refuses 'there is no program "disc"' disc
refuses 'there is no program "experiments/dics"' experiments/dics
refuses 'unknown flag "--task=2"' --task=2 experiments/disc
refuses '--tasks is "0", wants a number from 1' --tasks=0 experiments/disc
refuses '--tasks is "two"' --tasks=two experiments/disc
refuses '--tasks is given twice' --tasks=2 --tasks=3 experiments/disc
refuses 'results_dir= names no folder' --results_dir= experiments/disc
refuses '--merge: there is no folder .*/a folder/nowhere' --merge=nowhere experiments/disc
refuses '--results_dir comes before' experiments/disc --results_dir=here
refuses '--shard_count=2: each task is given its own' experiments/disc --shard_count=2
refuses '^error: --force: ' experiments/disc --force
refuses '^error: -list is not for tasks' experiments/disc -list
refuses 'unknown variant "depth-5"' experiments/disc --variants=depth-5

mkdir linked && ln -s / linked/root
refuses 'linked/root: a symbolic link' --results_dir=linked experiments/disc

# Seven runs in three shards; the folder's name has a space.
sweep=(experiments/disc --variants=depth-3 --seeds=0-6 --epochs=2)
run --dry_run --tasks=3 --sbatch=--partition=short "${sweep[@]}" || fail 'a dry run'
grep -q '^sbatch .* --partition=short .*--array=0-2 .*/task.sh .* 3 0 .*--results_dir=.*a\\ folder/results .*--seeds=0-6 ' stdout ||
  fail 'all three'
grep -q '^sbatch .* --dependency=afterany:JOB.*/report.sh ' stdout || fail 'a report after them'
[[ ! -e results ]] || fail 'a dry run makes something'
run --dry_run --tasks=3 --one_job "${sweep[@]}" || fail 'one job'
grep -q '^sbatch .*--ntasks=3 ' stdout || fail 'three tasks'

# What is there is not submitted; other hyperparameters are not there.
"$disc" "${sweep[@]:1}" --results_dir=results --shard_index=1 --shard_count=3 >stdout 2>stderr || fail 'a shard'
run --dry_run --tasks=3 "${sweep[@]}" || fail 'two left'
grep -q -e '--array=0\\,2 ' stdout || fail 'shards 0 and 2 are left'
run --dry_run --tasks=3 "${sweep[@]/--epochs=2/--epochs=3}" || fail 'other runs'
grep -q -e '--array=0-2 ' stdout || fail 'other runs are all missing'
"$disc" "${sweep[@]:1}" --results_dir=results >stdout 2>stderr || fail 'all'
run --tasks=3 "${sweep[@]}" || fail 'nothing is left'
grep -q '^nothing to submit: all runs are there' stdout || fail 'it says so'
[[ ! -e results/slurm ]] || fail 'nothing is made'

# A cluster with small arrays: seven shards are three of them, and the report waits for all.
mkdir bin
cat >bin/scontrol <<'END'
#!/bin/bash
[[ "$*" == 'show config' ]] || exit 1
printf 'Configuration data as of today\nMaxArraySize            = %s\nMaxJobCount             = 10000\n' "$MAX_ARRAY_SIZE"
END
cat >bin/sbatch <<'END'
#!/bin/bash
[[ $1 != --version ]] || exit 0
echo "$*" >>"$CALLS"
calls=$(wc -l <"$CALLS")
((calls <= ${WORKS:-9})) || { echo 'sbatch: error: Batch job submission failed' >&2; exit 1; }
echo $((100 + calls))
END
chmod +x bin/*
export PATH=$PWD/bin:$PATH CALLS=$PWD/calls MAX_ARRAY_SIZE=3
sweep=(experiments/disc --variants=depth-3 --seeds=0-6 --epochs=4)
run --tasks=7 "${sweep[@]}" || fail 'small arrays'
grep -q '^submitted jobs 101, 102, 103: 7 of 7 tasks .*; then job 104: the report$' stdout || fail 'three arrays'
grep -q '^logs: .*; to end it: scancel 101 102 103$' stdout || fail 'how to end them'
paste -d' ' - - - - <calls >called
for array in 'array=0-2 .*task.sh .* 7 0 ' 'array=0-2 .*task.sh .* 7 3 ' 'array=0 .*task.sh .* 7 6 ' \
  'dependency=afterany:101:102:103,singleton'; do
  grep -q -e "--$array" called || { cat calls; fail "$array"; }
done
rm calls
WORKS=2 run --tasks=7 "${sweep[@]}" && fail 'the third array is refused'
grep -q '^error: only a part of the tasks is submitted as jobs 101, 102, .*scancel 101 102$' stderr || fail 'what is there'
MAX_ARRAY_SIZE=0 run --tasks=7 "${sweep[@]}" && fail 'no arrays'
grep -q '^error: this cluster has no arrays .*--one_job does without$' stderr || fail 'what does without'
MAX_ARRAY_SIZE=0 run --dry_run --one_job --tasks=7 "${sweep[@]}" || fail 'one job needs no arrays'
# Runs 3 to 6 are left, of seven shards: the first array has none.
three=("${sweep[@]/--seeds=0-6/--seeds=0-2}")
"$disc" "${three[@]:1}" --results_dir=results >stdout 2>stderr || fail 'three seeds'
run --dry_run --tasks=7 "${sweep[@]}" || fail 'four left'
if [[ $(grep -c -e '--array=' stdout) != 2 ]] || ! grep -q -e '--array=0-2 .* 7 3 ' stdout; then fail 'two arrays'; fi

# The task of an array takes the shard that it stands for.
cat >program <<'END'
#!/bin/bash
[[ " $* " == *' --list '* ]] || echo "$*" >arguments
END
chmod +x program
digest=$(sha256sum <program)
SLURM_JOB_ID=1 SLURM_ARRAY_JOB_ID=1 SLURM_ARRAY_TASK_ID=1 "$runfiles/tools/slurm/task.sh" "$digest" 7 3 "$PWD/program" --x \
  >stdout 2>stderr || fail 'a task'
grep -q -e '--x .*--shard_index=4 --shard_count=7$' arguments || { cat arguments; fail 'its shard'; }

# A folder's name may have anything; a command is one line that means the same.
odd=$'it\'s\n"new"\tmissing  $(touch hacked)'
"$disc" "${three[@]:1}" --results_dir="$odd" >stdout 2>stderr || fail 'a sweep in an odd folder'
run --tasks=2 --results_dir="$odd" "${three[@]}" || fail 'an odd folder that is complete'
[[ $(wc -l <stdout) == 1 ]] || fail 'one line'
command=$(sed -n 's/^nothing to submit: .*; \(.*\) makes the report$/\1/p' stdout)
[[ $(bash -c "set -- $command; printf %s \"\${!#}\"") == "--results_dir=$PWD/$odd" ]] || fail "the command: $command"
run --dry_run --tasks=2 --results_dir="$odd" "${sweep[@]}" || fail 'an odd folder'
[[ $(wc -l <stdout) == 2 ]] || fail 'two commands'
grep -q -e '--array=0-1 ' stdout || fail 'both have something to do'
printf 'sbatch() { printf "%%s\\n" "$@" >words; }\n%s\n' "$(head -n 1 stdout)" >commands
bash commands || fail 'a shell takes the command'
grep -qF "missing  \$(touch hacked)" words || fail 'the command is read back'
[[ ! -e hacked ]] || fail 'a name was run'
exit "$failures"
