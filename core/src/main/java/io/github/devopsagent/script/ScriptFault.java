package io.github.devopsagent.script;

/**
 * Why a text can be no command or script.
 *
 * @param found what stands there
 * @param fix what to write instead
 */
public record ScriptFault(String found, String fix) {

    /** What was found, and what to do about it. */
    @Override
    public String toString() {
        return found + "; " + fix;
    }
}
