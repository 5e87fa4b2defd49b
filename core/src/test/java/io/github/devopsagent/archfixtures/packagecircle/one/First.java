package io.github.devopsagent.archfixtures.packagecircle.one;

import io.github.devopsagent.archfixtures.packagecircle.other.Second;

/** Needs the other package, which needs this one, but not this class. */
public record First(Second needed) {}
