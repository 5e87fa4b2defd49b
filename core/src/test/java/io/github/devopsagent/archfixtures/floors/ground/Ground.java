package io.github.devopsagent.archfixtures.floors.ground;

/** Needs nothing. */
public record Ground() {}
