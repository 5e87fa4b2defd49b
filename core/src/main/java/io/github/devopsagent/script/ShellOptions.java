package io.github.devopsagent.script;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options of a shell in a shebang.
 *
 * @param words such as {@code -eu}, {@code -o}, {@code pipefail}
 */
public record ShellOptions(List<String> words) {

    /** With which a shell still executes its script: not c, n, s, t. */
    private static final Pattern LETTERS = Pattern.compile("[-+][abefhikmpruvxlBCEHPT]*");

    private static final Pattern LETTERS_AND_A_NAME = Pattern.compile("[-+][abefhikmpruvxlBCEHPT]*[oO]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final Set<String> EXECUTING_NOTHING = Set.of("noexec", "onecmd");
    private static final Set<String> LONG = Set.of("--", "--login", "--posix", "--norc", "--noprofile", "--restricted");
    private static final String ERREXIT = "errexit";

    public ShellOptions {
        words = List.copyOf(words);
    }

    /** A shell with {@code -n} or {@code -s} would execute nothing, and succeed. */
    Optional<ScriptFault> fault() {
        Iterator<String> each = words.iterator();
        while (each.hasNext()) {
            String word = each.next();
            boolean named = LETTERS_AND_A_NAME.matcher(word).matches();
            String name = named && each.hasNext() ? each.next() : "";
            boolean isKnown = named
                    ? NAME.matcher(name).matches() && !EXECUTING_NOTHING.contains(name)
                    : LETTERS.matcher(word).matches() || LONG.contains(word);
            if (!isKnown) {
                return Optional.of(new ScriptFault(
                        "the shebang's '" + (named ? word + " " + name : word) + "', with which a shell would not"
                                + " execute the script, or which is not known here",
                        "write it without, and what it is for into the script, as in set -u"));
            }
        }
        return Optional.empty();
    }

    /** Whether {@code -e} is switched on or off here. */
    boolean sayErrexit() {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean named = LETTERS_AND_A_NAME.matcher(word).matches();
            boolean isLetter = (named || LETTERS.matcher(word).matches()) && word.indexOf('e') > 0;
            if (isLetter || (named && i + 1 < words.size() && words.get(i + 1).equals(ERREXIT))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether none of them changes how a script is parsed.
     *
     * @return true if the shell can be asked without them
     */
    public boolean isParsedAlike() {
        return words.stream().noneMatch(word -> word.endsWith("O") || word.startsWith("--"));
    }
}
