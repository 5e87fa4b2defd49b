package io.github.devopsagent.archfixtures.planknowsdomain.plan;

import io.github.devopsagent.archfixtures.planknowsdomain.domain.Known;

/** Knows a package that it must not know. */
public record Knowing(Known other) {}
