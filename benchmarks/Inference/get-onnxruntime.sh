#!/usr/bin/env bash
# Fetches ONNX Runtime's native library for Linux into native/, from the npm package that carries it. Needs npm.
set -euo pipefail
cd "$(dirname "$0")"

version=${1:-1.30.0}
case $(uname -m) in
    x86_64) architecture=x64 ;;
    aarch64) architecture=arm64 ;;
    *) echo "onnxruntime-node has no library for $(uname -m)." >&2; exit 1 ;;
esac

download=$(mktemp -d)
trap 'rm -rf "$download"' EXIT
package=$(npm pack --silent --pack-destination "$download" "onnxruntime-node@$version")
# The folder is named after the version of Node's interface, which is of no concern here.
tar xzf "$download/$package" -C "$download" --wildcards "package/bin/napi-v*/linux/$architecture/libonnxruntime.so.1"
mkdir -p native
mv "$download"/package/bin/napi-v*/linux/"$architecture"/libonnxruntime.so.1 native/
echo "benchmarks/Inference/native/libonnxruntime.so.1 is ONNX Runtime $version for linux-$architecture."
