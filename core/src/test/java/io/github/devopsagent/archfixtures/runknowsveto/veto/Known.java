package io.github.devopsagent.archfixtures.runknowsveto.veto;

/** Is known by a package that must not know it. */
public record Known() {}
