package io.github.devopsagent.archfixtures.largecircle;

/** Needs the next one of four. */
public record Four(One next) {}
