#!/bin/bash
# An archive on several nodes of a Slurm cluster:
#
#     sbatch scripts/cluster/slurm.sh /shared/archive /shared/dataset
#
# Given again after a time limit, it goes on where it was; Slurm itself starts it again after a node
# was lost. Only the first node has to see archive and dataset.
#SBATCH --job-name=referat
#SBATCH --nodes=4
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=16
#SBATCH --mem-per-cpu=1G
#SBATCH --time=12:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
set -euo pipefail
archive=$1 dataset=$2

# The environment that "pip install 'referat[ray]'" was run in; all nodes see it.
source "${REFERAT_ENV:-$HOME/referat}/bin/activate"
export RAY_USAGE_STATS_ENABLED=0

first=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
address=$(srun --nodes=1 --ntasks=1 --nodelist="$first" hostname --ip-address | cut -d ' ' -f 1)
address=$address:$((20000 + SLURM_JOB_ID % 20000))

srun --nodes=1 --ntasks=1 --nodelist="$first" \
    ray start --head --node-ip-address "${address%:*}" --port "${address#*:}" \
    --num-cpus "$SLURM_CPUS_PER_TASK" --include-dashboard=false --block &
until ray health-check --address "$address" 2> /dev/null; do sleep 1; done
others=$((SLURM_JOB_NUM_NODES - 1))
if ((others)); then
    srun --nodes="$others" --ntasks="$others" --exclude="$first" \
        ray start --address "$address" --num-cpus "$SLURM_CPUS_PER_TASK" --block &
fi

# Nodes may come later than this starts, so that it has to be told of how many cores there are.
referat batch "$archive" --out "$dataset" --engine ray --address "$address" \
    --workers $((SLURM_JOB_NUM_NODES * SLURM_CPUS_PER_TASK))
