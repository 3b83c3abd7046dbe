#!/bin/sh
# A store of 100,000 finished trials: how long `seqmem run` takes to find that nothing is left (at most 5 s), and
# `seqmem trials` to list them (at most 1.5 s). Whole commands, start of the virtual machine included; the median of five
# is what counts. Usage: benchmarks/store-at-scale.sh [DIR], from a checkout; DIR is kept and used again.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
directory=${1:-${TMPDIR:-/tmp}/seqmem-store-at-scale}

"$root/seqmem" --version # builds what is to be measured
seqmem=$root/distribution/target/seqmem/bin/seqmem
if [ ! -f "$directory/runs/seqmem.db" ]; then
    mkdir -p "$directory"
    "$root/benchmarks/run" many "$(cd "$directory" && pwd)"
fi
ls -l "$directory/runs/seqmem.db"

cd "$directory"
for command in "run many.conf" "trials many" "trials"; do
    for try in 1 2 3 4 5; do
        begin=$(date +%s%N)
        # shellcheck disable=SC2086
        "$seqmem" $command >out.txt
        end=$(date +%s%N)
        echo "$(((end - begin) / 1000000)) ms   seqmem $command   ($(wc -l <out.txt) lines, try $try)"
    done
done
