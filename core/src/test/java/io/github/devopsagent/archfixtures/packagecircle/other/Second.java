package io.github.devopsagent.archfixtures.packagecircle.other;

/** Needs nothing. */
public record Second() {}
