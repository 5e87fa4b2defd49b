package io.github.devopsagent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The JSON Schemas (2020-12) of what the agent reads and writes, and of what it answers. Each stands alone: none refers to
 * another one. In the jar they lie in {@code io/github/devopsagent/schema}; on a module path only {@link #text()} gets at
 * them, since a module's resources are its own.
 */
public enum JsonSchema {
    /** Of {@code plan.json}: a superset of the protocol's. */
    PLAN,
    /** Of {@code deployment.json}. */
    DEPLOYMENT,
    /** Of {@link Outcome#toJson()}. */
    OUTCOME,
    /** Of {@link Preview#toJson()}. */
    PREVIEW,
    /** Of {@link ListenerEvent#toJson()}. */
    EVENT,
    /** Of {@link UnfinishedRun#toJson()}. */
    UNFINISHED_RUN,
    /** Of {@link DeploymentHistory#toJson()}. */
    HISTORY;

    /**
     * The file's name.
     *
     * @return such as {@code unfinished-run.schema.json}
     */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".schema.json";
    }

    /**
     * Reads the schema.
     *
     * @return a JSON document
     */
    public String text() {
        // The class opens it, so that it is found in whatever module and by whatever loader the class is.
        try (InputStream in = JsonSchema.class.getResourceAsStream("schema/" + fileName())) {
            if (in == null) {
                throw new IllegalStateException("the library's jar lacks schema/" + fileName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read schema/" + fileName(), e);
        }
    }
}
