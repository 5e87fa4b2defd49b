package io.github.devopsagent.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldNameTest {

    @Test
    void what_a_name_tells_is_found_out_once_before_the_next_name_however_many_there_were() {
        for (int i = 0; i < 2000; i++) {
            String name = "name number " + i + " of a test that is longer than what is remembered for good";

            FieldName first = FieldName.of(name);

            assertThat(FieldName.of(name)).isSameAs(first);
        }
        assertThat(FieldName.of("failed").subject()).isPresent();
    }
}
