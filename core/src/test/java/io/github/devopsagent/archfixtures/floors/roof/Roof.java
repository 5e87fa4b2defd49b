package io.github.devopsagent.archfixtures.floors.roof;

import io.github.devopsagent.archfixtures.floors.ground.Ground;
import io.github.devopsagent.archfixtures.floors.middle.Middle;

/** Needs both. */
public record Roof(Middle middle, Ground ground) {}
