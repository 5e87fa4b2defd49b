package io.github.devopsagent.shell.internal.log;

import io.github.devopsagent.shell.internal.log.LogMark.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files beside a log that are named as its older parts are, as they were at a look: {@code shop.log.1},
 * {@code shop.log-20261130}, {@code shop.log.old}, {@code shop-2026-11-30.log}. One that comes later has what the log had
 * in between.
 *
 * @param known how far each reached
 */
record RotatedLogs(List<LogMark> known) {

    private static final Pattern COMPRESSED = Pattern.compile("\\.(?:gz|bz2|xz|zst|lz4|zip|Z)$");
    private static final Pattern NUMBERED = Pattern.compile("[._-][0-9].*");
    private static final Pattern BEHIND = Pattern.compile(NUMBERED + "|[._-](?:old|bak|prev|orig|save)|~");

    RotatedLogs {
        known = List.copyOf(known);
    }

    /** Those that are beside a log now, whether it is there or not. */
    static RotatedLogs beside(Path log) throws IOException {
        List<LogMark> marks = new ArrayList<>();
        for (Path each : files(log)) {
            if (Files.isReadable(each)) {
                FileState state = FileState.of(each);
                marks.add(LogMark.at(each, state, state.size(), 0));
            }
        }
        return new RotatedLogs(marks);
    }

    /** Those that have come since, or were written anew, the oldest first. */
    List<Path> newBeside(Path log) throws IOException {
        List<Path> come = new ArrayList<>();
        for (Path each : files(log)) {
            if (!Files.isReadable(each) || !isKnown(each)) {
                come.add(each);
            }
        }
        return come;
    }

    /** How many of those that were there are not any more: each may have been compressed. */
    int gone(Path log) throws IOException {
        List<LogMark> left = new ArrayList<>(known);
        for (Path each : files(log)) {
            if (Files.isReadable(each)) {
                LogMark found = find(left, each);
                left.remove(found);
            }
        }
        return left.size();
    }

    private boolean isKnown(Path file) throws IOException {
        return known.contains(find(known, file));
    }

    /** One that was touched, or that a service still writes to, is the same. */
    private static LogMark find(List<LogMark> marks, Path file) throws IOException {
        for (LogMark each : marks) {
            if (each.isOf(file)) {
                return each;
            }
        }
        return LogMark.ofNone();
    }

    /** Whether its lines cannot be read. */
    static boolean isUnreadable(Path file) {
        return !Files.isReadable(file) || COMPRESSED.matcher(name(file)).find();
    }

    private static List<Path> files(Path log) throws IOException {
        return LogPlace.siblings(log, each -> isPart(name(log), name(each))).stream()
                .sorted(Comparator.comparing(each -> each.toFile().lastModified()))
                .toList();
    }

    static boolean isPart(String log, String other) {
        String plain = COMPRESSED.matcher(other).replaceFirst("");
        if (plain.startsWith(log)) {
            String rest = plain.substring(log.length());
            return rest.isEmpty() ? !plain.equals(other) : BEHIND.matcher(rest).matches();
        }
        int point = log.lastIndexOf('.');
        if (point <= 0 || plain.length() < log.length()) {
            return false;
        }
        String ending = log.substring(point);
        return plain.startsWith(log.substring(0, point))
                && plain.endsWith(ending)
                && NUMBERED.matcher(plain.substring(point, plain.length() - ending.length()))
                        .matches();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
