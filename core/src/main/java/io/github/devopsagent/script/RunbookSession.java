package io.github.devopsagent.script;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a command does to the shell that a person types into, and which a step does not have. */
final class RunbookSession {

    private static final int LONGEST = 2_000;

    private static final String REMOTE = "(?:ssh|mosh)"
            + "(?>\\s+-[46AaCfGgKkMNnqsTtVvXxYy]+(?=\\s)|\\s+-[A-Za-z]\\s+\\S+|\\s+-[A-Za-z]\\S+)*+"
            + "\\s+[^\\s-]\\S*(?:\\s+-[tTA]+)?|vagrant\\s+ssh";

    private static final String USER = "su(?:\\s+-|\\s+-l|\\s+--login)?(?:\\s+[\\w.]+)?"
            + "|sudo(?=.*\\s-[a-zA-Z]*[is][a-zA-Z]*(?:\\s|$))(?>\\s+-[a-zA-Z]*[ug]\\s*[\\w.-]+|\\s+-[a-zA-Z]+)++";

    private static final String CONTAINER =
            "(?:docker|podman|kubectl|oc|lxc|nerdctl)\\b.*\\b(?:exec|run|rsh|attach)\\b.*"
                    + "\\s-[a-z]*(?:i[a-z]*t|t[a-z]*i|i\\s+-t|t\\s+-i)[a-z]*\\b.*";

    private static final String CLIENT = "(?:sh|bash|zsh|dash|ksh|fish|python3?|node|irb)(?:\\s+-[il]+)*"
            + "|(?:psql|mysql|mariadb|redis-cli|mongosh?|sqlite3|sftp|ftp|telnet|screen|tmux)"
            + "(?!.*(?:\\s-(?:c|e|f|d|m)|\\s--(?:command|execute|file|eval)))(?:\\s+[\\w@.:/=-]+)*(?<!\\.(?:js|sql))";

    /** What is typed next is read by something else: another machine's shell, another user's, a client. */
    private static final Pattern OPENING = Pattern.compile(
            "(?:sudo\\s+)?(?:" + REMOTE + "|" + USER + "|" + CONTAINER + "|" + CLIENT + ")\\s*(?:#.*)?");

    /** It changes only the shell that executes it, and may be said again. */
    private static final Pattern CHANGE_OF_SHELL = Pattern.compile("(?:cd|pushd)(?:\\s+[^;&|<>`]*)?"
            + "|(?:export|umask|ulimit|unset|alias|set|shopt)(?:\\s+[^;&|<>`(]*)?"
            + "|(?:source|\\.)\\s+[^\\s;&|<>`(]*(?:activate|env|rc|profile|nvm\\.sh)"
            + "|nvm\\s+use[^;&|<>`(]*|(?:conda|pyenv)\\s+(?:activate|shell)[^;&|<>`(]*"
            + "|[A-Za-z_]\\w*=[^\\s;&|<>`(]*");

    private RunbookSession() {}

    static boolean isOpenedBy(String script) {
        return lines(script).anyMatch(line -> OPENING.matcher(line).matches());
    }

    /** The first line with which a script changes where or how it goes on itself; empty if there is none. */
    static Optional<String> changeOfShell(String script) {
        return lines(script).filter(RunbookSession::isChange).findFirst();
    }

    /** Whether all that it does is lost when its own shell ends. */
    static boolean isChangeOfShell(String script) {
        return script.lines()
                .map(String::strip)
                .allMatch(
                        line -> line.isEmpty() || line.startsWith("#") || (line.length() < LONGEST && isChange(line)));
    }

    private static boolean isChange(String line) {
        return CHANGE_OF_SHELL.matcher(line).matches();
    }

    private static Stream<String> lines(String script) {
        return script.lines().map(String::strip).filter(line -> line.length() < LONGEST);
    }
}
