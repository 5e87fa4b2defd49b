package io.github.devopsagent.json;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Judges documents by JSON Schemas: the protocol's, and the library's own. */
public final class Schemas {

    public static final Schemas STATUS = new Schemas("/protocol/status.schema.json", SpecificationVersion.DRAFT_7);
    public static final Schemas MESSAGE = new Schemas("/protocol/message.schema.json", SpecificationVersion.DRAFT_7);
    public static final Schemas PROTOCOL_PLAN = new Schemas("/protocol/plan.schema.json", SpecificationVersion.DRAFT_7);
    public static final Schemas PLAN =
            new Schemas("/io/github/devopsagent/schema/plan.schema.json", SpecificationVersion.DRAFT_2020_12);
    public static final Schemas DEPLOYMENT =
            new Schemas("/io/github/devopsagent/schema/deployment.schema.json", SpecificationVersion.DRAFT_2020_12);

    private final Schema schema;

    private Schemas(String resource, SpecificationVersion version) {
        try (InputStream in = Objects.requireNonNull(Schemas.class.getResourceAsStream(resource), resource)) {
            schema = SchemaRegistry.withDefaultDialect(version).getSchema(in, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a document; empty if it is valid. */
    public List<String> errorsIn(byte[] document) {
        return schema.validate(Texts.text(document), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
