#!/usr/bin/env bash
# Draws the pictures of the README: the demo as a terminal shows it. The curve is made by the test of the README's
# commands, with OYA_UPDATE_GOLDEN=1.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build src/Oya.Cli -c Release -v quiet
artifacts/bin/Oya.Cli/release/oya demo --folder "$work/oya-demo" 2>&1 |
  sed "s#$work/##g; /^Try next/,\$d" | awk '
    { gsub(/&/, "\\&amp;"); gsub(/</, "\\&lt;"); line[NR] = $0 }
    # The name of a step in front of its line.
    function named(text) {
      if (!match(text, /^[a-z]+ /)) return text
      return "<tspan class=\"h\">" substr(text, 1, RLENGTH) "</tspan>" substr(text, RLENGTH + 1)
    }
    END {
      height = NR * 17 + 24
      printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1160 %d\" role=\"img\" aria-label=\"The output of oya demo\">\n", height
      print "<style>rect{fill:#12181f}text{fill:#d7dee6;font:13px ui-monospace,Menlo,Consolas,monospace;white-space:pre}.h{fill:#7cc4ff}</style>"
      printf "<rect width=\"1160\" height=\"%d\" rx=\"8\"/>\n", height
      for (i = 1; i <= NR; i++) if (line[i] != "") printf "<text x=\"14\" y=\"%d\" xml:space=\"preserve\">%s</text>\n", i * 17 + 8, named(line[i])
      print "</svg>"
    }' > docs/images/demo.svg
ls -l docs/images
