package io.github.devopsagent.commandline;

import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * The program that a command line begins with.
 *
 * @param text a name or a path
 */
public record ProgramName(String text) {

    private static final LazyPattern SYSTEM_PATH = LazyPattern.of("/(?:usr/(?:local/)?)?bin/([^/]+)");

    /**
     * Reads the first word.
     *
     * @param command a command line
     * @return the program; empty if there is none
     */
    public static Optional<ProgramName> of(String command) {
        return Arrays.stream(command.strip().split("\\s+"))
                .filter(word -> !word.matches("[A-Za-z_][A-Za-z0-9_]*=.*"))
                .map(ProgramName::unquoted)
                .filter(word -> !word.isEmpty())
                .findFirst()
                .map(ProgramName::new);
    }

    /**
     * Whether it is named by where it lies.
     *
     * @return true if it is a path
     */
    public boolean isPath() {
        return text.indexOf('/') >= 0;
    }

    /**
     * Whether another command names it, or a directory above it, otherwise than by calling it, and so may bring it.
     *
     * @param command a command line
     * @return true if it does
     */
    public boolean isHandledBy(String command) {
        List<String> names = names();
        return argumentsOf(command).flatMap(ProgramName::forms).anyMatch(names::contains);
    }

    /** Itself, its name, and the directories above it but the uppermost two, which are everybody's. */
    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(text, nameOf(text)));
        int end = text.lastIndexOf('/');
        while (end > text.indexOf('/', 1)) {
            names.add(text.substring(0, end));
            end = text.lastIndexOf('/', end - 1);
        }
        return names;
    }

    /** A word, without a slash at its end, its last part, and what stands before a version, as in {@code nginx=1.24}. */
    private static Stream<String> forms(String word) {
        String path = word.length() > 1 && word.endsWith("/") ? word.substring(0, word.length() - 1) : word;
        return Stream.of(path, nameOf(path), path.split("[=@:]", 2)[0], path.substring(path.indexOf('=') + 1));
    }

    /** The name of a program in a directory of the system; any other word as it is. */
    static String ofSystem(String word) {
        Matcher path = SYSTEM_PATH.matcher(word);
        return path.matches() ? path.group(1) : word;
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The words of a command line but for the first of each simple command, without quotes. */
    private static Stream<String> argumentsOf(String command) {
        return Arrays.stream(command.split("[;&|()\\n]+"))
                .flatMap(simple -> Arrays.stream(simple.strip().split("\\s+")).skip(1))
                .map(ProgramName::unquoted);
    }

    private static String unquoted(String word) {
        return word.replaceAll("[\"'\\\\]", "");
    }
}
