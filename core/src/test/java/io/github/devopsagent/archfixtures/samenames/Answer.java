package io.github.devopsagent.archfixtures.samenames;

/** Has an alternative of the name of another family's, and a class of the name of an alternative. */
public sealed interface Answer {

    /** As in {@link Shape}. */
    record Unknown() implements Answer {}

    /** No alternative. */
    record Round() {}
}
