package io.github.devopsagent.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.devopsagent.domain.InboxMessage;
import io.vavr.control.Either;

/** Whatever lies in the inbox is a message of bounded length, or there is a reason why it is none. */
class InboxFuzzTest {

    @FuzzTest
    void message(byte[] bytes) {
        Either<String, InboxMessage> read = InboxReader.read("f", bytes);
        assertThat(InboxReader.read("f", bytes)).isEqualTo(read);
        read.peek(message -> assertThat(message.toString()).hasSizeLessThan(5000));
        read.peekLeft(why -> assertThat(why).isNotBlank());
    }
}
