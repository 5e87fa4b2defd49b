package io.github.devopsagent.archfixtures.sealedcircle;

/** One light. */
public record Red() implements Traffic {
    @Override
    public Traffic next() {
        return new Green();
    }
}
