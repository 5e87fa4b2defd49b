package io.github.devopsagent.archfixtures.cycle.one;

import io.github.devopsagent.archfixtures.cycle.other.Known;

/** Knows a package that it must not know. */
public record Knowing(Known other) {}
