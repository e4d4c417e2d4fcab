# shellcheck shell=bash
# Sourced by tests: a Slurm of its own on this machine alone, on free ports of the loopback device, with its state in one
# folder. It changes nothing outside that folder.
#
#   start_cluster FOLDER CPUS   FOLDER is made; its path is short, as it holds sockets. Sets SLURM_CONF.
#   stop_cluster                ends every process of it; may be called at any time.

CLUSTER_FOLDER=''
declare -A CLUSTER_PIDS=()

cluster_fail() {
  echo "cluster: $1" >&2
  for log in "$CLUSTER_FOLDER"/*.log; do
    [[ ! -s $log ]] || { echo "--- $log"; tail -n 20 "$log"; } >&2
  done
  return 1
}

# Says why this machine cannot run a Slurm of its own; nothing if it can.
cluster_problem() {
  local name
  [[ $(id -u) == 0 ]] || echo "it needs root, as slurmd starts processes of other users"
  for name in munged slurmctld slurmd sbatch srun scancel scontrol setpriv; do
    [[ -n $(PATH=$PATH:/usr/sbin:/sbin type -P "$name") ]] || echo "there is no $name; ./bazelw --with=full installs it"
  done
  getent passwd munge >/dev/null || echo "there is no user munge"
}

# A port that nobody listens on, nor any other cluster has taken a moment ago.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

# run_daemon NAME COMMAND...: in the background, with its output in FOLDER/NAME.log.
run_daemon() {
  local name=$1
  shift
  "$@" >"$CLUSTER_FOLDER/$name.log" 2>&1 </dev/null &
  CLUSTER_PIDS[$name]=$!
}

# wait_until SECONDS COMMAND...: repeats the command until it succeeds.
wait_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || return 1
    sleep 0.1
  done
}

start_cluster() {
  local folder=$1 cpus=$2 host
  host=$(hostname -s)
  CLUSTER_FOLDER=$folder
  PATH=$PATH:/usr/sbin:/sbin
  mkdir -p "$folder"/{munge,state,spool} && chmod 755 "$folder"
  head -c 128 /dev/urandom >"$folder/munge/key"
  chmod 400 "$folder/munge/key"
  chown -R munge: "$folder/munge"
  run_daemon munged setpriv --reuid=munge --regid=munge --clear-groups munged --foreground \
    --socket="$folder/munge/socket" --key-file="$folder/munge/key" --pid-file="$folder/munge/pid" \
    --log-file="$folder/munge/log" --seed-file="$folder/munge/seed"
  wait_until 20 test -S "$folder/munge/socket" || cluster_fail "munged does not start" || return

  # A requeued job waits for cred_expire seconds before it starts again.
  cat >"$folder/slurm.conf" <<END
ClusterName=tenfold
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket,cred_expire=5
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
MaxArraySize=3
ReturnToService=2
KillWait=5
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0
SlurmdParameters=config_overrides
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cpus State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
  # Before 23.11 there is no such plugin, and none is loaded unless something asks for one.
  if [[ $(slurmctld -V) != *' 22.'* ]]; then echo 'CgroupPlugin=disabled' >"$folder/cgroup.conf"; fi
  export SLURM_CONF=$folder/slurm.conf
  run_daemon slurmctld slurmctld -D
  run_daemon slurmd slurmd -D -N "$host"
  wait_until 30 cluster_is_idle || cluster_fail "the node does not come up" || return
}

cluster_is_idle() { [[ $(sinfo --noheader --format=%T) == idle ]]; }

no_job_is_left() { [[ -z $(squeue --noheader) ]]; }

stop_cluster() {
  local name
  if [[ -n ${CLUSTER_PIDS[slurmctld]:-} ]]; then
    # Jobs first: what starts their processes goes on trying to tell the others that they are over.
    scancel --quiet --user="$(id -un)" --state=PENDING 2>/dev/null
    scancel --quiet --user="$(id -un)" 2>/dev/null
    wait_until 15 no_job_is_left
  fi
  for name in slurmctld slurmd munged; do
    [[ -n ${CLUSTER_PIDS[$name]:-} ]] || continue
    kill -KILL "${CLUSTER_PIDS[$name]}" 2>/dev/null
    wait "${CLUSTER_PIDS[$name]}" 2>/dev/null
  done
  CLUSTER_PIDS=()
}
