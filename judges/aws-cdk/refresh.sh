#!/usr/bin/env bash
# Makes the references and vectors of this folder again, with the pinned CDK. Needs Node; nothing else of the project does.
#   judges/aws-cdk/refresh.sh            every program
#   judges/aws-cdk/refresh.sh NAME...    only these, e.g. logical_ids
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
modules=${CARGO_TARGET_DIR:-$here/../../target}/judges/aws-cdk
mkdir -p "$modules"
if ! cmp -s "$here/package-lock.json" "$modules/package-lock.json" || [ ! -d "$modules/node_modules/aws-cdk-lib" ]; then
  cp "$here/package.json" "$here/package-lock.json" "$modules/"
  npm ci --prefix "$modules" --ignore-scripts --no-audit --no-fund
fi
export NODE_PATH=$modules/node_modules CDK_VALIDATION=false
[ $# -gt 0 ] || set -- $(cd "$here/programs" && ls -- *.js | sed 's/\.js$//')
for name in "$@"; do node "$here/programs/$name.js"; done
