package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.CommandScan.UnseenCommandException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A program that starts the one among its arguments.
 *
 * @param flags options that stand alone
 * @param valued options that have a further word
 * @param positions how many words stand between the options and the program
 * @param assigns whether variables may be set before the program
 */
record CommandWrapper(Pattern flags, Pattern valued, int positions, boolean assigns) {

    private static final Map<String, CommandWrapper> KNOWN = Map.ofEntries(
            Map.entry(
                    "env",
                    of("-|-i|-0|--ignore-environment|--null|--unset=.*|--chdir=.*", "-u|-C|--unset|--chdir", 0, true)),
            Map.entry(
                    "sudo",
                    of(
                            "-[nEHPbkS]+|--(?:non-interactive|preserve-env(?:=.*)?|set-home|user=.*|group=.*)",
                            "-[ug]|--user|--group",
                            0,
                            true)),
            Map.entry("doas", of("-n", "-u", 0, false)),
            Map.entry("nice", of("-n-?\\d+|-\\d+|--adjustment=-?\\d+", "-n|--adjustment", 0, false)),
            Map.entry("ionice", of("-t|-[cn]\\d", "-[cn]", 0, false)),
            Map.entry("nohup", of("", "", 0, false)),
            Map.entry("setsid", of("-[cfw]+|--ctty|--fork|--wait", "", 0, false)),
            Map.entry(
                    "timeout",
                    of(
                            "-v|--(?:verbose|foreground|preserve-status|signal=.*|kill-after=.*)",
                            "-[sk]|--signal|--kill-after",
                            1,
                            false)),
            Map.entry("stdbuf", of("-[ioe][0L\\d].*|--(?:input|output|error)=.*", "-[ioe]", 0, false)),
            Map.entry("time", of("-[pv]", "-[fo]", 0, false)),
            Map.entry("exec", of("-[cl]+", "-a", 0, false)),
            Map.entry("command", of("-p", "", 0, false)),
            Map.entry("busybox", of("", "", 0, false)),
            Map.entry("toybox", of("", "", 0, false)),
            Map.entry(
                    "xargs",
                    of(
                            "-[0rtx]+|-[nPL]\\d+|--(?:null|no-run-if-empty|max-args=\\d+|max-procs=\\d+)",
                            "-[nPL]",
                            0,
                            false)));

    private static CommandWrapper of(String flags, String valued, int positions, boolean assigns) {
        return new CommandWrapper(Pattern.compile(flags), Pattern.compile(valued), positions, assigns);
    }

    static Optional<CommandWrapper> named(String program) {
        return Optional.ofNullable(KNOWN.get(program));
    }

    /**
     * Finds the program that is started.
     *
     * @param words of the wrapper and its arguments
     * @return where it stands; the number of words if nothing is started
     * @throws UnseenCommandException if that cannot be told
     */
    int program(List<ScannedWord> words) throws UnseenCommandException {
        int at = 1;
        while (at < words.size() && isOption(plain(words.get(at)))) {
            at += valued.matcher(words.get(at).text()).matches() ? 2 : 1;
            if (at <= words.size() && words.get(at - 1).text().equals("--")) {
                break;
            }
        }
        at = Math.min(at, words.size());
        while (assigns && at < words.size() && words.get(at).named().isPresent()) {
            if (PowerfulVariables.has(words.get(at).named().get())
                    || words.get(at).isSplit()) {
                throw new UnseenCommandException(
                        PowerfulVariables.refusal(words.get(at).text()));
            }
            at++;
        }
        for (int i = 1; i < Math.min(at + positions, words.size()); i++) {
            if (!words.get(i).isPlain() && words.get(i).named().isEmpty()) {
                throw new UnseenCommandException("what '" + words.get(0).text() + "' starts depends on '"
                        + words.get(i).text() + "'");
            }
        }
        return Math.min(at + positions, words.size());
    }

    private static String plain(ScannedWord word) {
        return word.isPlain() ? word.text() : "";
    }

    private boolean isOption(String word) throws UnseenCommandException {
        boolean isOption = word.startsWith("-");
        if (isOption
                && !word.equals("--")
                && !flags.matcher(word).matches()
                && !valued.matcher(word).matches()) {
            throw new UnseenCommandException(
                    "it has the option '" + word + "', with which it is not known what is started");
        }
        return isOption;
    }
}
