#!/usr/bin/env bash
# Makes what a release consists of, in a folder (default artifacts/publish-all): the package of the library, the dotnet
# tool, and one archive of the oya program for each platform, with their SHA256SUMS.
#
#   ./publish.sh [-o FOLDER] [RID...]     RID: linux-x64 linux-arm64 osx-arm64 osx-x64 win-x64 (default: all of them)
#
# The programs bring their .NET runtime and need nothing installed. The version is that of the last tag (v1.2.3).
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

folder=$PWD/artifacts/publish-all
if [ "${1:-}" = -o ]; then
  folder=$(realpath -m "${2:?publish.sh: -o needs a folder}")
  shift 2
fi
[ $# -gt 0 ] || set -- linux-x64 linux-arm64 osx-arm64 osx-x64 win-x64

rm -rf "$folder"
mkdir -p "$folder"
dotnet pack src/Oya.Teleinfo -c Release -o "$folder"
dotnet pack src/Oya.Cli -c Release -o "$folder"
version=$(basename "$folder"/Oya.Teleinfo.*.snupkg .snupkg)
version=${version#Oya.Teleinfo.}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for rid; do
  name=oya-$version-$rid
  # ReadyToRun starts twice as fast; single files cannot be trimmed, because the store and the client use reflection.
  dotnet publish src/Oya.Cli -c Release -r "$rid" --self-contained -p:PublishSingleFile=true -p:PublishReadyToRun=true \
    -p:IncludeNativeLibrariesForSelfExtract=true -p:DebugType=none -p:PackAsTool=false \
    --artifacts-path "$work/build" -o "$work/$name"
  rm -f "$work/$name"/*.xml "$work/$name"/*.pdb
  cp LICENSE README.md "$work/$name"
  case $rid in
    win-*) (cd "$work" && zip -qr "$folder/$name.zip" "$name") ;;
    *) tar -C "$work" --owner=0 --group=0 --sort=name -czf "$folder/$name.tar.gz" "$name" ;;
  esac
done
(cd "$folder" && sha256sum -- * >"$work/SHA256SUMS" && mv "$work/SHA256SUMS" .)
ls -l "$folder"
