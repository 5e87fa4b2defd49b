package io.github.devopsagent.internal.document;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.devopsagent.internal.json.QuotedJson;
import io.github.devopsagent.internal.json.TrustedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Judges documents by JSON Schemas: the protocol's, and the library's own. */
public final class Schemas {

    public static final Schemas STATUS = new Schemas("/protocol/status.schema.json", SpecificationVersion.DRAFT_7);
    public static final Schemas MESSAGE = new Schemas("/protocol/message.schema.json", SpecificationVersion.DRAFT_7);
    public static final Schemas PROTOCOL_PLAN = new Schemas("/protocol/plan.schema.json", SpecificationVersion.DRAFT_7);
    public static final Schemas PLAN =
            new Schemas("/io/github/devopsagent/schema/plan.schema.json", SpecificationVersion.DRAFT_2020_12);
    public static final Schemas DEPLOYMENT =
            new Schemas("/io/github/devopsagent/schema/deployment.schema.json", SpecificationVersion.DRAFT_2020_12);

    public static final Schemas HISTORY = new Schemas(
                    "/io/github/devopsagent/schema/history.schema.json", SpecificationVersion.DRAFT_2020_12)
            .closed();
    public static final Schemas UNFINISHED_RUN = new Schemas(
                    "/io/github/devopsagent/schema/unfinished-run.schema.json", SpecificationVersion.DRAFT_2020_12)
            .closed();
    /** What we answer has no field that the schema does not know. */
    public static final Schemas OUTCOME = answer("outcome");

    public static final Schemas PREVIEW = answer("preview");
    public static final Schemas EVENT = answer("event");

    /** What we write ourselves has no field that the schema does not know, though others may add some. */
    public static final Schemas OUR_DEPLOYMENT = DEPLOYMENT.closed();

    private static final Pattern RANDOM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final int MOST = 5_000;

    /** Documents that were found to be valid, without what is random in them: runs by one clock leave few others. */
    private final Set<String> valid = ConcurrentHashMap.newKeySet();

    private final byte[] text;
    private final SpecificationVersion version;
    private final Schema schema;

    private Schemas(String resource, SpecificationVersion version) {
        this(read(resource), version);
    }

    private Schemas(byte[] text, SpecificationVersion version) {
        this.text = text;
        this.version = version;
        this.schema = SchemaRegistry.withDefaultDialect(version).getSchema(QuotedJson.text(text), InputFormat.JSON);
    }

    private static byte[] read(String resource) {
        try (InputStream in = Objects.requireNonNull(Schemas.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schemas answer(String name) {
        return new Schemas("/io/github/devopsagent/schema/" + name + ".schema.json", SpecificationVersion.DRAFT_2020_12)
                .closed();
    }

    private Schemas closed() {
        JsonNode root = TrustedJson.strict(text);
        close(root);
        return new Schemas(TrustedJson.compact(root), version);
    }

    /** Where objects are described, no other fields are allowed. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asString("").equals("object")
                && object.has("properties")) {
            object.put("additionalProperties", false);
        }
        node.values().forEach(Schemas::close);
    }

    /** What is wrong with an answer; empty if it is valid. */
    public List<String> errorsIn(String answer) {
        return errorsIn(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** What is wrong with a document; empty if it is valid. */
    public List<String> errorsIn(byte[] bytes) {
        String document = QuotedJson.text(bytes);
        String known = RANDOM.matcher(document).replaceAll("…");
        if (valid.contains(known)) {
            return List.of();
        }
        List<String> errors = schema.validate(document, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
        if (errors.isEmpty() && valid.size() < MOST) {
            valid.add(known);
        }
        return errors;
    }
}
