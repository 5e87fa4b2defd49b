package io.github.devopsagent.commandline;

import java.util.List;
import java.util.Optional;

/**
 * What a {@code set}, or a shell's own options, switch on and off.
 *
 * @param endsAtFailures whether a failure ends the script from here on; empty if nothing is said of it
 * @param failsWithAnyOfPipe whether {@code pipefail} is switched on
 * @param endsAtUnset whether a variable without a value ends the script
 */
record ShellSettings(Optional<Boolean> endsAtFailures, boolean failsWithAnyOfPipe, boolean endsAtUnset) {

    static ShellSettings of(List<String> options) {
        Optional<Boolean> ends = Optional.empty();
        boolean pipefail = false;
        boolean unset = false;
        for (String option : options) {
            boolean areLetters = option.matches("[-+][A-Za-z]+");
            if (option.equals("errexit") || (areLetters && option.indexOf('e') > 0)) {
                ends = Optional.of(!option.startsWith("+"));
            }
            pipefail |= option.equals("pipefail");
            unset |= option.equals("nounset") || (areLetters && option.indexOf('u') > 0);
        }
        return new ShellSettings(ends, pipefail, unset);
    }
}
