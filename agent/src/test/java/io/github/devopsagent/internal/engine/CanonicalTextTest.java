package io.github.devopsagent.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sets and maps of the JDK have another order in each process, and what was shown in one is done in another. */
class CanonicalTextTest {

    private record Inner(Set<String> names) {}

    private record Outer(Map<String, Object> values, Optional<Inner> inner, List<Set<String>> sets) {}

    private static Set<String> set(String... names) {
        return new LinkedHashSet<>(Arrays.asList(names));
    }

    private static Map<String, Object> map(String first, Object one, String second, Object other) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, other);
        return map;
    }

    @Test
    void sets_and_maps_that_are_equal_have_one_text_at_any_depth() {
        Outer one = new Outer(
                map("a", set("x", "y"), "b", map("c", 1, "d", 2)),
                Optional.of(new Inner(set("qa", "developer"))),
                List.of(set("one", "two")));
        Outer other = new Outer(
                map("b", map("d", 2, "c", 1), "a", set("y", "x")),
                Optional.of(new Inner(set("developer", "qa"))),
                List.of(set("two", "one")));
        assertThat(one).isEqualTo(other);
        assertThat(CanonicalText.of(one)).isEqualTo(CanonicalText.of(other));
    }

    @Test
    void the_order_of_a_list_counts() {
        assertThat(CanonicalText.of(List.of("one", "two"))).isNotEqualTo(CanonicalText.of(List.of("two", "one")));
    }

    @Test
    void what_is_not_equal_has_another_text() {
        assertThat(CanonicalText.of(new Inner(set("qa")))).isNotEqualTo(CanonicalText.of(new Inner(set("dev"))));
    }
}
