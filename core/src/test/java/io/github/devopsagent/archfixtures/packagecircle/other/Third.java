package io.github.devopsagent.archfixtures.packagecircle.other;

import io.github.devopsagent.archfixtures.packagecircle.one.Last;

/** Needs the first package. */
public record Third(Last needed) {}
