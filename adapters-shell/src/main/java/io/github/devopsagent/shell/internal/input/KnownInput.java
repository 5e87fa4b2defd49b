package io.github.devopsagent.shell.internal.input;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.plan.Input;
import io.vavr.control.Either;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an executor can be given in {@code with}. To pass over anything else would be to do something else than the
 * plan says: a POST would be a GET, a condition would be no condition.
 *
 * @param executor its name
 * @param texts what it reads, each a text
 * @param others what it reads of whatever type
 * @param fix what to write instead of anything else
 */
public record KnownInput(String executor, List<String> texts, List<String> others, String fix) {

    private static final int LONGEST_NAME = 60;
    private static final int MOST_NAMES = 10;

    public KnownInput {
        texts = List.copyOf(texts);
        others = List.copyOf(others);
    }

    /** Of an executor that reads texts alone. */
    public KnownInput(String executor, List<String> texts, String fix) {
        this(executor, texts, List.of(), fix);
    }

    /** The input itself, or what is wrong with it. */
    public Either<String, Input> checked(Input input) {
        return unknown(input)
                .or(() -> structured(input))
                .<Either<String, Input>>map(Either::left)
                .orElseGet(() -> Either.right(input));
    }

    private Optional<String> unknown(Input input) {
        List<String> unknown = input.values().keySet().stream()
                .filter(name -> !texts.contains(name) && !others.contains(name))
                .toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "'with' of " + executor + " has " + quoted(unknown) + "; allowed is " + all() + "; " + fix);
    }

    /** A list where a text belongs would count as none: an expectation would be no expectation. */
    private Optional<String> structured(Input input) {
        return texts.stream()
                .filter(name -> input.values().get(name) instanceof List
                        || input.values().get(name) instanceof Map)
                .findFirst()
                .map(name -> "'" + name + "' in 'with' of " + executor + " is "
                        + (input.values().get(name) instanceof List ? "a list" : "an object")
                        + "; allowed is one value; " + fix);
    }

    private String all() {
        return Stream.concat(texts.stream(), others.stream())
                .map(name -> "'" + name + "'")
                .collect(joining(", "));
    }

    private static String quoted(Collection<String> names) {
        String first = names.stream()
                .limit(MOST_NAMES)
                .map(name -> "'" + cut(name) + "'")
                .collect(joining(", "));
        return names.size() > MOST_NAMES ? first + " and " + (names.size() - MOST_NAMES) + " more" : first;
    }

    private static String cut(String name) {
        String line = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "\uFFFD");
        return line.codePointCount(0, line.length()) <= LONGEST_NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }
}
