package io.github.devopsagent.archfixtures.largecircle;

/** Needs the next one of three. */
public record SmallTwo(SmallThree next) {}
