package io.github.devopsagent.shell.internal.input;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.plan.Input;
import io.vavr.control.Either;
import java.util.ArrayList;
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
        Optional<String> fault = unknown(input);
        if (fault.isEmpty()) {
            fault = structured(input);
        }
        return fault.isPresent() ? Either.left(fault.get()) : Either.right(input);
    }

    private Optional<String> unknown(Input input) {
        List<String> unknown = new ArrayList<>();
        for (String name : input.values().keySet()) {
            if (!texts.contains(name) && !others.contains(name)) {
                unknown.add(name);
            }
        }
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "'with' of " + executor + " has " + quoted(unknown) + "; allowed is " + all() + "; " + fix);
    }

    /** A list where a text belongs would count as none: an expectation would be no expectation. */
    private Optional<String> structured(Input input) {
        for (String name : texts) {
            Object value = input.values().get(name);
            if (value instanceof List || value instanceof Map) {
                return Optional.of("'" + name + "' in 'with' of " + executor + " is "
                        + (value instanceof List ? "a list" : "an object")
                        + "; allowed is one value; " + fix);
            }
        }
        return Optional.empty();
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
