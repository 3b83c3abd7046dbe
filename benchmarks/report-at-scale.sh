#!/bin/sh
# The report of 10,000 trials (100 tasks x 20 models x 5 seeds, a hundredth of them failed): how long `seqmem report`
# takes, what the page weighs (at most 15 MB), and how soon a headless Chromium has it open (at most 3 s). Usage:
# benchmarks/report-at-scale.sh [DIR], from a checkout, with chromium and chromedriver on the path; DIR is kept.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
directory=${1:-${TMPDIR:-/tmp}/seqmem-report-at-scale}

"$root/seqmem" --version # builds what is to be measured
seqmem=$root/distribution/target/seqmem/bin/seqmem
if [ ! -f "$directory/runs/seqmem.db" ]; then
    mkdir -p "$directory"
    "$root/benchmarks/run" many "$(cd "$directory" && pwd)" 100 20 5
fi

cd "$directory"
begin=$(date +%s%N)
"$seqmem" report many
end=$(date +%s%N)
echo "$(((end - begin) / 1000000)) ms   seqmem report many"
grep -o 'Thinned: [^<"]*\|Curves of [^<"]*' runs/many/report.html | sort | uniq -c
python3 "$root/benchmarks/open_page.py" "$directory/runs/many/report.html"
