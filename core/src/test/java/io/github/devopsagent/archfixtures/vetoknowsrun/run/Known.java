package io.github.devopsagent.archfixtures.vetoknowsrun.run;

/** Is known by a package that must not know it. */
public record Known() {}
