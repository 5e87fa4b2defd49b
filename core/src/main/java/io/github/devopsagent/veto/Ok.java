package io.github.devopsagent.veto;

import java.util.Objects;

/**
 * A rule's consent.
 *
 * @param note on what it rests, for people; may be empty
 */
public record Ok(String note) {

    public Ok {
        Objects.requireNonNull(note, "note");
    }
}
