package io.github.devopsagent.archfixtures.vetoknowsrun.veto;

import io.github.devopsagent.archfixtures.vetoknowsrun.run.Known;

/** Knows a package that it must not know. */
public record Knowing(Known other) {}
