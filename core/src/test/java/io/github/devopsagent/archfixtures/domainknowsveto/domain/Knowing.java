package io.github.devopsagent.archfixtures.domainknowsveto.domain;

import io.github.devopsagent.archfixtures.domainknowsveto.veto.Known;

/** Knows a package that it must not know. */
public record Knowing(Known other) {}
