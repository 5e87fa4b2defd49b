package io.github.devopsagent.commandline;

import java.util.regex.Pattern;

/** Variables that make a shell start something else than its script says. */
final class PowerfulVariables {

    private static final Pattern NAMES = Pattern.compile("PATH|ENV|BASH_ENV|PS4|SHELLOPTS|BASHOPTS|CDPATH|FPATH|ZDOTDIR"
            + "|PROMPT_COMMAND|GCONV_PATH|BASH_(?:FUNC_|CMDS|ALIASES|LOADABLES).*|(?:LD|DYLD)_.*");

    private PowerfulVariables() {}

    static boolean has(String name) {
        return NAMES.matcher(name).matches();
    }

    static String refusal(String name) {
        return "it sets " + name + ", by which something else may be started than is written";
    }
}
