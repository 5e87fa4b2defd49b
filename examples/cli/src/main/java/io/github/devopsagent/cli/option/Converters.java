package io.github.devopsagent.cli.option;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.run.Recovery;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** The values of flags, as people write them. */
public final class Converters {

    private Converters() {}

    /** Has a parser read paths, durations, roles and recoveries. */
    public static void register(CommandLine program) {
        program.registerConverter(Path.class, Converters::path);
        program.registerConverter(Duration.class, Converters::duration);
        program.registerConverter(Role.class, Converters::role);
        program.registerConverter(Recovery.class, Converters::recovery);
    }

    /**
     * A path that a flag names.
     *
     * @throws IllegalArgumentException if it is blank: that would be the current directory, which nobody named
     */
    static Path named(String flag, Path path) {
        if (path.toString().isBlank()) {
            throw new IllegalArgumentException(flag + " is blank; name a directory, such as . for the current one");
        }
        return path;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no path here: " + e.getReason() + LocaleCharset.advice());
        }
    }

    /** As plans write it: {@code 500ms}, {@code 30s}, {@code 1m30s}, {@code 2h}, {@code 1d}. */
    static Duration duration(String text) {
        String iso = text.matches("(?:\\d{1,9}d)?(?:\\d{1,9}h)?(?:\\d{1,9}m)?(?:\\d{1,9}s)?") && !text.isEmpty()
                ? "P" + text.replaceFirst("^(\\d+d)?(.*)$", "$1T$2").replaceFirst("T$", "")
                : text;
        try {
            return text.matches("\\d{1,12}ms")
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : Duration.parse(iso);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no duration, such as 500ms, 30s, 1m30s, 2h or 1d");
        }
    }

    private static Role role(String label) {
        return Role.of(label)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + label + "' is no role; there are " + String.join(", ", Role.labels())));
    }

    private static Recovery recovery(String text) {
        return Arrays.stream(Recovery.values())
                .filter(each -> name(each).equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(Recovery.values()).map(Converters::name).collect(Collectors.joining(", "))));
    }

    private static String name(Recovery recovery) {
        return recovery.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
