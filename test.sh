#!/usr/bin/env bash
# Installs what the tests need, builds once, and runs every test against servers that the tests start themselves.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# No build server may outlive the run.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

packages=(redis-server postgresql chromium poppler-utils fonts-noto-cjk libimage-exiftool-perl util-linux nodejs npm)
missing=()
for package in "${packages[@]}"; do
  case $package in
    nodejs) command -v node >/dev/null || missing+=(nodejs) ;;
    npm) command -v npm >/dev/null || missing+=(npm) ;;
    *) dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package") ;;
  esac
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]}"
  as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  # Debian's packages would start servers of their own; the tests start theirs on free ports.
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee /usr/sbin/policy-rc.d >/dev/null
  "${as_root[@]}" chmod +x /usr/sbin/policy-rc.d
  trap '"${as_root[@]}" rm -f /usr/sbin/policy-rc.d' EXIT
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

npm ci --prefix postman --no-audit --no-fund --silent

dotnet build PreExam.sln -c Release -v q -clp:NoSummary -p:UseSharedCompilation=false

log=$(mktemp)
status=0
dotnet test --solution PreExam.sln -c Release --no-build --no-progress 2>&1 | tee "$log" || status=$?

number() { { grep -E "^[[:space:]]*$1:" "$log" || true; } | tail -n 1 | grep -oE '[0-9]+' | head -n 1; }
passed=$(number succeeded); failed=$(number failed)
rm -f "$log"
if [ -z "$passed" ]; then
  echo "No test ran."
  exit 1
fi
echo "$passed passed, ${failed:-0} failed"
exit "$status"
