package io.github.devopsagent.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlCredentialsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http://me:hunter2@h/ | http://***@h/",
                "curl -fsS 'HTTPS://me:hunter2@h:8443/x?y' | curl -fsS 'HTTPS://***@h:8443/x?y'",
                "https://hunter2:x-oauth-basic@h/r.git | https://***@h/r.git",
                "https://hunter2@h | https://***@h",
                "http://me:hunter2@x@h/ | http://***@h/",
                "http://me:hun'ter2@h/ | http://***@h/",
                "http://me:hunter2@h and ftp://me:hunter2@h | http://***@h and ftp://me:***@h",
                "postgres://app:hunter2@db:5432/x | postgres://app:***@db:5432/x",
                "redis://:hunter2@cache | redis://:***@cache",
                "psql postgres://app:p#hunter2@db/shop | psql postgres://app:***@db/shop",
                "psql postgres://app:p/hunter2@db/shop | psql postgres://app:***@db/shop",
                "psql postgres://app:p?hunter2@x@db/shop?a=b | psql postgres://app:***@db/shop?a=b",
                "psql 'postgres://app:p\"hunter2@db' | psql 'postgres://app:***@db'",
                "psql 'postgres://app:p<hunter2@db' and more | psql 'postgres://app:***@db' and more",
                "psql postgres://app:12/hunter2@db | psql postgres://app:***@db",
                "{\"url\":\"amqp://app:p#hunter2@mq\",\"to\":\"me@h\"} | {\"url\":\"amqp://app:***@mq\",\"to\":\"me@h\"}",
                "curl http://me:p#hunter2@h/ | curl http://me:***@h/",
                "curl http://me:p/hunter2@h/ | curl http://me:***@h/",
                "psql postgres://app:p#hunter2… | psql postgres://app:***…",
                "curl http://me:p#hunter2… | curl http://me:***…",
                "curl https://me:hunter2… | curl https://***…",
                "https://me@x:hunter2… (and more) | https://***… (and more)",
                "https://hunter2… | https://***…",
                "postgres://app:hunter2… | postgres://app:***…"
            })
    void what_stands_before_the_host_is_masked(String text, String masked) {
        assertThat(UrlCredentials.masked(text)).isEqualTo(masked).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://h:8080/users/@me",
                "http://h:8080?to=me@example.org",
                "http://h:8080 me@example.org",
                "ssh://git@h/r.git",
                "git@h:r.git",
                "https://h/a#b@c",
                "[\"http://h:80\",\"me@h\"]",
                "curl https://h/a… and http://… and ssh://git…",
                "see https://h:8080 …",
                "see https://h:8080/a… and postgres://db:5432/shop…",
                "{\"url\":\"amqp://mq:5672/\",\"to\":\"me@h\"}",
                "http://h:8080/a?to=me@h and http://h:/me@h"
            })
    void what_is_no_credential_stays(String text) {
        assertThat(UrlCredentials.masked(text)).isEqualTo(text);
    }
}
