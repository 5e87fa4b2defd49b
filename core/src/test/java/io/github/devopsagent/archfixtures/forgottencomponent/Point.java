package io.github.devopsagent.archfixtures.forgottencomponent;

/** Forgets one of its components. */
public record Point(int east, int north) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Point that && east == that.east;
    }

    @Override
    public int hashCode() {
        return 31 * east + north;
    }
}
