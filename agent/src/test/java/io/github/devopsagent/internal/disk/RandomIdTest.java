package io.github.devopsagent.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RandomIdTest {

    @Test
    void it_says_of_itself_that_it_is_a_random_uuid() {
        for (int i = 0; i < 100; i++) {
            String id = RandomId.next();
            assertThat(UUID.fromString(id)).hasToString(id);
            assertThat(UUID.fromString(id).version()).isEqualTo(4);
            assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        }
    }

    @Test
    void no_two_are_the_same() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(RandomId.next());
        }
        assertThat(ids).hasSize(1000);
    }
}
