package io.github.devopsagent.archfixtures.largecircle;

/** Needs the next one of four. */
public record Two(Three next) {}
