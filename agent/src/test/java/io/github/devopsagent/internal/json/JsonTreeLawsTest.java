package io.github.devopsagent.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Trees are read and written as Jackson's mapper does it. */
class JsonTreeLawsTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(TWO_SPACES).withArrayIndenter(TWO_SPACES))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static JsonNode read(String json) {
        try (JsonParser parser = StrictJson.STREAMED.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            JsonNode tree = JsonTree.read(parser);
            assertThat(parser.nextToken()).as("what stands behind the value").isNull();
            return tree;
        }
    }

    @Property
    void what_is_written_is_what_a_mapper_writes(@ForAll("trees") JsonNode tree) {
        assertThat(JsonTree.compact(tree)).isEqualTo(MAPPER.writeValueAsString(tree));
        assertThat(JsonTree.pretty(tree))
                .isEqualTo(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree));
    }

    @Property
    void what_is_read_is_what_a_mapper_reads(@ForAll("trees") JsonNode tree) {
        String json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
        JsonNode read = read(json);
        assertThat(read).isEqualTo(MAPPER.readTree(json));
        assertThat(JsonTree.pretty(read)).isEqualTo(json);
    }

    @Property(tries = 50)
    void of_a_key_that_stands_there_twice_the_last_value_counts(
            @ForAll("trees") JsonNode first, @ForAll("trees") JsonNode last) {
        String json = "{\"a\":" + JsonTree.compact(first) + ",\"b\":1,\"a\":" + JsonTree.compact(last) + "}";
        assertThat(read(json)).isEqualTo(MAPPER.readTree(json));
    }

    @Provide
    Arbitrary<JsonNode> trees() {
        return Arbitraries.lazyOf(this::scalars, this::scalars, this::arrays, this::objects);
    }

    private Arbitrary<JsonNode> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12).map(NODES::stringNode),
                Arbitraries.integers().map(NODES::numberNode),
                Arbitraries.longs().map(each -> NODES.numberNode(each.longValue())),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40))
                        .map(NODES::numberNode),
                Combinators.combine(
                                Arbitraries.bigIntegers()
                                        .between(BigInteger.TEN.pow(30).negate(), BigInteger.TEN.pow(30)),
                                Arbitraries.integers().between(1, 60))
                        .as((digits, scale) -> NODES.numberNode(new BigDecimal(digits, scale))),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.just(NODES.nullNode()));
    }

    private Arbitrary<JsonNode> arrays() {
        return trees().list().ofMaxSize(3).map(values -> {
            ArrayNode node = NODES.arrayNode();
            values.forEach(node::add);
            return node;
        });
    }

    private Arbitrary<JsonNode> objects() {
        return Combinators.combine(
                        Arbitraries.strings().ofMaxLength(4).list().ofSize(3),
                        trees().list().ofMaxSize(3))
                .as(JsonTreeLawsTest::object);
    }

    private static JsonNode object(List<String> keys, List<JsonNode> values) {
        ObjectNode node = NODES.objectNode();
        for (int i = 0; i < values.size(); i++) {
            node.set(keys.get(i), values.get(i));
        }
        return node;
    }
}
