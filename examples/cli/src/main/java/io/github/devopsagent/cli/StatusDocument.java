package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.cli.option.FailureException;
import io.github.devopsagent.domain.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What {@code status.json} says, for people; what is of another type there counts as missing.
 *
 * @param root of the document
 */
record StatusDocument(JsonNode root) {

    /** Reads it; empty if there is none that can be read. */
    static Optional<StatusDocument> of(Path consensus) {
        Path file = consensus.resolve(Status.FILE);
        try {
            return Optional.of(new StatusDocument(Json.read(file.toString(), Files.readString(file, UTF_8))));
        } catch (IOException | FailureException e) {
            return Optional.empty();
        }
    }

    Optional<String> phase() {
        return text(root, "phase");
    }

    /** The blockers that stand there, as they are written. */
    List<JsonNode> blockers() {
        return root.path("blockers").values().stream().toList();
    }

    /** What keeps the epic from advancing, a line each. */
    List<String> blockerLines() {
        return blockers().stream()
                .map(blocker -> text(blocker, "type").orElse("?") + " of "
                        + text(blocker, "by").orElse("?") + ": "
                        + text(blocker, "reason").orElse("?"))
                .toList();
    }

    private static Optional<String> text(JsonNode object, String name) {
        return object.path(name).stringValueOpt();
    }
}
