package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Flags in a properties file (UTF-8): a key is the long name of a flag without its dashes. Of a flag that may be repeated
 * the key has a further name: {@code variable.REGION=eu-west-1}, {@code allow-command.1=./deploy.sh}.
 */
final class SettingsFile {

    private static final Set<String> NO_KEYS = Set.of("config", "help", "version");

    private final Path file;
    private final Map<String, String> entries;

    private SettingsFile(Path file, Map<String, String> entries) {
        this.file = file;
        this.entries = entries;
    }

    /**
     * Reads a file, in which each key stands once.
     *
     * @throws IllegalArgumentException if it cannot be read, is no properties file, or has a key twice
     */
    static SettingsFile read(Path file) {
        Map<String, String> entries = new TreeMap<>();
        Properties properties = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (entries.putIfAbsent((String) key, ((String) value).strip()) != null) {
                    throw new IllegalArgumentException("the key '" + key + "' stands there twice: leave one of them");
                }
                return value;
            }
        };
        try {
            // Some editors begin each file with a byte order mark.
            properties.load(new StringReader(Files.readString(file, UTF_8).replaceFirst("^\uFEFF", "")));
        } catch (MalformedInputException e) {
            throw unread(file, "they are not in UTF-8: write them so, or what is not ASCII as \\u00fc", e);
        } catch (IllegalArgumentException e) {
            throw unread(file, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unread(file, e.toString(), e);
        }
        return new SettingsFile(file, entries);
    }

    private static IllegalArgumentException unread(Path file, String why, Exception cause) {
        return new IllegalArgumentException("the settings " + file + " cannot be read: " + why, cause);
    }

    /**
     * The arguments by which a sub-command is given what the file says, and what was not given on the command line. Keys of
     * other sub-commands are passed over.
     *
     * @throws ParameterException if a key is one of no sub-command, or lacks a name, or has one too many
     */
    List<String> arguments(ParseResult given, Collection<CommandLine> commands) {
        Map<String, OptionSpec> known = new LinkedHashMap<>();
        commands.forEach(command ->
                command.getCommandSpec().options().forEach(option -> known.putIfAbsent(keyOf(option), option)));
        known.keySet().removeAll(NO_KEYS);
        List<String> arguments = new ArrayList<>();
        entries.forEach((key, value) -> {
            int dot = key.indexOf('.');
            String flag = dot < 0 ? key : key.substring(0, dot);
            Optional<String> name = dot < 0 ? Optional.empty() : Optional.of(key.substring(dot + 1));
            OptionSpec option = known.get(flag);
            if (option == null) {
                throw wrong(given, key, "is unknown; did you mean '" + nearest(flag, known.keySet()) + "'?");
            }
            requireForm(given, option, key, name);
            OptionSpec own = given.commandSpec().findOption("--" + flag);
            if (own != null && !isGiven(given, own, name)) {
                argument(given, own, key, name, value).ifPresent(arguments::add);
            }
        });
        return arguments;
    }

    private void requireForm(ParseResult given, OptionSpec option, String key, Optional<String> name) {
        if (name.isPresent() && !option.isMultiValue()) {
            throw wrong(given, key, "has a name too many; this flag is given once: " + keyOf(option));
        }
        if (name.filter(each -> !each.isBlank()).isEmpty() && option.typeInfo().isMap()) {
            throw wrong(given, key, "lacks a name: " + keyOf(option) + ".NAME=…");
        }
    }

    /** A flag wins over its key, one with a name over the key of this name. */
    private static boolean isGiven(ParseResult given, OptionSpec option, Optional<String> name) {
        if (!given.hasMatchedOption(option)) {
            return false;
        }
        return !option.typeInfo().isMap()
                || given.matchedOption(option.longestName()).originalStringValues().stream()
                        .anyMatch(value -> value.startsWith(name.orElse("") + "="));
    }

    private Optional<String> argument(
            ParseResult given, OptionSpec option, String key, Optional<String> name, String value) {
        if (option.typeInfo().isBoolean()) {
            if (!value.equals("true") && !value.equals("false")) {
                throw wrong(given, key, "must be true or false, found '" + value + "'");
            }
            return Optional.of(option.longestName()).filter(flag -> value.equals("true"));
        }
        String named = option.typeInfo().isMap() ? name.orElseThrow() + "=" + value : value;
        return Optional.of(option.longestName() + "=" + named);
    }

    private static String keyOf(OptionSpec option) {
        return option.longestName().substring(2);
    }

    private ParameterException wrong(ParseResult given, String key, String what) {
        return new ParameterException(given.commandSpec().commandLine(), file + ": the key '" + key + "' " + what);
    }

    /** What went wrong, with the file if a key of it may be why. */
    String named(ParameterException problem) {
        String message = String.valueOf(problem.getMessage());
        return problem.getArgSpec() instanceof OptionSpec option
                        && entries.keySet().stream().anyMatch(key -> (key + ".").startsWith(keyOf(option) + "."))
                ? message + " (see '" + keyOf(option) + "' in " + file + ")"
                : message;
    }

    static String nearest(String name, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt((String each) -> distance(name, each))
                        .thenComparing(each -> each))
                .orElseThrow();
    }

    /** How many letters must be added, removed or replaced. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[other.length()];
    }

    @Override
    public String toString() {
        return file + " " + entries.keySet().stream().collect(Collectors.joining(", ", "[", "]"));
    }
}
