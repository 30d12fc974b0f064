#!/usr/bin/env bash
# Makes what a release consists of, in a folder (default artifacts/publish-all): the package of the library, the dotnet
# tool, and one archive of the oya program for each platform, with their SHA256SUMS.
#
#   ./publish.sh [-o FOLDER] [RID...]     RID: linux-x64 linux-arm64 osx-arm64 osx-x64 win-x64 (default: all of them)
#
# The programs bring their .NET runtime and need nothing installed. The version is that of the last tag (v1.2.3). The
# library is compared with the tag before: a public member that is gone fails here (CONTRIBUTING.md, Releases). The exit
# code is 1 when a platform could not be made; the others are in the folder.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# No path of this machine in the programs, and the number of commits since the tag in the version.
export ContinuousIntegrationBuild=true

folder=$PWD/artifacts/publish-all
if [ "${1:-}" = -o ]; then
  folder=$(realpath -m "${2:?publish.sh: -o needs a folder}")
  shift 2
  if [ -n "$(ls -A "$folder" 2>/dev/null)" ] && [ ! -e "$folder/SHA256SUMS" ]; then
    echo "publish.sh: $folder has files that are not of a release" >&2
    exit 2
  fi
fi
[ $# -gt 0 ] || set -- linux-x64 linux-arm64 osx-arm64 osx-x64 win-x64

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf "$folder"
mkdir -p "$folder" "$work/baseline"

compare=()
if last=$(git describe --tags --match 'v[0-9]*' --abbrev=0 HEAD^ 2>/dev/null); then
  mkdir "$work/last"
  git archive "$last" | tar -x -C "$work/last"
  (cd "$work/last" && MinVerVersionOverride=${last#v} dotnet pack src/Oya.Teleinfo -c Release -o "$work/baseline")
  compare=("-p:PackageValidationBaselinePath=$(echo "$work"/baseline/*.nupkg)")
else
  echo "publish.sh: no earlier tag is here, so the library is compared with none" >&2
fi
dotnet pack src/Oya.Teleinfo -c Release -o "$folder" "${compare[@]}"
dotnet pack src/Oya.Cli -c Release -o "$folder"
version=$(basename "$folder"/Oya.Teleinfo.*.snupkg .snupkg)
version=${version#Oya.Teleinfo.}

packages=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
archive() {
  local rid=$1 name=$2
  # ReadyToRun starts twice as fast. The runtime is compiled so already; a composite compiles it again, for minutes.
  # Single files cannot be trimmed, because the store and the client use reflection.
  dotnet publish src/Oya.Cli -c Release -r "$rid" --self-contained -p:PublishSingleFile=true \
    -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=false -p:IncludeNativeLibrariesForSelfExtract=true \
    -p:DebugType=none -p:PackAsTool=false \
    --artifacts-path "$work/build" -o "$work/$name" || return
  rm -f "$work/$name"/*.xml "$work/$name"/*.pdb
  cp -r LICENSE NOTICE README.md licenses "$work/$name" || return
  local runtime
  runtime=$(find "$packages/microsoft.netcore.app.runtime.$rid" -mindepth 1 -maxdepth 1 | sort -V | tail -n 1)
  cp "$runtime/LICENSE.TXT" "$work/$name/licenses/dotnet.txt" || return
  cp "$runtime/THIRD-PARTY-NOTICES.TXT" "$work/$name/licenses/dotnet-third-party.txt" || return
  case $rid in
    win-*) (cd "$work" && zip -qr "$folder/$name.zip" "$name") ;;
    *) tar -C "$work" --owner=0 --group=0 --sort=name -czf "$folder/$name.tar.gz" "$name" ;;
  esac
}

status=0
for rid; do
  archive "$rid" "oya-$version-$rid" || { echo "publish.sh: $rid could not be made here" >&2; status=1; }
  rm -rf "$work/oya-$version-$rid"
done
(cd "$folder" && sha256sum -- * >"$work/SHA256SUMS" && mv "$work/SHA256SUMS" .)
ls -l "$folder"
exit "$status"
