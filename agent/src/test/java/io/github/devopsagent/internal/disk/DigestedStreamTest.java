package io.github.devopsagent.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestedStreamTest {

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 20, (1 << 20) + 1, 5_000_003})
    void bytes_pass_and_are_hashed_however_many_they_are(int size) throws IOException {
        byte[] bytes = bytes(size);
        try (DigestedStream in = new DigestedStream(new ByteArrayInputStream(bytes))) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
            assertThat(in.digest()).isEqualTo(Digest.of(bytes));
        }
    }

    @Test
    void what_the_reader_does_with_its_buffer_does_not_change_the_digest() throws IOException {
        byte[] bytes = bytes(3 << 20);
        byte[] buffer = new byte[1000];
        try (DigestedStream in = new DigestedStream(new ByteArrayInputStream(bytes))) {
            while (in.read(buffer) >= 0) {
                buffer[0]++;
            }
            assertThat(in.digest()).isEqualTo(Digest.of(bytes));
        }
    }

    @Test
    void an_interrupt_is_kept_and_the_digest_is_right() throws IOException {
        byte[] bytes = bytes(4 << 20);
        try (DigestedStream in = new DigestedStream(new ByteArrayInputStream(bytes))) {
            Thread.currentThread().interrupt();
            in.readAllBytes();
            assertThat(in.digest()).isEqualTo(Digest.of(bytes));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void its_thread_ends_with_it() throws Exception {
        DigestedStream in = new DigestedStream(new ByteArrayInputStream(bytes(4 << 20)));
        in.readAllBytes();
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("devops-digest"))
                .findFirst()
                .orElseThrow();
        in.close();
        thread.join(300_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
