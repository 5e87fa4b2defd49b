package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.contract.MatrixCells;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a secret in text, by example. */
class SecretMaskTest {

    private static final String TOKEN = "k9#mVq2!xZ";

    private static final String KEY = """
            -----BEGIN PRIVATE KEY-----
            MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj
            MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu
            short
            -----END PRIVATE KEY-----
            """;

    private final ByteArrayOutputStream handedOn = new ByteArrayOutputStream();

    private static String mask(String text, String... secrets) {
        return SecretMask.of(List.of(secrets)).mask(text);
    }

    private MaskingOutput masking(String... secrets) {
        return SecretMask.of(List.of(secrets)).over(handedOn::write);
    }

    private String after(MaskingOutput output, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        output.write(bytes, 0, bytes.length);
        return handedOn.toString(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "ab'", "\\t", "é", "k  ", "🔑a"})
    void a_long_secret_that_repeats_itself_is_masked_in_linear_time(String repeated) {
        String secret = "<" + repeated.repeat(20_000) + ">";

        assertThat(mask("x " + secret + " y", secret)).isEqualTo("x *** y");
    }

    @Test
    void a_long_secret_is_masked_as_one_piece_also_where_it_was_cut_or_is_base64() {
        String secret = new Random(1)
                .ints(5000, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        SecretMask mask = SecretMask.of(List.of(secret));

        assertThat(mask.mask("x " + secret + " y")).isEqualTo("x *** y");
        assertThat(mask.mask("x " + Base64.getMimeEncoder().encodeToString((secret + "a").getBytes(UTF_8)) + " y"))
                .matches("x \\*\\*\\*.{0,2}=* y");
        for (int cut = 4; cut < secret.length(); cut += 83) {
            assertThat(mask.withoutTorn(mask.mask("x " + secret.substring(0, cut) + "… y")))
                    .matches("x (\\*\\*\\*)?.{0,3}… y");
        }
    }

    @Test
    void blanks_in_a_long_secret_are_no_secret_of_their_own() {
        String text = "a b  c" + " ".repeat(100) + "d";

        assertThat(mask(text, "begin" + " ".repeat(3000) + "end")).isEqualTo(text);
    }

    @Test
    void each_occurrence_of_each_secret_is_masked_and_the_rest_stays() {
        assertThat(mask("a=" + TOKEN + ", b=" + TOKEN + "\ncorrect horse größer", TOKEN, "correct horse"))
                .isEqualTo("a=***, b=***\n*** größer");
        assertThat(mask(TOKEN, TOKEN)).isEqualTo("***");
        assertThat(mask(TOKEN + TOKEN, TOKEN)).isEqualTo("******");
    }

    @Test
    @Tag(MatrixCells.TAG)
    void each_line_of_each_of_many_long_keys_is_masked() {
        Random random = new Random(11);
        int many = MatrixCells.drawn(60, 4);
        List<String> keys =
                Stream.generate(() -> key(random, 3_300)).limit(many).toList();
        SecretMask mask = SecretMask.of(keys);

        assertThat(mask.mask(String.join("|", keys))).isEqualTo("***" + "|***".repeat(many - 1));
        String lines = keys.stream()
                .map(key -> key.lines().skip(20).findFirst().orElseThrow())
                .collect(Collectors.joining("|"));
        assertThat(mask.mask(lines)).isEqualTo("***" + "|***".repeat(many - 1));
    }

    @MatricesOnly
    @Test
    @Tag(MatrixCells.TAG)
    void each_of_several_secrets_as_long_as_a_variable_can_be_is_masked() {
        Random random = new Random(11);
        int length = MatrixCells.drawn(128, 32) << 10;
        List<String> secrets =
                Stream.generate(() -> letters(random, length)).limit(2).toList();
        SecretMask mask = SecretMask.of(secrets);

        secrets.forEach(secret -> assertThat(mask.mask("a " + secret + " b")).isEqualTo("a *** b"));
    }

    @Test
    void secrets_of_thousands_of_different_characters_are_masked() {
        String secret = IntStream.range(0x4E00, 0x4E00 + 2_000)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());

        assertThat(mask("a " + secret + " b", secret)).isEqualTo("a *** b");
    }

