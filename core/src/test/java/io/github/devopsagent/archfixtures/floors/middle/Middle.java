package io.github.devopsagent.archfixtures.floors.middle;

import io.github.devopsagent.archfixtures.floors.ground.Ground;

/** Needs what is below. */
public record Middle(Ground ground) {}
