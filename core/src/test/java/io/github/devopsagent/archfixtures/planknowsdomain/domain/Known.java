package io.github.devopsagent.archfixtures.planknowsdomain.domain;

/** Is known by a package that must not know it. */
public record Known() {}
