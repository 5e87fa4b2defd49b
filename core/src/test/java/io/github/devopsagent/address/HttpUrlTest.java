package io.github.devopsagent.address;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked with HTTP. */
class HttpUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://localhost:8080/health | http://localhost:8080/health | localhost:8080",
                "HTTPS://[::1]/health?full=yes | https://[::1]/health?full=yes | [::1]:443",
                "http://h | http://h/ | h:80",
                "http://h: | http://h/ | h:80",
                "http://h?a=b#c | http://h/?a=b | h:80",
                "http://my_app:8080/ | http://my_app:8080/ | my_app:8080",
                "http://_dmarc.h-1_/ | http://_dmarc.h-1_/ | _dmarc.h-1_:80",
                "http://a.1b:8080/ | http://a.1b:8080/ | a.1b:8080",
                "http://h./ | http://h./ | h.:80",
                "http://bücher.example/ä?ö | http://xn--bcher-kva.example/%C3%A4?%C3%B6 | xn--bcher-kva.example:80",
                "http://[fe80::1%25eth0]:80/ | http://[fe80::1]:80/ | [fe80::1%eth0]:80",
                "http://[fe80::1%eth0]/ | http://[fe80::1]/ | [fe80::1%eth0]:80",
                "http://me:pw@h/@x | http://h/@x | h:80",
                "http://h//a//b?c=[1] | http://h//a//b?c=[1] | h:80"
            })
    void is_read_as_clients_read_it(String text, String asked, String address) {
        HttpUrl url = HttpUrl.parse(text).get();

        assertThat(url).hasToString(asked);
        assertThat(url.address()).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "localhost:8080 | must be an absolute http or https address",
                "ftp://h/ | must be an absolute http or https address",
                "http:/h/ | must be an absolute http or https address",
                "http:///health | must have a host",
                "http://h:0/ | must have a port from 1 to 65535",
                "http://h:65536/ | must have a port from 1 to 65535",
                "http://h:123456789012/ | must have a port from 1 to 65535",
                "http://h:x/ | must have host, host:port or",
                "http://::1/ | must have host, host:port or",
                "http://[h]/ | must have an IPv6 address between",
                "http://[::1/ | must have host, host:port or",
                "http://127.1:8080/ | must have all four numbers of an IPv4 address",
                "http://2130706433/ | must have all four numbers of an IPv4 address",
                "http://0x7f.0.0.1/ | must have all four numbers of an IPv4 address",
                "http://127.0.0.01/ | must have all four numbers of an IPv4 address",
                "http://256.0.0.1/ | must have all four numbers of an IPv4 address",
                "http://$HOST:8080/ | since nothing replaces a variable here",
                "http://{{ host }}/ | since nothing replaces a variable here",
                "http://local host/ | the character U+0020 is none of them",
                "http://h!/ | '!' is none of them",
                "http://-h/ | does not begin with '-'",
                "http://a..b/ | parts between dots have 1 to 63 characters",
                "http://straße.example/ | must have its host in ASCII (xn--…)",
                "http://h/a b | must not contain a blank: write it as %20",
                "http://h/{id} | must not contain '{': write it as %7B, nothing is filled in here",
                "http://h/a\\b | must not contain '\\': write it as %5C",
                "http://h/100% | write '%' itself as %25",
            })
    void says_what_is_wrong(String text, String why) {
        assertThat(HttpUrl.parse(text).getLeft()).contains(why);
    }

    @Test
    void what_stands_before_the_host_is_kept_apart() {
        HttpUrl url = HttpUrl.parse("http://me:hunter2@h/").get();

        assertThat(url.credentials()).contains("me:hunter2");
        assertThat(url.authority()).isEqualTo("h");
        assertThat(url.toString()).doesNotContain("hunter2");
    }

    @Property
    void any_text_is_read_or_refused_and_what_is_read_is_read_again(@ForAll String host, @ForAll String path) {
        HttpUrl.parse("http://" + host + "/" + path)
                .peek(url -> assertThat(HttpUrl.parse(url.toString()).get().target())
                        .isEqualTo(url.target())
                        .matches("/[!-~]*"))
                .peekLeft(why -> assertThat(why).startsWith("must "));
    }
}
