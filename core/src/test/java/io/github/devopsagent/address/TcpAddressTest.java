package io.github.devopsagent.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host and a port. */
class TcpAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:5432",
                "my_app:80",
                "[::1]:80",
                "[fe80::1%br-1a2b]:80",
                "bücher.example:443",
                "h:65535"
            })
    void is_written_as_it_is_read(String text) {
        assertThat(TcpAddress.parse(text).get()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h",
                "h:",
                ":1",
                "h:x",
                "h:-1",
                "h:123456",
                "h :1",
                "h: 1",
                "h:1\n",
                "me:pw@h:1",
                "me@h:1",
                "h/p:1",
                "tcp://h:1",
                "::1:80",
                "[]:1",
                "[::1]",
                "[::1:80",
                "h:1/",
                "h:１"
            })
    void has_a_form(String text) {
        assertThat(TcpAddress.parse(text).getLeft())
                .isEqualTo("must be host:port or [IPv6 address]:port, such as localhost:5432");
    }

    @Property
    void has_a_port_that_there_is(@ForAll @IntRange(max = 99_999) int port) {
        assertThat(TcpAddress.parse("h:" + port).isRight()).isEqualTo(port >= 1 && port <= 65_535);
    }

    @Example
    void cannot_be_made_without_one() {
        assertThatThrownBy(() -> new TcpAddress("h", 65_536)).hasMessageContaining("found 65536");
    }
}
