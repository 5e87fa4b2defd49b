package io.github.devopsagent.shell.internal.command;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One shell that is asked about all commands of a plan, in a fork for each that is more than plain words. It only says that
 * all is well: why something is not, another shell tells that is asked about that alone.
 *
 * <p>A command is parsed by {@code eval} behind a line {@code set -n}, after which a shell executes nothing. Whether this
 * shell keeps to that is tried first, with commands that would print something; one that does not is asked nothing.
 */
final class CheckingShell {

    /** What a command may be asked of. */
    record Question(Optional<Path> directory, String path, Optional<String> name, String command) {

        private static final Pattern PLAIN_WORDS =
                Pattern.compile("([A-Za-z0-9_./:@+,-]+)(?: +[A-Za-z0-9_./=:@+,%-]+)* *");

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

        private boolean isWithoutDoubt() {
            return name.isEmpty() && isPlain();
        }

        private String inShell() {
            return name.isPresent() && isPlain() && !dependsOnDirectory() ? lookUp(name.get()) : inFork();
        }

        private boolean dependsOnDirectory() {
            for (String each : path.split(":", -1)) {
                if (!each.startsWith("/")) {
                    return true;
                }
            }
            return false;
        }

        /** What it remembers of another question must not answer this one. */
        private String lookUp(String word) {
            return "hash -r && PATH=" + quoted(path) + " && command -v -- " + quoted(word)
                    + " >/dev/null 2>&1 </dev/null";
        }

        private String inFork() {
            return "("
                    + directory
                            .map(place -> "cd " + quoted(place.toString()) + " && ")
                            .orElse("")
                    + "PATH=" + quoted(path)
                    + name.map(word -> " && command -v -- " + quoted(word)).orElse("")
                    + " && " + parse(command) + ") >/dev/null 2>&1 </dev/null";
        }
    }

    private static final int LIMIT_SECONDS = 5;

    private static final String CANARIES = "(" + parse("echo ran\n: $(echo ran >&2)\nran() { echo ran; }; ran")
            + ") 2>&1 </dev/null; ! (" + parse("if") + ") >/dev/null 2>&1 </dev/null";

    private final String path;

    /** Tells its answers from what a shell says by itself. It is no secret: what a plan says is not executed there. */
    private final String mark = Long.toHexString(ThreadLocalRandom.current().nextLong());

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

    private static String parse(String command) {
        return "eval " + quoted("set -n\n" + command + "\n");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Whether the shell finds nothing in the way; false also if it could not be asked. */
    synchronized boolean accepts(Question question) {
        try {
            return question.isWithoutDoubt() || (!isUseless && ask(started(), question.inShell()));
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
            if (!ask(started, CANARIES)) {
                throw new IOException("it executes what it should only parse");
            }
        }
        return shell.get();
    }

    /** Whether a command succeeds and prints nothing. */
    private boolean ask(Shell asked, String command) throws IOException {
        return asked.answer(command + " && echo " + mark + " yes || echo " + mark + " no\n")
                .equals(mark + " yes");
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

        private final Process process;
        private final BufferedReader answers;

        Shell(String path) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(path).redirectErrorStream(true);
            QuietEnvironment.quieten(builder.environment());
            this.process = builder.start();
            this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        }

        String answer(String question) throws IOException {
            AnswerLimit limit = new AnswerLimit(process, LIMIT_SECONDS);
            try {
                OutputStream stdin = process.getOutputStream();
                stdin.write(question.getBytes(UTF_8));
                stdin.flush();
                String answer = answers.readLine();
                if (answer == null) {
                    throw new IOException("it has ended");
                }
                return answer;
            } finally {
                limit.end();
            }
        }

        void end() {
            process.destroyForcibly();
        }
    }
}