    private static String key(Random random, int length) {
        StringBuilder lines = new StringBuilder("-----BEGIN PRIVATE KEY-----\n");
        while (lines.length() < length) {
            lines.append(letters(random, 64)).append('\n');
        }
        return lines.append("-----END PRIVATE KEY-----\n").toString();
    }

    private static String letters(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes).substring(0, length);
    }

    @Test
    void bytes_that_perl_quotes_one_by_one_are_masked() {
        ByteArrayOutputStream quoted = new ByteArrayOutputStream();
        for (byte each : "p\u00e4ssw\u00f6rd-\u2713".getBytes(UTF_8)) {
            // As quotemeta does.
            if (!Character.isLetterOrDigit(each)) {
                quoted.write('\\');
            }
            quoted.write(each);
        }
        MaskingOutput output = masking("p\u00e4ssw\u00f6rd-\u2713");

        output.write(quoted.toByteArray(), 0, quoted.size());
        output.finish();

        assertThat(handedOn.toString(UTF_8)).isEqualTo("***");
    }

    @Test
    void a_secret_that_was_cut_is_taken_away_as_far_as_it_is_there() {
        for (int kept = 4; kept < TOKEN.length(); kept++) {
            assertThat(untorn("curl -H x:" + TOKEN.substring(0, kept) + "… and " + TOKEN.substring(0, kept) + " …"))
                    .isEqualTo("curl -H x:… and  …");
        }
        assertThat(untorn("x:k9#m\u0041" + TOKEN.substring(0, 9) + "…")).isEqualTo("x:k9#mA…");
        assertThat(untorn("k9#mVk9#mVq2…")).isEqualTo("…");
        assertThat(untorn("x:k9%23mVq…")).isEqualTo("x:…");
    }

    @Test
    void what_was_not_cut_in_a_secret_stays() {
        for (String text : List.of("", "…", "k9#mVq2 and…", "k9#…", "a … b", "k9#mVq2!x")) {
            assertThat(untorn(text)).isEqualTo(text);
        }
    }

    private static String untorn(String text) {
        SecretMask mask = SecretMask.of(List.of(TOKEN));
        String untorn = mask.withoutTorn(text);
        assertThat(mask.withoutTorn(untorn)).isEqualTo(untorn);
        return untorn;
    }

    @Test
    void text_without_a_secret_is_the_same_text_even_if_it_is_no_good_unicode() {
        String text = "k9#mVq2!x \uD800 k9#mVq2!xz";
        assertThat(mask(text, TOKEN)).isSameAs(text);
        assertThat(mask("", TOKEN)).isEmpty();
        assertThat(mask(text)).isSameAs(text);
    }

    @Test
    void a_secret_of_any_script_is_masked() {
        assertThat(mask("пароль: тайна-тайн, 🔑🔑🔑🔑🔑🔑🔑🔑!", "тайна-тайн", "🔑".repeat(8)))
                .isEqualTo("пароль: ***, ***!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "use", "user:", "https://user:"})
    void its_base64_is_masked_whatever_stands_around_it(String before) {
        for (String after : List.of("", "@", "@h", "@ho", "@example.org")) {
            byte[] whole = (before + TOKEN + after).getBytes(UTF_8);
            for (Base64.Encoder encoder : List.of(
                    Base64.getEncoder(),
                    Base64.getEncoder().withoutPadding(),
                    Base64.getUrlEncoder(),
                    Base64.getUrlEncoder().withoutPadding())) {
                String base64 = encoder.encodeToString(whole);
                int from = (8 * before.length() + 5) / 6;
                int to = 8 * (before.length() + TOKEN.length()) / 6;
                assertThat(mask("x " + base64 + " y", TOKEN))
                        .isEqualTo("x " + base64.substring(0, from) + "***" + base64.substring(to) + " y");
            }
        }
    }

    @Test
    void base64_of_either_alphabet_is_masked() {
        String secret = "~~~???>>>ÿÿ";
        String standard = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8));
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8));
        assertThat(standard).containsAnyOf("+", "/").isNotEqualTo(url);
        assertThat(mask(standard + " " + url, secret)).matches("\\*\\*\\*.? \\*\\*\\*.?");
    }

    @Test
    void base64_that_is_wrapped_is_masked_in_whole_and_each_line_alone() {
        String secret = "0123456789abcdef".repeat(5);
        for (int length : List.of(64, 76)) {
            String wrapped =
                    Base64.getMimeEncoder(length, new byte[] {'\n'}).encodeToString((secret + "\n").getBytes(UTF_8));
            assertThat(wrapped.lines()).hasSize(2);
            assertThat(mask(wrapped, secret)).matches("\\*\\*\\*.{0,2}=*");
            assertThat(wrapped.lines())
                    .allSatisfy(line -> assertThat(mask("| " + line, secret)).matches("\\| \\*\\*\\*.{0,2}=*"));
        }
    }

    @Test
    void the_lines_of_a_text_that_is_not_base64_are_not_joined() {
        assertThat(mask("Tr0ub4d\nor-3_x Tr0ub4d or-3_x", "Tr0ub4dor-3_x")).isEqualTo("Tr0ub4d\nor-3_x Tr0ub4d or-3_x");
    }

    @Test
    void its_forms_in_urls_are_masked() {
        String secret = "a b+c/(d)!e~f*'gü";
        List<String> forms = List.of(
                "a+b%2Bc%2F%28d%29%21e%7Ef*%27g%C3%BC", // URLEncoder
                "a%20b%2Bc%2F%28d%29%21e%7Ef*%27g%C3%BC",
                "a+b%2bc%2f%28d%29%21e%7ef*%27g%c3%bc",
                "a%20b%2Bc%2F(d)!e~f*'g%C3%BC", // encodeURIComponent
                "a%20b%2Bc%2F(d)!e%7Ef*'g%C3%BC",
                "a%20b%2bc%2f(d)!e~f*'g%c3%bc",
                "a%20b%2Bc%2F%28d%29%21e~f%2A%27g%C3%BC", // RFC 3986
                "a+b%2Bc%2F%28d%29%21e%7Ef%2A%27g%C3%BC", // PHP
                "a%20b%2Bc/%28d%29%21e~f%2A%27g%C3%BC", // Python
                "a%20b+c/(d)!e~f*'g%C3%BC"); // encodeURI
        assertThat(forms).first().isEqualTo(URLEncoder.encode(secret, UTF_8));
        assertThat(forms).allSatisfy(form -> assertThat(mask("https://u:" + form + "@h", secret))
                .isEqualTo("https://u:***@h"));
    }

    @Test
    void occurrences_that_overlap_become_one() {
        assertThat(mask("aaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaa")).isEqualTo("***");
        assertThat(mask("<12345678abcdefgh>", "12345678abcd", "5678abcdefgh")).isEqualTo("<***>");
        assertThat(mask("<12345678abcdefgh>", "12345678", "abcdefgh")).isEqualTo("<******>");
        assertThat(mask("<12345678abcdefgh>", "12345678", "abcdefgh", "78ab----", "345678abcdef"))
                .isEqualTo("<***>");
    }

    @Test
    void of_secrets_in_each_other_the_longest_that_is_there_is_masked() {
        String[] secrets = {"abcdefgh", "abcdefgh-1", "0-abcdefgh", "0-abcdefgh-1"};
        assertThat(mask("abcdefgh abcdefgh-1 0-abcdefgh 0-abcdefgh-1 0-abcdefgh-2", secrets))
                .isEqualTo("*** *** *** *** ***-2");
    }

    @Test
    void a_secret_of_several_lines_is_masked_as_a_whole_and_line_by_line() {
        assertThat(mask("key: " + KEY + "end", KEY)).isEqualTo("key: ***end");
        assertThat(mask("key: " + KEY.strip() + "; end", KEY)).isEqualTo("key: ***; end");
        String log = KEY.lines().map(line -> "| " + line + "\r\n").collect(Collectors.joining());
        assertThat(mask(log, KEY)).isEqualTo("| ***\r\n| ***\r\n| ***\r\n| short\r\n| ***\r\n");
        assertThat(mask(URLEncoder.encode(KEY, UTF_8), KEY)).isEqualTo("***");
    }

    @Test
    void lines_that_are_short_or_blank_are_not_masked_alone() {
        String secret = "one\ntwo\n            \nthree";
        assertThat(mask("one|two|            |three", secret)).isEqualTo("one|two|            |three");
        assertThat(mask(secret, secret)).isEqualTo("***");
    }

    @Test
    void the_line_end_of_a_secret_need_not_be_there() {
        for (String end : List.of("\n", "\r\n", "\n\n")) {
            assertThat(mask("<one\ntwo-6789>", "one\ntwo-6789" + end)).isEqualTo("<***>");
            assertThat(mask("<" + TOKEN + ">", TOKEN + end)).isEqualTo("<***>");
        }
    }

    @Test
    void only_what_may_become_a_secret_is_held_back() {
        MaskingOutput output = masking("12345678", "abcdefgh-1");
        assertThat(after(output, "log: 12")).isEqualTo("log: ");
        assertThat(after(output, "34")).isEqualTo("log: ");
        assertThat(after(output, "x\n")).isEqualTo("log: 1234x\n");
        assertThat(after(output, "1231234567")).isEqualTo("log: 1234x\n123");
        assertThat(after(output, "8")).isEqualTo("log: 1234x\n123***");
        assertThat(after(output, "abcdefgh-")).isEqualTo("log: 1234x\n123***");
        output.finish();
        assertThat(handedOn.toString(UTF_8)).isEqualTo("log: 1234x\n123***abcdefgh-");
    }

    @Test
    void a_secret_that_may_become_a_longer_one_waits_for_what_comes() {
        MaskingOutput output = masking("abcdefgh", "abcdefgh-1");
        assertThat(after(output, "<abcdefgh")).isEqualTo("<");
        assertThat(after(output, "-")).isEqualTo("<");
        assertThat(after(output, "2")).isEqualTo("<***-2");
        assertThat(after(output, "abcdefgh-1")).isEqualTo("<***-2***");
    }

    @Test
    void after_its_end_an_output_begins_anew() {
        MaskingOutput output = masking("12345678");
        after(output, "1234");
        output.finish();
        output.finish();
        assertThat(after(output, "5678 12345678")).isEqualTo("12345678 ***");
    }

    @Test
    void without_secrets_the_very_bytes_are_handed_on() {
        List<byte[]> chunks = new ArrayList<>();
        MaskingOutput output = SecretMask.of(List.of()).over((bytes, offset, length) -> {
            assertThat(List.of(offset, length)).containsExactly(1, 2);
            chunks.add(bytes);
        });
        byte[] bytes = {1, 2, 3};
        output.write(bytes, 1, 2);
        output.finish();
        assertThat(chunks).hasSize(1).allMatch(chunk -> chunk == bytes);
    }

    @Test
    void what_was_masked_of_much_output_is_handed_on_in_large_blocks() {
        List<Integer> blocks = new ArrayList<>();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        MaskingOutput output = SecretMask.of(List.of("12345678")).over((bytes, offset, length) -> {
            blocks.add(length);
            whole.write(bytes, offset, length);
        });
        String line = "password=12345678, and more\n";
        byte[] bytes = line.repeat(10_000).getBytes(UTF_8);

        for (int at = 0; at < bytes.length; at += 1 << 16) {
            output.write(bytes, at, Math.min(1 << 16, bytes.length - at));
        }
        output.finish();

        assertThat(whole.toString(UTF_8)).isEqualTo("password=***, and more\n".repeat(10_000));
        assertThat(blocks).hasSizeLessThanOrEqualTo(bytes.length / (1 << 16) + 2);
    }

    /** Were time not in proportion to what is read, this would take hours. */
    @ParameterizedTest
    @ValueSource(strings = {"", "b"})
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void endless_output_of_what_a_long_secret_is_made_of_is_masked_as_it_comes(String end) {
        long[] bytes = {0};
        MaskingOutput output =
                SecretMask.of(List.of("a".repeat(4_000) + end)).over((chunk, offset, length) -> bytes[0] += length);
        byte[] chunk = new byte[1_000];
        Arrays.fill(chunk, (byte) 'a');
        for (int i = 0; i < 12_000; i++) {
            output.write(chunk, 0, 1);
        }
        for (int i = 0; i < 28; i++) {
            output.write(chunk, 0, chunk.length);
        }
        output.finish();
        // Of a long secret each of its parts is masked, and they are the same with another end.
        assertThat(bytes[0]).isEqualTo(3);
    }

    @Test
    void secrets_show_their_names_alone() {
        assertThat(new SecretVariables(Map.of("TOKEN", TOKEN, "KEY", KEY))).hasToString("Secrets[KEY, TOKEN]");
        assertThat(new SecretVariables(Map.of("TOKEN", TOKEN)).mask().mask("<" + TOKEN + ">"))
                .isEqualTo("<***>");
    }
}
