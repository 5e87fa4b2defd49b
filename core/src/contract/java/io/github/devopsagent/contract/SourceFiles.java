package io.github.devopsagent.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of a module, as they lie on the disk. */
public final class SourceFiles {

    /** Nobody keeps more in mind. */
    public static final int MOST_LINES = 500;

    private static final Pattern IN_A_LOCALE = Pattern.compile(
            "String\\.format\\((?!\\s*Locale\\.ROOT)|\\.(printf|formatted)\\(|\\.to(Lower|Upper)Case\\(\\)");

    private static final Pattern STRAY_COMMENT =
            Pattern.compile("/\\*\\*(?:(?!\\*/).)*+\\*/(?=\\s*\\R\\s*/\\*\\*)", Pattern.DOTALL);

    private SourceFiles() {}

    /** Files below a directory that have more than {@link #MOST_LINES} lines. */
    public static List<String> tooLong(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > MOST_LINES)
                    .map(file -> directory.relativize(file) + " has " + lines(file) + " lines")
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packages below a directory whose subject no {@code package-info.java} says. */
    public static List<String> undescribedPackages(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .filter(each -> !each.equals(directory))
                    .distinct()
                    .filter(each -> Files.notExists(each.resolve("package-info.java")))
                    .map(each -> directory.relativize(each) + " has no package-info.java")
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Places below a directory that make text in the way of the JVM's locale, which may have digits of another script. */
    public static List<String> inTheHostsLocale(Path directory) {
        return found(directory, SourceFiles::inTheHostsLocale);
    }

    static Stream<String> inTheHostsLocale(String source) {
        return IN_A_LOCALE.matcher(source).results().map(MatchResult::group);
    }

    /** Comments for javadoc below a directory that describe nothing, since another one follows: newer compilers warn of them. */
    public static List<String> strayComments(Path directory) {
        return found(directory, SourceFiles::strayComments);
    }

    static Stream<String> strayComments(String source) {
        return STRAY_COMMENT.matcher(source).results().map(MatchResult::group);
    }

    private static List<String> found(Path directory, Function<String, Stream<String>> search) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> search.apply(text(file)).map(found -> directory.relativize(file) + ": " + found))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
