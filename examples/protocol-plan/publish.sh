#!/bin/sh
# Puts a version of the front page live: publish.sh <version>
set -eu
cp "pages/$1.html" live/index.new
mv -f live/index.new live/index.html
echo "$1 is live"
