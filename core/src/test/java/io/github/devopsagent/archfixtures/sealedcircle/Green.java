package io.github.devopsagent.archfixtures.sealedcircle;

/** One light. */
public record Green() implements Traffic {
    @Override
    public Traffic next() {
        return new Amber();
    }
}
