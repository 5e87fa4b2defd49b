package io.github.devopsagent.archfixtures.packagecircle.one;

/** Needs nothing. */
public record Last() {}
