package io.github.devopsagent.archfixtures.domainknowsveto.veto;

/** Is known by a package that must not know it. */
public record Known() {}
