package io.github.devopsagent.barestring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.barestring.BareString.Interpretation;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.plan.BareStringPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A string as somebody wrote it, and what a person says that it is.
 *
 * @param isCommand rather than prose
 * @param text the string; {@code \n} in the file is the end of a line
 */
record LabelledString(boolean isCommand, String text) {

    /** All lists. */
    static final List<String> FILES = List.of(
            "own.tsv",
            "collected.tsv",
            "later.tsv",
            "adversary.tsv",
            "audited.tsv",
            "stranger.tsv",
            "runbooks.tsv",
            "operations.tsv",
            "public.tsv",
            "fresh.tsv",
            "unseen.tsv",
            "checklists.tsv",
            "platforms.tsv");

    /** Programs of a fixed machine that no table knows. */
    private static final Set<String> OWN_TOOLS = Set.of(
            "shopctl",
            "opsbot",
            "bluegreen",
            "relctl",
            "fleetctl",
            "releasebot",
            "myapp-cli",
            "daytona",
            "ykman",
            "discourse",
            "newgrp",
            "server",
            "rollout",
            "ops",
            "site",
            "migrate",
            "robocopy");

    /** All of a file: {@code kind<TAB>string<TAB>source}. */
    static List<LabelledString> of(String file) {
        try (InputStream stream = LabelledString.class.getResourceAsStream("/bare-strings/" + file)) {
            return new String(stream.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .map(parts -> new LabelledString(parts[0].equals("command"), parts[1].replace("\\n", "\n")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<LabelledString> all() {
        return FILES.stream().flatMap(file -> of(file).stream());
    }

    /** How it is read where every tool of the tables is installed, so that nothing is prose for want of one. */
    static Interpretation read(String text) {
        return BareString.read(text, Set.of(), BareStringPolicy.COMMANDS, LabelledString::check);
    }

    static boolean isExecuted(String text) {
        return read(text).fold(command -> true, executor -> true, prose -> false);
    }

    private static Optional<StepFinding> check(String line) {
        boolean isName = !line.contains(" ");
        return isName && !OWN_TOOLS.contains(line) && ToolTable.find(line).isEmpty()
                ? Optional.of(StepFinding.notInstalled(line + ": not found", Optional.empty()))
                : Optional.empty();
    }
}
