package io.github.devopsagent.archfixtures.vavrseen.veto;

import io.vavr.collection.Vector;

record ShowsAVector(Vector<String> reasons) {}
