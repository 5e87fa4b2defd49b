#!/bin/sh
# Makes a release the current one and restarts the server with it: activate.sh <release>
# The environment says JAVA, CLASS_PATH and PORT.
set -eu
cd "$(dirname "$0")"

test -f "$1/release.properties"

# A link cannot be replaced atomically in place, but renamed over another. Moving it into this directory
# keeps mv from following the old link; mv -T would do the same, but only GNU and BusyBox have it.
mkdir -p next
rm -f next/current
ln -s "$1" next/current
mv -f next/current .
echo "current -> $1"

./stop.sh

# It lives on after this script, so it must not hold the script's output open.
nohup "$JAVA" -cp "$CLASS_PATH" io.github.devopsagent.examples.Server current "$PORT" server.pid \
    </dev/null >>server.log 2>&1 &

seconds=0
until test -s server.pid; do
    if test $seconds -ge 30 || ! kill -0 $! 2>/dev/null; then
        echo "the server does not start, see server.log:"
        tail -n 5 server.log
        exit 1
    fi
    sleep 1
    seconds=$((seconds + 1))
done
echo "the server listens, process $(cat server.pid)"
