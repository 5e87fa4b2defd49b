package io.github.devopsagent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a step hands to its executor. */
class InputTest {

    private static final Input INPUT = new Input(new LinkedHashMap<>(Map.of(
            "pool", "green", "weight", 7, "dry", true, "hosts", List.of("a", "b"), "labels", Map.of("tier", "web"))));

    @Test
    void strings_numbers_and_booleans_are_text() {
        assertThat(INPUT.text("pool")).contains("green");
        assertThat(INPUT.text("weight")).contains("7");
        assertThat(INPUT.text("dry")).contains("true");
    }

    @Test
    void lists_and_objects_are_no_text() {
        assertThat(INPUT.text("hosts")).isEmpty();
        assertThat(INPUT.text("labels")).isEmpty();
        assertThat(INPUT.text("nothing")).isEmpty();
    }

    @Test
    void a_required_value_is_there_or_the_message_names_what_is() {
        assertThat(INPUT.required("pool")).isEqualTo("green");
        assertThatThrownBy(() -> Input.of("pool", "green").required("port"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'with' has no text 'port'; it has [pool]. Add it to the step.");
    }

    @Test
    void a_whole_number_may_be_a_number_or_a_string() {
        assertThat(INPUT.integer("weight")).contains(7);
        assertThat(Input.of("weight", "-8").integer("weight")).contains(-8);
        assertThat(INPUT.integer("nothing")).isEmpty();
    }

    @Test
    void half_a_number_is_refused() {
        assertThatThrownBy(() -> Input.of("weight", 7.5).integer("weight"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'weight' must be a whole number, found '7.5'");
    }

    @Test
    void values_are_copied_all_the_way_down_and_keep_their_order() {
        List<Object> hosts = new ArrayList<>(List.of("a"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("z", Map.of("hosts", hosts));
        values.put("a", 1);
        Input input = new Input(values);
        values.put("b", 2);
        hosts.add("b");
        assertThat(input.values()).containsExactly(Map.entry("z", Map.of("hosts", List.of("a"))), Map.entry("a", 1));
        assertThatThrownBy(() -> input.values().put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void what_it_hands_out_cannot_be_changed_at_any_depth() {
        List<Object> inner = new ArrayList<>(List.of("a"));
        Input input = new Input(Map.of("hosts", inner, "tree", Map.of("hosts", List.of(inner))));
        cannotBeChanged(input.values());
    }

    private static void cannotBeChanged(Object value) {
        if (value instanceof Map<?, ?> map) {
            assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
            map.values().forEach(InputTest::cannotBeChanged);
        } else if (value instanceof List<?> list) {
            assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
            list.forEach(InputTest::cannotBeChanged);
        }
    }

    @Test
    void other_types_are_refused() {
        assertThatThrownBy(() -> Input.of("since", java.time.Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a value must be a string, a boolean, a number, a list or a map, found java.time.Instant");
        assertThatThrownBy(() -> Input.of("count", new AtomicInteger(1)))
                .as("it may change")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("found java.util.concurrent.atomic.AtomicInteger");
        assertThatThrownBy(() -> Input.of("list", List.of(new Object()))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_input_has_no_values() {
        assertThat(Input.none().values()).isEmpty();
    }
}
