package io.github.devopsagent.shell.internal.question;

import io.github.devopsagent.regex.LazyPattern;
import java.util.Iterator;
import java.util.Map;

/**
 * What a shell has around it that is asked a question of ours. Others' variables would disturb its answer: {@code
 * SHELLOPTS=xtrace} makes bash print what it does, {@code SHELLOPTS=noexec} makes it do nothing, {@code LD_PRELOAD} may
 * add a complaint.
 */
public final class QuietEnvironment {

    /**
     * Where commands are, which bytes are a character, and the functions that bash inherits, which are commands too: but
     * for those that would take the place of what a question is made of.
     */
    private static final LazyPattern HARMLESS = LazyPattern.of(
            "PATH|HOME|LANG|LC_\\w+|LD_LIBRARY_PATH" + "|BASH_FUNC_(?!(?:read|command|echo|cd|cat|env|\\[)%%).*");

    private QuietEnvironment() {}

    /**
     * Leaves what an answer depends on.
     *
     * @param environment of a process that is about to be started, and is changed
     */
    public static void quieten(Map<String, String> environment) {
        Iterator<String> names = environment.keySet().iterator();
        while (names.hasNext()) {
            if (!HARMLESS.matcher(names.next()).matches()) {
                names.remove();
            }
        }
    }
}
