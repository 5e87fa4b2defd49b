#!/bin/sh
# Makes a release the current one and restarts the server with it: activate.sh <release>
# The environment says what start.sh wants to know.
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
./start.sh current
