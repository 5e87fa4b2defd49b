package io.github.devopsagent.internal.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Numbers of places, and sets of them: what does not fit would be another secret's place, and leave its own in clear. */
class WayLawsTest {

    @Property
    void a_way_is_what_it_was_made_of(
            @ForAll @IntRange int form,
            @ForAll @IntRange(max = Spellings.MOST_BETWEEN) int between,
            @ForAll @IntRange(max = Way.MOST_NODES - 1) int spelling) {
        long way = Way.of(form, between, spelling);

        assertThat(List.of(Way.form(way), Way.between(way), Way.spelling(way)))
                .containsExactly(form, between, spelling);
    }

    @Property
    void of_ways_to_one_place_the_longest_is_kept_in_whatever_order_they_come(
            @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> forms,
            @ForAll @Size(40) List<@IntRange Integer> lengths) {
        Ways.WayCollection builder = new Ways.WayCollection(0);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < forms.size(); i++) {
            builder.add(Way.of(forms.get(i), 0, 0), lengths.get(i));
            expected.merge(Way.of(forms.get(i), 0, 0), lengths.get(i), Math::max);
        }
        Ways ways = builder.build();

        Map<Long, Integer> found = new HashMap<>();
        for (int i = 0; i < ways.count(); i++) {
            found.put(ways.place(i), ways.length(i));
        }
        assertThat(found).isEqualTo(expected).hasSize(ways.count());
        assertThat(ways.longest())
                .isEqualTo(expected.values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0));
    }

    @Property
    void an_edge_leads_to_its_child_and_none_to_nowhere(
            @ForAll List<@IntRange(max = 200) Integer> nodes, @ForAll @IntRange(max = 200) int another) {
        Edges edges = new Edges();
        int[] distinct = nodes.stream().mapToInt(Integer::intValue).distinct().toArray();
        for (int i = 0; i < distinct.length; i++) {
            edges.put(distinct[i], distinct[i] << 8, i + 1);
        }

        for (int i = 0; i < distinct.length; i++) {
            assertThat(edges.child(distinct[i], distinct[i] << 8)).isEqualTo(i + 1);
        }
        assertThat(edges.child(another, 1)).isZero();
        assertThat(edges.child(another, another << 8) != 0)
                .isEqualTo(Arrays.stream(distinct).anyMatch(node -> node == another));
    }
}
