package io.github.devopsagent.archfixtures.samenames;

/** Has an alternative of the name of another family's, and one of the name of a class that is none. */
public sealed interface Shape {

    /** As in {@link Answer}. */
    record Unknown() implements Shape {}

    /** As beside {@link Answer}. */
    record Round() implements Shape {}
}
