package io.github.devopsagent.archfixtures.sealedcircle;

/** One light. */
public record Amber() implements Traffic {
    @Override
    public Traffic next() {
        return new Red();
    }
}
