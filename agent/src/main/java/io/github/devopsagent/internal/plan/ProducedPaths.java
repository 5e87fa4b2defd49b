package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads what a backup step leaves: paths as they are, which no shell sees. */
final class ProducedPaths {

    /** What a shell or a template would replace by something else. */
    private static final String EXPANDED = "$`*?[{<";

    private ProducedPaths() {}

    /** One path or a list of them; blank ones are passed over, as blank steps are. */
    static List<String> of(JsonCursor cursor) {
        if (!cursor.isText() && !cursor.isList()) {
            cursor.wrongType("a path, or a list of paths, such as [\"app.sql\"]", "write each path in quotes");
            return List.of();
        }
        List<JsonCursor> all = StepReader.oneOrMore(cursor);
        cursor.demand(!all.isEmpty(), "at least one path", "name what the step leaves, or remove 'produces'");
        return all.stream().flatMap(ProducedPaths::path).distinct().toList();
    }

    private static Stream<String> path(JsonCursor cursor) {
        return cursor.processText().stream()
                .filter(text -> cursor.demand(
                        !isExpanded(text),
                        "a path as it is: '~', variables and patterns are not expanded here",
                        "write the path out, without any of ~ " + String.join(" ", EXPANDED.split(""))))
                .filter(text -> cursor.demand(
                        isPath(text),
                        "a path that can be written in this system's encoding, "
                                + System.getProperty("sun.jnu.encoding"),
                        "run the agent in a UTF-8 locale, or rename the file"));
    }

    private static boolean isExpanded(String text) {
        return text.startsWith("~") || text.chars().anyMatch(each -> EXPANDED.indexOf(each) >= 0);
    }

    static boolean isPath(String text) {
        try {
            return !Path.of(text).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
