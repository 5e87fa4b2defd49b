#!/bin/sh
# Ends the server, if there is one. It removes its server.pid when it has let go of the port.
set -eu
cd "$(dirname "$0")"

test -s server.pid || exit 0
pid=$(cat server.pid)
kill "$pid" 2>/dev/null || rm -f server.pid

tries=0
while test -f server.pid; do
    if test $tries -ge 50; then
        echo "the server does not stop, process $pid"
        exit 1
    fi
    sleep 0.2
    tries=$((tries + 1))
done
echo "stopped process $pid"
