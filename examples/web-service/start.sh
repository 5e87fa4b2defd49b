#!/bin/sh
# Starts the server, unless it runs already: start.sh [directory of the release, by default this one]
# The environment says JAVA, CLASS_PATH and PORT.
set -eu
cd "$(dirname "$0")"

if test -s server.pid && kill -0 "$(cat server.pid)" 2>/dev/null; then
    echo "the server listens already, process $(cat server.pid)"
    exit 0
fi
rm -f server.pid

# It lives on after this script, so it must not hold the script's output open.
nohup "$JAVA" -cp "$CLASS_PATH" io.github.devopsagent.examples.Server "${1:-.}" "$PORT" server.pid \
    </dev/null >>server.log 2>&1 &

tries=0
until test -s server.pid; do
    if test $tries -ge 150 || ! kill -0 $! 2>/dev/null; then
        echo "the server does not start, see server.log:"
        tail -n 5 server.log
        exit 1
    fi
    sleep 0.2
    tries=$((tries + 1))
done
echo "the server listens, process $(cat server.pid)"
