package io.github.devopsagent.internal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.inbox.MessageField;
import io.github.devopsagent.internal.json.QuotedJson;
import io.github.devopsagent.internal.json.TrustedJson;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is JSON is read as what it is; what is not is read as far as it can be. */
class LenientJsonTest {

    private static List<String> read(String text) {
        return LenientJson.read(text, List.of(), "").fields().stream()
                .map(LenientJsonTest::line)
                .toList();
    }

    private static String line(MessageField field) {
        return field.above() + " " + field.key() + " " + field.index() + " " + field.type() + " " + field.text();
    }

    @Property(tries = 500)
    void strict_json_has_the_fields_that_a_strict_reader_finds(@ForAll("documents") JsonNode document) {
        List<String> expected = new ArrayList<>();
        collect(document, List.of(), "", -1, expected);
        assertThat(read(QuotedJson.text(TrustedJson.compact(document)))).isEqualTo(expected);
        assertThat(read(QuotedJson.text(TrustedJson.pretty(document)))).isEqualTo(expected);
    }

    private static void collect(JsonNode node, List<String> above, String key, int index, List<String> lines) {
        if (node.isContainer() && node.isEmpty()) {
            lines.add(line(new MessageField(above, key, -1, MessageField.ValueType.EMPTY, "")));
        } else if (node.isObject()) {
            List<String> inside = new ArrayList<>(above);
            if (!key.isEmpty()) {
                inside.add(key);
            }
            node.forEachEntry((name, value) -> collect(value, inside, name, -1, lines));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), above, key, i, lines);
            }
        } else if (node.isString()) {
            lines.add(line(new MessageField(above, key, index, MessageField.ValueType.TEXT, node.stringValue())));
        } else {
            lines.add(line(MessageParts.bare(above, key, index, node.toString())));
        }
    }

    @Provide
    Arbitrary<JsonNode> documents() {
        return objects(3).map(each -> each);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab \\\"'/*#:,{}[]\n\té=>\u2028😀-")
                .ofMaxLength(8);
    }

    private static Arbitrary<ObjectNode> objects(int depth) {
        return Combinators.combine(texts().filter(key -> !key.isEmpty()), values(depth))
                .as((key, value) -> new Object[] {key, value})
                .list()
                .ofMaxSize(4)
                .map(fields -> {
                    ObjectNode node = JsonNodeFactory.instance.objectNode();
                    fields.forEach(field -> node.set((String) field[0], (JsonNode) field[1]));
                    return node;
                });
    }

    private static Arbitrary<JsonNode> values(int depth) {
        Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
                texts().map(JsonNodeFactory.instance::stringNode),
                Arbitraries.longs().map(JsonNodeFactory.instance::numberNode),
                Arbitraries.of(1.5, -0.25, 1e300).map(JsonNodeFactory.instance::numberNode),
                Arbitraries.of(true, false).map(JsonNodeFactory.instance::booleanNode),
                Arbitraries.create(JsonNodeFactory.instance::nullNode));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<JsonNode> lists = values(depth - 1).list().ofMaxSize(3).map(all -> {
            ArrayNode node = JsonNodeFactory.instance.arrayNode();
            all.forEach(node::add);
            return node;
        });
        return Arbitraries.oneOf(scalars, lists, objects(depth - 1).map(each -> each));
    }

    @Example
    void a_key_that_stands_there_twice_has_both_values() {
        assertThat(read("{\"a\": 1, \"a\": 2}")).containsExactly("[] a -1 NUMBER 1", "[] a -1 NUMBER 2");
    }

    @Example
    void what_other_notations_allow_is_read() {
        assertThat(read("{a: 'x', /* no */ b = True, 'c' => None, d: [1,,2,], // end\n e: 1_000 # fine\n}"))
                .containsExactly(
                        "[] a -1 TEXT x",
                        "[] b -1 TRUE True",
                        "[] c -1 NULL None",
                        "[] d 0 NUMBER 1",
                        "[] d 1 NUMBER 2",
                        "[] e -1 NUMBER 1_000");
    }

    @Example
    void where_it_is_cut_off_something_may_have_followed() {
        String mark = "TEXT the file is cut off here";
        assertThat(read("{\"a\": {\"veto\":")).containsExactly("[a] veto -1 " + mark);
        assertThat(read("{\"veto\": [")).containsExactly("[] veto -1 " + mark);
        assertThat(read("{\"veto\": {")).containsExactly("[veto]  -1 " + mark);
        assertThat(read("{\"a\": \"b")).containsExactly("[] a -1 TEXT b");
    }

    @Example
    void what_is_no_value_is_text() {
        MessageParts parts = LenientJson.read("{\"a\": 1} and so on // why\n{b c}", List.of(), "");
        assertThat(parts.text()).contains("and so on", "// why", "b c");
    }
}
