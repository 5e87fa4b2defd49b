package io.github.devopsagent.archfixtures.runknowsveto.run;

import io.github.devopsagent.archfixtures.runknowsveto.veto.Known;

/** Knows a package that it must not know. */
public record Knowing(Known other) {}
