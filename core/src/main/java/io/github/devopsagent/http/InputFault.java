package io.github.devopsagent.http;

import java.util.Optional;

/**
 * What is wrong with a field of a request.
 *
 * @param pointer where, below the object that has the fields: a JSON pointer such as {@code /headers/Host}
 * @param isType whether the value is of a wrong type, rather than one that is not allowed
 * @param found what was found, where the value itself must not be quoted; empty if it may be
 * @param allowed what is allowed
 * @param fix what to do
 */
public record InputFault(String pointer, boolean isType, Optional<String> found, String allowed, String fix) {

    static InputFault type(String pointer, String allowed, String fix) {
        return new InputFault(pointer, true, Optional.empty(), allowed, fix);
    }

    static InputFault value(String pointer, String allowed, String fix) {
        return new InputFault(pointer, false, Optional.empty(), allowed, fix);
    }

    /** Where a credential may stand instead of a name, it is not repeated. */
    InputFault found(String what) {
        return new InputFault(pointer, isType, Optional.of(what), allowed, fix);
    }
}
