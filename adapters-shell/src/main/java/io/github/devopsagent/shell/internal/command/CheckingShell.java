package io.github.devopsagent.shell.internal.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.shell.internal.process.MachineTools;
import io.github.devopsagent.shell.internal.question.AnswerLimit;
import io.github.devopsagent.shell.internal.question.QuietEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * One shell that is asked about all commands of a plan, in a fork for each that is more than plain words. Nobody is asked about
 * plain words of which the first is a program on the path. It only says that all is well: why something is not, another shell tells that is asked about that alone.
 *
 * <p>What the shell executes is always the same text. A command comes as data, line by line, and is parsed by {@code eval} behind a line
 * {@code set -n}, after which a shell executes nothing. Whether this shell keeps to that is tried first, with commands
 * that would not end well; one that does not is asked nothing.
 */
final class CheckingShell {

    /** What a command may be asked of. */
    record Question(Optional<Path> directory, String path, Optional<String> name, String command) {

        private static final LazyPattern PLAIN_WORDS =
                LazyPattern.of("([A-Za-z0-9_./:@+,-]+)(?: +[A-Za-z0-9_./=:@+,%-]+)* *");

        /** In the shells that there are. */
        private static final Set<String> RESERVED = Set.of(
                "if",
                "then",
                "else",
                "elif",
                "fi",
                "do",
                "done",
                "case",
                "esac",
                "while",
                "until",
                "for",
                "in",
                "function",
                "select",
                "time",
                "coproc");

        /** Whether any shell can parse it there: words without quotes or operators, of which the first is not reserved. */
        private boolean isPlain() {
            Matcher words = PLAIN_WORDS.matcher(command);
            return words.matches()
                    && !RESERVED.contains(words.group(1))
                    && (directory.isEmpty() || Files.isExecutable(directory.get()));
        }

        /** Also a name for which there is a program; what else a shell knows by that name, it can execute as well. */
        private boolean isWithoutDoubt() {
            return isPlain()
                    && (name.isEmpty() || MachineTools.find(name.get(), path).isPresent());
        }

        /** Whether all of it can be read by the line; what is longer than most commands is dear to read like that. */
        private boolean isAskable() {
            return isOneLine(path)
                    && isOneLine(name.orElse(""))
                    && isOneLine(place())
                    && command.length() <= LONGEST
                    && command.indexOf('\0') < 0
                    && command.lines().count() <= MOST_LINES;
        }

        private static boolean isOneLine(String text) {
            return text.indexOf('\n') < 0 && text.indexOf('\0') < 0;
        }

        private String place() {
            return directory.isPresent() ? directory.get().toString() : ".";
        }

        private boolean dependsOnDirectory() {
            for (String each : path.split(":", -1)) {
                if (!each.startsWith("/")) {
                    return true;
                }
            }
            return false;
        }

        /** What the script reads where the next question is asked elsewhere than the one before. */
        private String where() {
            return "place\n" + place() + "\n" + path + "\n";
        }

        /** What it reads then: how many lines the command has, the name, and these lines. */
        private String what() {
            boolean isLookUp = name.isPresent() && isPlain() && !dependsOnDirectory();
            String[] lines = isLookUp ? new String[0] : command.split("\n", -1);
            return lines.length + "\n" + name.orElse("") + "\n" + (isLookUp ? "" : command + "\n");
        }
    }

    private static final int LIMIT_SECONDS = 5;

    private static final int LONGEST = 8 << 10;

    private static final int MOST_LINES = 200;

    /** Where no command is to be parsed there is no fork; what is remembered of another question must not answer that one. */
    private static final String SCRIPT = """
            exec 2>/dev/null
            while IFS= read -r lines; do
                case $lines in
                place)
                    IFS= read -r directory && IFS= read -r path || exit
                    continue
                    ;;
                esac
                IFS= read -r name || exit
                case $lines in
                0)
                    hash -r && PATH=$path && command -v -- "$name" >/dev/null </dev/null
                    ;;
                *)
                    (
                        text='set -n'
                        while [ "$lines" -gt 0 ]; do
                            IFS= read -r line || exit
                            text="$text
            $line"
                            lines=$((lines - 1))
                        done
                        exec >/dev/null </dev/null
                        cd -- "$directory" && PATH=$path || exit
                        case $name in
                        ?*) command -v -- "$name" || exit ;;
                        esac
                        eval "$text
            "
                    )
                    ;;
                esac && echo yes || echo no
            done
            """;

    /** Fails at once where it is executed, or only its words are expanded. */
    private static final String CANARY = ": ${nothing?}\nexit 7\n: $(exit 7) || exit 7\nran() { exit 7; }; ran";

    private final String path;

    private Optional<Shell> shell = Optional.empty();
    private boolean isUseless;

    /**
     * Asks a shell.
     *
     * @param path where the shell is
     */
    CheckingShell(String path) {
        this.path = path;
    }

    /** Whether the shell finds nothing in the way; false also if it could not be asked. */
    synchronized boolean accepts(Question question) {
        try {
            return (question.isWithoutDoubt() && Files.isExecutable(Path.of(path)))
                    || (!isUseless && question.isAskable() && started().accepts(question));
        } catch (IOException e) {
            release();
            isUseless = true;
            return false;
        }
    }

    private Shell started() throws IOException {
        if (shell.isEmpty()) {
            Shell started = new Shell(path);
            shell = Optional.of(started);
            if (!started.accepts(parsing(CANARY)) || started.accepts(parsing("if"))) {
                throw new IOException("it executes what it should only parse");
            }
        }
        return shell.get();
    }

    private static Question parsing(String command) {
        return new Question(Optional.empty(), "/", Optional.empty(), command);
    }

    /** Ends it; the next question starts another one. */
    synchronized void release() {
        isUseless = false;
        if (shell.isPresent()) {
            shell.get().end();
        }
        shell = Optional.empty();
    }

    /** The process, which is ended if it does not answer in time. */
    private static final class Shell {

        private static final String YES = "yes";
        private static final String NO = "no";

        private final Process process;
        private final BufferedReader answers;
        private String place = "";

        Shell(String path) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(path, "-c", SCRIPT);
            QuietEnvironment.quieten(builder.environment());
            this.process = builder.start();
            this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        }

        boolean accepts(Question question) throws IOException {
            AnswerLimit limit = new AnswerLimit(process, LIMIT_SECONDS);
            try {
                OutputStream stdin = process.getOutputStream();
                String where = question.where();
                // The shell reads byte by byte, and mostly all commands are asked about in one place.
                stdin.write(((where.equals(place) ? "" : where) + question.what()).getBytes(UTF_8));
                stdin.flush();
                place = where;
                String answer = answers.readLine();
                if (!YES.equals(answer) && !NO.equals(answer)) {
                    throw new IOException("it has ended, or answers something else: " + answer);
                }
                return YES.equals(answer);
            } finally {
                limit.end();
            }
        }

        void end() {
            process.destroyForcibly();
        }
    }
}
