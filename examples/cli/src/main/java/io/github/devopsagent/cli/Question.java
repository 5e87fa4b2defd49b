package io.github.devopsagent.cli;

import io.github.devopsagent.Preview;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/** Asks the person at the terminal, on standard error, since standard output may be for programs. */
final class Question {

    private static final Set<String> YES = Set.of("y", "yes");

    private final Streams streams;

    Question(Streams streams) {
        this.streams = streams;
    }

    /** True only at a clear yes. */
    boolean ask(Preview preview) {
        streams.err().println(PreviewText.of(preview));
        streams.err().print("Deploy this? [y/N] ");
        streams.err().flush();
        try {
            return streams.answer()
                    .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
                    .filter(YES::contains)
                    .isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
