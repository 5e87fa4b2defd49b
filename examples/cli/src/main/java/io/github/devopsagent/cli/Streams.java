package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the program reads and writes, the environment that it is told, and whether a person sits there.
 *
 * @param in where an answer comes from
 * @param out results
 * @param err whatever is no result
 * @param asks whether {@code in} and {@code err} are a terminal, so that a person can be asked
 * @param colouredOut whether {@code out} shows colours
 * @param colouredErr whether {@code err} shows colours
 * @param environment the variables of this process
 */
record Streams(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean asks,
        boolean colouredOut,
        boolean colouredErr,
        Map<String, String> environment) {

    static Streams ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean colours = showsColours(environment);
        return new Streams(
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                isTerminal(0) && isTerminal(2),
                colours && isTerminal(1),
                colours && isTerminal(2),
                environment);
    }

    /** What JSON is in, whatever the locale; a job of cron has none. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
    }

    /** Whether a terminal may be given colours: <a href="https://no-color.org">NO_COLOR</a> has any text, or TERM is dumb. */
    static boolean showsColours(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** A console of Java tells of all streams together, and from JDK 22 on is there without a terminal. */
    @SuppressWarnings("SystemConsoleNull") // Asked only where null still says something.
    private static boolean isTerminal(int descriptor) {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return Runtime.version().feature() < 22 && System.console() != null;
        }
    }

    /** A line of the person at the terminal; empty at the end of the input. */
    Optional<String> answer() throws IOException {
        return Optional.ofNullable(new BufferedReader(new InputStreamReader(in, UTF_8)).readLine());
    }
}
