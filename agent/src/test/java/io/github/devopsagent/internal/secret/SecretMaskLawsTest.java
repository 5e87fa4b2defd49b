package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerTries;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * What holds for any secret in any text in any pieces. Secrets are drawn without {@code *}: text in which a mask stands
 * could otherwise contain them by chance.
 */
@FewerTries
class SecretMaskLawsTest {

    /** Secrets, and text that has to do with them. */
    record SecretText(List<String> secrets, String text) {}

    private static String masked(SecretMask mask, byte[] bytes, Random pieces) {
        return new String(maskedBytes(mask, bytes, pieces), UTF_8);
    }

    private static byte[] maskedBytes(SecretMask mask, byte[] bytes, Random pieces) {
        ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
        MaskingOutput output = mask.over(handedOn::write);
        int most = pieces.nextBoolean() ? 3 : 40_000;
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, pieces.nextInt(most + 1));
            output.write(bytes, at, length);
            at += length;
        }
        output.finish();
        return handedOn.toByteArray();
    }

    private static byte[] maskedSlowly(List<String> secrets, byte[] bytes) {
        return new PlainSearch(secrets).masked(bytes);
    }

    /** The forms that encoders make, not those that are searched for. */
    private static List<String> written(String secret) {
        String form = URLEncoder.encode(secret, UTF_8);
        String component = Stream.of("!", "'", "(", ")", "~")
                .reduce(form.replace("+", "%20"), (text, left) -> text.replace(URLEncoder.encode(left, UTF_8), left));
        return Stream.of(form, form.replace("+", "%20"), component, component.replace("~", "%7E"))
                .flatMap(url -> Stream.of(url, withLowerCaseDigits(url)))
                .toList();
    }

    private static String withLowerCaseDigits(String url) {
        return Pattern.compile("%..").matcher(url).replaceAll(escape -> escape.group()
                .toLowerCase(Locale.ROOT));
    }

    @Property(tries = 300)
    void a_secret_is_in_no_text_that_was_masked(
            @ForAll("secrets") String secret,
            @ForAll("surroundings") String before,
            @ForAll("surroundings") String after,
            @ForAll long pieces) {
        SecretMask mask = SecretMask.of(List.of(secret));
        for (String form :
                Stream.concat(Stream.of(secret), written(secret).stream()).toList()) {
            String text = before + form + after + form;
            assertThat(masked(mask, text.getBytes(UTF_8), new Random(pieces)))
                    .doesNotContain(form)
                    .isEqualTo(mask.mask(text));
        }
    }

    @Property(tries = 300)
    void a_secret_is_in_no_base64_that_was_masked(
            @ForAll("secrets") String secret,
            @ForAll("surroundings") String before,
            @ForAll("surroundings") String after,
            @ForAll long pieces) {
        SecretMask mask = SecretMask.of(List.of(secret));
        int start = before.getBytes(UTF_8).length;
        int end = start + secret.getBytes(UTF_8).length;
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            String whole = encoder.encodeToString((before + secret + after).getBytes(UTF_8));
            String itsOwn = whole.substring((8 * start + 5) / 6, 8 * end / 6);
            String text = "Basic " + whole + before;
            assertThat(masked(mask, text.getBytes(UTF_8), new Random(pieces)))
                    .doesNotContain(itsOwn)
                    .isEqualTo(mask.mask(text));
        }
    }

    @Property(tries = 40)
    void a_secret_is_in_no_base64_that_was_wrapped_wherever_it_begins_in_a_line(
            @ForAll("secretsOfAscii") String secret, @ForAll @IntRange(max = 3) int after, @ForAll long pieces) {
        SecretMask mask = SecretMask.of(List.of(secret));
        for (int before = 0; before <= 80; before++) {
            byte[] bytes = ("-".repeat(before) + secret + "-".repeat(after)).getBytes(UTF_8);
            int from = (8 * before + 5) / 6;
            int last = 8 * (before + secret.length()) / 6 - 1;
            for (int width : List.of(64, 76)) {
                // What ends with the first character leaves it there.
                int first = (from + 1) % width == 0 ? from + 1 : from;
                for (String end : List.of("\n", "\r\n", " ", "\\n", "\n      ")) {
                    String text = wrapped(Base64.getEncoder().encodeToString(bytes), width, end) + "\n";
                    String[] left = masked(mask, text.getBytes(UTF_8), new Random(pieces))
                            .split(Pattern.quote("***"), -1);
                    // Parts of a long one have one character in common; where a line ends there, its end is in neither.
                    assertThat(left).hasSizeBetween(2, 3);
                    assertThat(List.of(left).subList(1, left.length - 1)).allMatch(end::equals);
                    assertThat(text.substring(0, first + first / width * end.length()))
                            .startsWith(left[0]);
                    assertThat(text.substring(last + last / width * end.length() + 1))
                            .endsWith(left[left.length - 1]);
                }
            }
        }
    }

    private static String wrapped(String base64, int width, String end) {
        return base64.replaceAll("(.{" + width + "})(?=.)", "$1" + Matcher.quoteReplacement(end));
    }

    @Property(tries = 60)
    void text_is_masked_in_pieces_as_it_is_in_whole_and_as_it_should_be(
            @ForAll("secretTexts") SecretText secretText, @ForAll long pieces) {
        byte[] bytes = secretText.text().getBytes(UTF_8);
        SecretMask mask = SecretMask.of(secretText.secrets());
        String expected = new String(maskedSlowly(secretText.secrets(), bytes), UTF_8);
        assertThat(mask.mask(secretText.text())).isEqualTo(expected);
        assertThat(masked(mask, bytes, new Random(pieces))).isEqualTo(expected);
        assertThat(secretText.secrets()).noneMatch(expected::contains);
    }

    /** Masks a text of which a part comes before the last of the secrets is known. */
    private static String learning(SecretText secretText, int cut, Random pieces) {
        ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
        List<String> first =
                secretText.secrets().subList(0, secretText.secrets().size() - 1);
        MaskingOutput output = new MaskingOutput(new Learning(first, secretText.secrets()), handedOn::write);
        byte[] bytes = secretText.text().getBytes(UTF_8);
        int until = Math.min(cut, bytes.length);
        write(output, bytes, 0, until, pieces);
        output.secret(secretText.secrets().get(secretText.secrets().size() - 1));
        write(output, bytes, until, bytes.length, pieces);
        output.finish();
        return handedOn.toString(UTF_8);
    }

    private static void write(MaskingOutput output, byte[] bytes, int from, int to, Random pieces) {
        int most = pieces.nextBoolean() ? 3 : 40_000;
        for (int at = from; at < to; ) {
            int length = Math.min(to - at, 1 + pieces.nextInt(most));
            output.write(bytes, at, length);
            at += length;
        }
    }

    @Property(tries = 100)
    void a_secret_that_is_learned_before_anything_is_printed_is_masked_as_if_it_had_been_known(
            @ForAll("secretTexts") SecretText secretText, @ForAll long pieces) {
        assertThat(learning(secretText, 0, new Random(pieces)))
                .isEqualTo(SecretMask.of(secretText.secrets()).mask(secretText.text()));
    }

    @Property(tries = 200)
    void a_secret_that_is_learned_meanwhile_is_masked_from_then_on_and_the_others_stay_masked(
            @ForAll("secretTexts") SecretText secretText, @ForAll @IntRange(max = 200) int cut, @ForAll long pieces) {
        String masked = learning(secretText, cut, new Random(pieces));
        List<String> known =
                secretText.secrets().subList(0, secretText.secrets().size() - 1);
        assertThat(known).noneMatch(masked::contains);
        // What stands in the result stood in the text, since a secret has no mask in it; so it began before.
        String last = bytesOf(secretText.secrets().get(secretText.secrets().size() - 1));
        assertThat(starts(last, bytesOf(masked)).count())
                .isLessThanOrEqualTo(starts(last, bytesOf(secretText.text()))
                        .filter(start -> start < cut)
                        .count());
    }

    private static String bytesOf(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static IntStream starts(String part, String text) {
        return IntStream.range(0, text.length()).filter(start -> text.startsWith(part, start));
    }

    @Property(tries = 100)
    void a_secret_that_is_learned_in_a_long_text_leaves_the_rest_as_it_is(
            @ForAll("secrets") String first, @ForAll("secrets") String second, @ForAll long pieces) {
        String noise = "0123456789".repeat(3_000);
        String text = noise + first + noise + second + noise;
        int cut = (noise + first + "01234").getBytes(UTF_8).length;
        assertThat(learning(new SecretText(List.of(first, second), text), cut, new Random(pieces)))
                .isEqualTo(SecretMask.of(List.of(first, second)).mask(text));
    }

    @Property(tries = 40)
    void whatever_has_no_secret_comes_out_byte_for_byte(
            @ForAll("secretTexts") SecretText secretText, @ForAll byte[] noise, @ForAll long pieces) {
        byte[] bytes = Stream.of(secretText.text().split("[a-d]", -1))
                .map(part -> part + new String(noise, ISO_8859_1))
                .collect(Collectors.joining())
                .getBytes(ISO_8859_1);
        byte[] expected = maskedSlowly(secretText.secrets(), bytes);
        assertThat(maskedBytes(SecretMask.of(secretText.secrets()), bytes, new Random(pieces)))
                .isEqualTo(expected);
        assertThat(maskedBytes(SecretMask.of(List.of("nowhere in here")), bytes, new Random(pieces)))
                .isEqualTo(bytes);
    }

    @Property(tries = 10)
    void before_the_first_secret_nothing_is_held_back_but_what_may_become_one(
            @ForAll("secretTexts") SecretText secretText) {
        PlainSearch search = new PlainSearch(secretText.secrets());
        String text = new String(secretText.text().getBytes(UTF_8), ISO_8859_1);
        ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
        MaskingOutput output = SecretMask.of(secretText.secrets()).over(handedOn::write);
        for (int i = 1; i <= text.length() && !search.finds(text.substring(0, i)); i++) {
            output.write(text.getBytes(ISO_8859_1), i - 1, 1);
            String read = text.substring(0, i);
            assertThat(handedOn.toString(ISO_8859_1)).isEqualTo(read.substring(0, i - search.open(read)));
        }
    }

    @Provide
    Arbitrary<String> secrets() {
        return points().list().ofMinSize(8).ofMaxSize(40).map(SecretMaskLawsTest::text);
    }

    /** Without what stands around them. */
    @Provide
    Arbitrary<String> secretsOfAscii() {
        return Arbitraries.strings().withCharRange('.', '~').ofMinLength(8).ofMaxLength(200);
    }

    @Provide
    Arbitrary<String> surroundings() {
        return points().list().ofMaxSize(20).map(SecretMaskLawsTest::text);
    }

    /** Few letters, so that secrets are parts of each other, and overlap in text. */
    @Provide
    Arbitrary<SecretText> secretTexts() {
        Arbitrary<List<Integer>> few = Arbitraries.of('a', 'b')
                .map(each -> (int) each)
                .list()
                .ofMinSize(8)
                .ofMaxSize(14);
        Arbitrary<String> common = Arbitraries.oneOf(
                        few, points().list().ofMinSize(8).ofMaxSize(16))
                .map(SecretMaskLawsTest::text);
        return Combinators.combine(common, few.map(SecretMaskLawsTest::text), surroundings())
                .as((one, other, around) -> List.of(one, one + other, other + one, other, one + around + other))
                .flatMap(all -> Combinators.combine(
                                Arbitraries.of(all).list().ofMinSize(1).ofMaxSize(4),
                                Arbitraries.oneOf(
                                                Arbitraries.of(all),
                                                Arbitraries.of(all).flatMap(SecretMaskLawsTest::part),
                                                surroundings())
                                        .list()
                                        .ofMaxSize(8))
                        .as((secrets, parts) -> new SecretText(secrets, String.join("", parts))));
    }

    private static Arbitrary<String> part(String whole) {
        int[] points = whole.codePoints().toArray();
        return Combinators.combine(
                        Arbitraries.integers().between(0, points.length),
                        Arbitraries.integers().between(0, points.length))
                .as((from, to) -> new String(points, Math.min(from, to), Math.abs(to - from)));
    }

    private static Arbitrary<Integer> points() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(' ', '~'),
                        Arbitraries.of((int) ' ', (int) '+', (int) '%', (int) '!', (int) '(', (int) '~', (int) '\n'),
                        Arbitraries.integers().between(1, 0x7FF),
                        Arbitraries.integers().between(0x800, 0xD7FF),
                        Arbitraries.integers().between(0xE000, Character.MAX_CODE_POINT))
                .filter(point -> point != '*');
    }

    private static String text(List<Integer> points) {
        StringBuilder text = new StringBuilder();
        points.forEach(text::appendCodePoint);
        return text.toString();
    }

    /** The last of the secrets is learned. */
    private static final class Learning implements KnownSecrets {

        private final List<String> all;
        private SecretMask mask;

        Learning(List<String> first, List<String> all) {
            this.all = all;
            this.mask = SecretMask.of(first);
        }

        @Override
        public SecretMask mask() {
            return mask;
        }

        @Override
        public void learn(String secret) {
            mask = SecretMask.of(all);
        }
    }
}
