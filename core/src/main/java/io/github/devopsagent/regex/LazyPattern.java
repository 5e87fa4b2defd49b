package io.github.devopsagent.regex;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression that is compiled when it is first asked for. A JVM that is started for one deployment passes by more than a
 * hundred, of which most look at what that deployment does not have.
 */
public final class LazyPattern {

    private final String regex;
    private final int flags;
    private volatile Optional<Pattern> compiled = Optional.empty();

    private LazyPattern(String regex, int flags) {
        this.regex = regex;
        this.flags = flags;
    }

    public static LazyPattern of(String regex) {
        return of(regex, 0);
    }

    /**
     * A regular expression with flags.
     *
     * @param regex what {@link Pattern#compile(String, int)} compiles; a fault in it shows when it is first asked for
     * @param flags of {@link Pattern}
     */
    public static LazyPattern of(String regex, int flags) {
        return new LazyPattern(regex, flags);
    }

    public Matcher matcher(CharSequence text) {
        return pattern().matcher(text);
    }

    public String[] split(CharSequence text, int limit) {
        return pattern().split(text, limit);
    }

    /** What is compiled, once, or now and then by two threads at a time. */
    public Pattern pattern() {
        Optional<Pattern> known = compiled;
        if (known.isPresent()) {
            return known.get();
        }
        Pattern made = Pattern.compile(regex, flags);
        compiled = Optional.of(made);
        return made;
    }

    @Override
    public String toString() {
        return regex;
    }
}
