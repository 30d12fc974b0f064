#!/usr/bin/env bash
# Measures this machine and keeps the results: first `oya bench`, then BenchmarkDotNet with the arguments given here
# (--filter '*' by default). The results go to bench/results/<cpu>/. The table of `oya bench` also goes into
# docs/measurements.md, under its mark.
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

field() { sed -n "s/^$1[[:space:]]*: *//p" /proc/cpuinfo | head -n 1; }
# In a cloud all processors of a manufacturer may have the same name. Family and model distinguish them.
name="$(field 'model name') family $(field 'cpu family') model $(field model)"
[ -n "$(field 'model name')" ] || name=$(uname -sm)
cpu=$(printf '%s' "$name" | tr '[:upper:]' '[:lower:]' | tr -cs 'a-z0-9' '-' | sed 's/^-//; s/-$//')
results=bench/results/$cpu
mkdir -p "$results"

dotnet build src/Oya.Cli -c Release -v quiet
dotnet build bench/Oya.Benchmarks -c Release -v quiet
artifacts/bin/Oya.Cli/release/oya bench --seconds 30s --format markdown -o "$results/oya-bench.md"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- --filter '*'
dotnet run --no-build -c Release --project bench/Oya.Benchmarks -- "$@" --artifacts "$work"
for report in "$work"/results/*-report-github.md; do
  file=${report##*/Oya.Benchmarks.}
  # BenchmarkDotNet puts names of two words in quotes.
  sed "s/&#39;//g" "$report" > "$results/${file%-report-github.md}.md"
done

awk -v mark="<!-- table of " -v file="$results/oya-bench.md" '
  index($0, mark) == 1 { print mark file " -->"; while ((getline line < file) > 0) if (line != "") print line; skip = 1; next }
  skip && /^\|/ { next }
  { skip = 0; print }
' docs/measurements.md > "$work/measurements.md"
cp "$work/measurements.md" docs/measurements.md
echo "$results:" && ls "$results"
