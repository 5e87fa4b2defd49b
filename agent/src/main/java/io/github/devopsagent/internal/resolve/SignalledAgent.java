package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.commandline.VainCommand;
import io.github.devopsagent.regex.LazyPattern;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Tells a step that stops a service by its name, and with it whoever executes that step: {@code pkill -f shop} ends its own
 * shell, and this agent, where the consensus directory lies below {@code /srv/shop}, and {@code pkill java} the agent.
 */
final class SignalledAgent {

    /** Nothing in quotes is known to be executed on this machine. */
    private static final LazyPattern QUOTED_SCRIPT =
            LazyPattern.of("'[^']*[;&|\\n][^']*'|\"(?!\\$\\()[^\"]*[;&|\\n][^\"]*\"");

    private static final LazyPattern COMMENT = LazyPattern.of("(?m)(?:^|(?<=\\s))#.*$");
    private static final LazyPattern REDIRECTION = LazyPattern.of(" ?\\d?>>? ?(?:&\\d|[^\\s&]\\S*)");
    private static final LazyPattern CONTINUED = LazyPattern.of("\\\\\\n");
    private static final LazyPattern BLANKS = LazyPattern.of("[ \\t]++");
    private static final LazyPattern EMPTY_LINES = LazyPattern.of("\\n(?: ?\\n)++");

    /** Longer scripts are not looked through, in characters. */
    private static final int LONGEST = 64 << 10;

    private static final String BEGINNING = "(?:^|[;&|({\\n`]|\\b(?:then|do|else) ) ?"
            + "(?:(?:sudo(?: -[nEH]+)?|timeout(?: -\\S+| \\d\\S*){1,6}|nohup|exec|command|env(?: -i)?) ){0,3}(?:/(?:usr/)?s?bin/)?";
    private static final String ENDING = "-(?:1|2|3|9|15|(?:SIG)?(?:HUP|INT|QUIT|KILL|TERM)"
            + "|(?:s |-signal[ =])(?:1|2|3|9|15|(?:SIG)?(?:HUP|INT|QUIT|KILL|TERM)))(?=\\s|$)";
    private static final String OF_SEARCH = "((?:pgrep|pidof)(?: [^;&|()`\\n]*)?)";

    private static final LazyPattern SIGNAL = LazyPattern.of(ENDING);
    private static final LazyPattern BY_NAME = LazyPattern.of(BEGINNING + "(pkill|killall) ([^;&|()`\\n]+)");

    /** What sends signals to what a search has found; the search is the first group. */
    private static final List<LazyPattern> BY_NUMBER = List.of(
            LazyPattern.of(BEGINNING + "kill (?:" + ENDING + " )?\"?(?:\\$\\(|`)\\s*" + OF_SEARCH + "[)`]"),
            LazyPattern.of(BEGINNING + OF_SEARCH + "\\| ?xargs (?:-\\S+ )*(?:sudo )?kill\\b(?! -0)"),
            LazyPattern.of(BEGINNING
                    + "(ps [^;&()`\\n]{0,300}?\\| ?grep [^;&()`\\n]{0,300}?)(?:\\| ?(?:awk|cut|tr) [^;&|()`\\n]{0,300}){0,5}"
                    + "\\| ?xargs (?:-\\S+ )*(?:sudo )?kill\\b(?! -0)"),
            LazyPattern.of(BEGINNING + OF_SEARCH + "\\| ?while read (?:-r )?\\w+ ?; ?do (?:sudo )?kill\\b(?! -0)"),
            LazyPattern.of(
                    "\\bfor \\w+ in (?:\\$\\(|`)\\s*" + OF_SEARCH + "[)`]\\s*;?\\s*do (?:sudo )?kill\\b(?! -0)"));

    private SignalledAgent() {}

    /**
     * What of a step ends who executes it.
     *
     * @param script for sh
     * @param running command lines of who executes it
     * @return what people should know of it, with the fix; empty if nothing does, as far as is known
     */
    static Optional<String> in(String script, List<String> running) {
        // What a function has is executed where it is called, which may be on another machine.
        if (script.startsWith("#!") || script.contains("<<") || script.contains("()") || script.length() > LONGEST) {
            return Optional.empty();
        }
        String known = commandsOf(script);
        Matcher names = BY_NAME.matcher(known);
        while (names.find()) {
            String search = searchOf(names.group(1), names.group(2).strip());
            if (isFound(search, running)) {
                return Optional.of(told(names.group(1) + " " + names.group(2).strip()));
            }
        }
        return BY_NUMBER.stream()
                .flatMap(each -> each.matcher(known).results())
                .filter(found -> isFound(found.group(1).strip(), running))
                .findFirst()
                .map(found -> told(found.group(1).strip()));
    }

    /** Without comments, redirections, quoted scripts and white space that means nothing. */
    private static String commandsOf(String script) {
        String known = BLANKS.matcher(CONTINUED.matcher(script).replaceAll(" ")).replaceAll(" ");
        known = EMPTY_LINES.matcher(known).replaceAll("\n");
        known = COMMENT.matcher(QUOTED_SCRIPT.matcher(known).replaceAll("_")).replaceAll("");
        return REDIRECTION.matcher(known).replaceAll("");
    }

    /** The search that finds what a command sends a signal to; one with another signal finds nothing, as it has an unknown option. */
    private static String searchOf(String command, String arguments) {
        String without = SIGNAL.matcher(arguments).replaceFirst("").strip();
        return (command.equals("pkill") ? "pgrep " : "pidof ") + without;
    }

    private static boolean isFound(String search, List<String> running) {
        return VainCommand.asCheck(search, running).isPresent()
                && VainCommand.asCheck(search).isEmpty();
    }

    private static String told(String command) {
        return "'" + command
                + "' finds who executes it as well, its own shell or this agent, and ends that: the run would be in doubt;"
                + " name the program alone (pkill -x shop), keep its number in a file, or have a supervisor stop it";
    }
}
