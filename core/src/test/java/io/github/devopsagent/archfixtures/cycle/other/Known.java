package io.github.devopsagent.archfixtures.cycle.other;

import io.github.devopsagent.archfixtures.cycle.one.Knowing;

/** Is known, and knows: a cycle. */
public record Known(Class<? extends Knowing> other) {}
