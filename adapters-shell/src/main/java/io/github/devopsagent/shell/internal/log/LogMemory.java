package io.github.devopsagent.shell.internal.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is kept of a log between two looks.
 *
 * @param mark how far it was read
 * @param rotated its older parts; empty in what an older version has kept
 */
record LogMemory(LogMark mark, Optional<RotatedLogs> rotated) {

    private static final String HEAD = "v3 ";

    LogMemory(LogMark mark, RotatedLogs rotated) {
        this(mark, Optional.of(rotated));
    }

    /** As it is kept. */
    byte[] text() {
        List<LogMark> parts = rotated.map(RotatedLogs::known).orElse(List.of());
        return Stream.concat(Stream.of(mark), parts.stream())
                .map(LogMark::text)
                .collect(Collectors.joining("\n", HEAD + parts.size() + "\n", "\n"))
                .getBytes(UTF_8);
    }

    /** What was kept; empty if it was not written to its end. */
    static Optional<LogMemory> of(String text) {
        if (!text.startsWith(HEAD)) {
            return LogMark.of(text).map(mark -> new LogMemory(mark, Optional.empty()));
        }
        List<String> lines = text.lines().toList();
        List<LogMark> marks = new ArrayList<>();
        lines.stream().skip(1).forEach(line -> LogMark.of(line).ifPresent(marks::add));
        return lines.get(0).equals(HEAD + (marks.size() - 1)) && lines.size() == marks.size() + 1
                ? Optional.of(new LogMemory(marks.get(0), new RotatedLogs(marks.subList(1, marks.size()))))
                : Optional.empty();
    }
}
