package io.github.devopsagent.archfixtures.sealedcircle;

/** A light that changes. */
public sealed interface Traffic permits Red, Green, Amber {
    /** What comes next. */
    Traffic next();
}
