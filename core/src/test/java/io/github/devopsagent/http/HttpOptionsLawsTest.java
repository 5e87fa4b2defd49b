package io.github.devopsagent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Either;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a field, it is understood or told; never dropped, never thrown back. */
class HttpOptionsLawsTest {

    private static final String TYPED_IN = "hunter2";

    @Property
    void any_value_is_read_or_told_at_a_pointer_below_its_field(
            @ForAll("fields") String field, @ForAll("values") Object value) {
        Either<List<InputFault>, HttpOptions> read = HttpOptions.read(Map.of(field, value));

        if (read.isLeft()) {
            assertThat(read.getLeft()).isNotEmpty().allSatisfy(fault -> {
                assertThat(JsonPointer.parse(fault.pointer()).orElseThrow().steps())
                        .startsWith(field);
                assertThat(fault.allowed()).isNotBlank();
                assertThat(fault.fix()).isNotBlank();
            });
        } else {
            assertThat(Map.of(field, value))
                    .satisfiesAnyOf(
                            same -> assertThat(read.get())
                                    .isNotEqualTo(HttpOptions.read(Map.of()).get()),
                            same -> assertThat(value).isIn(false, Map.of(), "200-299", List.of("200-299")));
        }
    }

    @Property
    void a_credential_that_is_typed_in_is_not_repeated(@ForAll("credentials") Map<String, Object> values) {
        assertThat(HttpOptions.read(values).getLeft()).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.found()).isPresent();
            assertThat(fault.toString()).doesNotContain(TYPED_IN);
        });
    }

    @Example
    void a_header_whose_last_word_is_that_of_a_credential_must_be_a_secret() {
        assertThat(Stream.of(
                                "Authorization X-Api-Key Cookie X-Auth-Key X-Functions-Key Ocp-Apim-Subscription-Key X-ApiKey"
                                        + " X-Access-Key X-Auth Authentication JWT X-JWT X-Session-Id X-SessionId X-Passphrase"
                                        + " X-AuthToken X_TOKEN CF-Access-Client-Secret")
                        .flatMap(names -> Stream.of(names.split(" "))))
                .allSatisfy(name -> assertThat(header(name).getLeft())
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.found()).hasValue("a value in the plan itself")));
        assertThat(Stream.of(
                        "Host",
                        "X-Auth-Email",
                        "Author",
                        "Accept",
                        "X-Monkey",
                        "X-Request-Id",
                        "Key-Version",
                        "Idempotency-Key",
                        "X-Idempotency-Key",
                        "Cache-Key",
                        "Surrogate-Key",
                        "Partition-Key",
                        "X-Routing-Key"))
                .allSatisfy(name -> assertThat(header(name).isRight()).isTrue());
    }

    private static Either<List<InputFault>, HttpOptions> header(String name) {
        return HttpOptions.read(Map.of("headers", Map.of(name, "x")));
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of(Stream.of(HttpOptions.REQUEST_FIELDS, HttpOptions.ANSWER_FIELDS)
                .flatMap(List::stream)
                .toList());
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> texts = Arbitraries.of(
                "",
                " ",
                "UP",
                "200-299",
                "500ms",
                "PT2S",
                "PT-2S",
                "99999999999m",
                "/a~1b",
                "~",
                "a\nb",
                "\0",
                "ä",
                TYPED_IN);
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts, Arbitraries.of(true, false), Arbitraries.of(0, 101, 150, 200, 599, 600, 1e300, -1L, 200.5));
        Arbitrary<String> names = Arbitraries.of("secret", "user", "password", "/status", "Host", "A b", "Token", "~2");
        Arbitrary<Object> inner = Arbitraries.oneOf(
                scalars,
                scalars.list().ofMaxSize(3).map(Object.class::cast),
                Arbitraries.maps(names, scalars).ofMaxSize(3).map(Object.class::cast));
        return Arbitraries.oneOf(
                inner, Arbitraries.maps(names, inner).ofMaxSize(3).map(Object.class::cast));
    }

    @Provide
    Arbitrary<Map<String, Object>> credentials() {
        return Arbitraries.of(
                Map.of("bearer_token", TYPED_IN),
                Map.of("bearer_token", Map.of("secret", TYPED_IN + " x")),
                Map.of("bearer_token", Map.of("value", TYPED_IN)),
                Map.of("bearer_token", List.of(TYPED_IN)),
                Map.of("basic_auth", "probe:" + TYPED_IN),
                Map.of("basic_auth", Map.of("user", "probe", "password", TYPED_IN)),
                Map.of("basic_auth", Map.of("user", "probe:" + TYPED_IN, "password", Map.of("secret", "A"))),
                Map.of("headers", Map.of("Authorization", "Bearer " + TYPED_IN)),
                Map.of("headers", Map.of("X-Api-Key", TYPED_IN)),
                Map.of("headers", "Authorization: " + TYPED_IN));
    }
}
