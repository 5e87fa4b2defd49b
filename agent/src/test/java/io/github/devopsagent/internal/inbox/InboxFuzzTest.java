package io.github.devopsagent.internal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.devopsagent.inbox.InboxMessage;
import java.time.Instant;

/** Whatever lies in the inbox is told in bounded length, with a reason if it is no valid message. */
class InboxFuzzTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @FuzzTest
    void message(byte[] bytes) {
        InboxMessage message = InboxReader.read("f", bytes, "EP-1", NOW);
        assertThat(InboxReader.read("f", bytes, "EP-1", NOW)).isEqualTo(message);
        assertThat(message.toString()).hasSizeLessThan(5000);
        assertThat(message.unclear().isPresent()).isEqualTo(message.form() != InboxMessage.Form.VALID);
        assertThat(message.unclear().filter(String::isBlank)).isEmpty();
    }
}
