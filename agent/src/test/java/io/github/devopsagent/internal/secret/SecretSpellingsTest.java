package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.commandline.ProcessEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a tool makes of a secret, nothing of it can be read. */
class SecretSpellingsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Encoders as others wrote them, by name; none of them knows the table that is searched with. */
    private static final Map<String, UnaryOperator<String>> ENCODERS = new LinkedHashMap<>();

    static {
        ENCODERS.put("as it is", text -> text);
        ENCODERS.put("JSON", JSON::writeValueAsString);
        ENCODERS.put("JSON, ASCII", text -> escaped(JSON.writeValueAsString(text), each -> each > 0x7E, "\\u%04x"));
        ENCODERS.put("JSON of PHP", text -> JSON.writeValueAsString(text).replace("/", "\\/"));
        ENCODERS.put(
                "JSON of Go",
                text -> escaped(JSON.writeValueAsString(text), each -> "<>&".indexOf(each) >= 0, "\\u%04x"));
        ENCODERS.put(
                "JSON of Gson",
                text -> escaped(JSON.writeValueAsString(text), each -> "<>&='".indexOf(each) >= 0, "\\u%04x"));
        ENCODERS.put("UTF-16", text -> escaped(text, each -> true, "\\u%04X"));
        ENCODERS.put("bytes, hex", text -> bytes(text, "\\x%02x"));
        ENCODERS.put("bytes, octal", text -> bytes(text, "\\%03o"));
        ENCODERS.put("C", text -> bytes(text.replace("\\", "\\\\").replace("\"", "\\\""), "\\%03o"));
        ENCODERS.put("backslashes", text -> text.replaceAll("[^A-Za-z0-9\\n]", "\\\\$0"));
        ENCODERS.put("shell", text -> "'" + text.replace("'", "'\\''") + "'");
        ENCODERS.put("shell of Python", text -> "'" + text.replace("'", "'\"'\"'") + "'");
        ENCODERS.put("doubled", text -> text.replace("'", "''"));
        ENCODERS.put("CSV", text -> "\"" + text.replace("\"", "\"\"") + "\"");
        ENCODERS.put("PowerShell", text -> text.replaceAll("[`\"$]", "`$0"));
        ENCODERS.put("XML", text -> entities(text, false));
        ENCODERS.put("XML, ASCII", text -> entities(text, true));
        ENCODERS.put("form", text -> URLEncoder.encode(text, UTF_8));
        ENCODERS.put("URL", text -> URLEncoder.encode(text, UTF_8).replace("+", "%20"));
        ENCODERS.put("NFC", text -> Normalizer.normalize(text, Normalizer.Form.NFC));
        ENCODERS.put("NFD", text -> Normalizer.normalize(text, Normalizer.Form.NFD));
        ENCODERS.put("Compose", text -> text.replace("$", "$$"));
    }

    private static UnaryOperator<String> encoder(String name) {
        return Objects.requireNonNull(ENCODERS.get(name), name);
    }

    private static String escaped(String text, IntPredicate which, String format) {
        return text.chars()
                .mapToObj(each -> which.test(each) ? String.format(format, each) : Character.toString(each))
                .collect(joining());
    }

    private static String bytes(String text, String format) {
        return new String(text.getBytes(UTF_8), ISO_8859_1)
                .chars()
                .mapToObj(each -> each > 0x1F && each < 0x7F
                        ? Character.toString(each)
                        : String.format(Locale.ROOT, format, each))
                .collect(joining());
    }

    private static String entities(String text, boolean ascii) {
        return text.codePoints()
                .mapToObj(each -> switch (each) {
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '&' -> "&amp;";
                    case '"' -> "&quot;";
                    case '\'' -> "&#39;";
                    case '\n', '\t' -> "&#x" + Integer.toHexString(each).toUpperCase(Locale.ROOT) + ";";
                    default -> ascii && each > 0x7E ? "&#" + each + ";" : Character.toString(each);
                })
                .collect(joining());
    }

    private static String masked(SecretMask mask, String text, Random pieces) {
        ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
        MaskingOutput output = mask.over(handedOn::write);
        byte[] bytes = text.getBytes(UTF_8);
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + pieces.nextInt(5));
            output.write(bytes, at, length);
            at += length;
        }
        output.finish();
        return handedOn.toString(UTF_8);
    }

    private static void isUnreadable(String where, SecretMask mask, String written, Random pieces) {
        String text = "<<<" + written + ">>>";
        assertThat(masked(mask, text, pieces))
                .as("%s, as %s", where, written)
                .matches("(?s)<<<([\\\\'\"`$]|.u0027)*\\*\\*\\*([\\\\'\"`]|.u0027)*>>>")
                .isEqualTo(mask.mask(text));
    }

    @Property(tries = 100)
    void no_encoder_makes_it_readable(@ForAll("secrets") String secret, @ForAll long pieces) {
        SecretMask mask = SecretMask.of(List.of(secret));
        ENCODERS.forEach((name, encoder) -> isUnreadable(name, mask, encoder.apply(secret), new Random(pieces)));
    }

    @Property(tries = 100)
    void nor_do_two_of_them(@ForAll("secrets") String secret, @ForAll("outer") String other, @ForAll long pieces) {
        SecretMask mask = SecretMask.of(List.of(secret));
        ENCODERS.forEach((name, encoder) -> isUnreadable(
                other + " of " + name, mask, encoder(other).apply(encoder.apply(secret)), new Random(pieces)));
    }

    @Provide
    Arbitrary<String> outer() {
        return Arbitraries.of("JSON", "JSON, ASCII", "JSON of Gson", "shell", "shell of Python", "backslashes");
    }

    /** Letters around it, so that no encoder's marks can hide there; of each kind of character inside some. */
    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between('a', 'z'),
                        Arbitraries.of('"', '\'', '\\', '$', '<', '&', '%', ' ', '/', '{', '!', '=')
                                .map(each -> (int) each),
                        Arbitraries.of(0x09, 0x0A, 0x1B, 0x07, 0x7F),
                        Arbitraries.integers().between(0xA1, 0x17F),
                        Arbitraries.of(0x20AC, 0x2713, 0x5BC6, 0x1F511))
                .list()
                .ofMinSize(6)
                .ofMaxSize(30)
                .map(points -> {
                    StringBuilder text = new StringBuilder("qx");
                    points.forEach(text::appendCodePoint);
                    return text.append("zq").toString();
                });
    }

    static List<String> examples() {
        return List.of(
                "it's \"p&ss\\w<rd>$1 x",
                "o'brien-pass'word",
                "pässwörd-✓-geheim",
                "back`tick$(x)!%s",
                "{\"user\": \"x\", \"password\": \"päss'\\\"\"}");
    }

    /** What the shells of this machine print, whatever they are. */
    @ParameterizedTest
    @MethodSource("examples")
    void no_shell_makes_it_readable(String secret) throws Exception {
        String script = "export -p | grep -a SECRET=; set | grep -a ^SECRET=; set -x; : \"$SECRET\"; "
                + ": \"in $SECRET in\"; eval \"V=x; : \\$SECRET\"; echo $SECRET";
        for (String shell : shells()) {
            for (String locale : List.of("C", "C.UTF-8")) {
                String bash = shell.endsWith("bash") ? "; printf '%q\\n' \"$SECRET\"; declare -p SECRET" : "";
                String printed = output(secret, locale, shell, "-c", script + bash);
                assertThat(printed).as(shell).contains("SECRET=");
                assertThat(masked(SecretMask.of(List.of(secret)), printed, new Random(1)))
                        .as("%s in %s printed%n%s", shell, locale, printed)
                        .doesNotContain("it's", "p&ss", "brien", "geheim", "tick", "user", "word");
            }
        }
    }

    private static List<String> shells() {
        return Stream.of("/bin/sh", "/bin/bash", "/bin/dash", "/bin/ksh", "/bin/zsh")
                .filter(shell -> Files.isExecutable(Path.of(shell)))
                .toList();
    }

    private static String output(String secret, String locale, String... command) throws IOException {
        return new String(octets(secret, locale, command), UTF_8);
    }

    private static byte[] octets(String secret, String locale, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        // Where Java cannot hand it on, the shell reads it from octets.
        builder.environment().put("LC_ALL", locale);
        builder.redirectErrorStream(true);
        builder.environment().put("SECRET", secret);
        Assumptions.assumeTrue(
                secret.chars().allMatch(each -> each < 0x80)
                        || ProcessEncoding.ofThisProcess().carries(secret),
                "not tried: this Java process has no UTF-8 locale, and cannot hand the secret to a shell");
        Process process = builder.start();
        process.getOutputStream().close();
        return process.getInputStream().readAllBytes();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "pässwörd-✓-geheim | 'p'$'\\303\\244''ssw'$'\\303\\266''rd-'$'\\342\\234\\223''-geheim'", // ls
                "pässwörd-✓-geheim | \"p\\303\\244ssw\\303\\266rd-\\342\\234\\223-geheim\"", // git
                "pässwörd-✓-geheim | b'p\\xc3\\xa4ssw\\xc3\\xb6rd-\\xe2\\x9c\\x93-geheim'", // Python, bytes
                "pässwörd-✓-geheim | 'p\\xe4ssw\\xf6rd-\\u2713-geheim'", // Python, ascii()
                "pässwörd-✓-geheim | p\\u{e4}ssw\\u{f6}rd-\\u{2713}-geheim", // Rust
                "pässwörd-✓-geheim | p&auml;ssw&ouml;rd-&#x2713;-geheim", // HTML
                "pässwörd-✓-geheim | p&amp;#228;ssw&amp;#246;rd-&amp;#10003;-geheim", // twice
                "pässwörd-✓-geheim | pM-CM-$sswM-CM-6rd-M-bM-^\\M-^S-geheim", // cat -v
                "pässwörd-✓-geheim | $'p\\M-C\\M-$ssw\\M-C\\M-6rd-\\M-b\\M-\\C-\\\\M-\\C-S-geheim'", // zsh
                "key\u0001\u007fkey-77 | $'key\\C-A\\C-?key-77'", // zsh
                "pässwörd-✓-geheim | pÃ¤sswÃ¶rd-â\u009c\u0093-geheim", // UTF-8 read as ISO 8859-1
                "pässwörd-✓-geheim | p?ssw?rd-?-geheim", // a locale without these
                "pässwörd-✓-geheim | p%25C3%25A4ssw%25C3%25B6rd-%25E2%259C%2593-geheim", // twice in a URL
                "süßer-Köder | s????er-K??der",
                "süßer-Köder | s??er-K?der",
                "€uroP@ss1 | ?uroP@ss1",
                "Ärger-Öl-Süß-9 | ??rger-??l-S????-9",
                "Zürich/ÄÖ+ß=7 | Z?rich/??+?=7",
                "pässwörd-✓-geheim | p\\udcc3\\udca4ssw\\udcc3\\udcb6rd-\\udce2\\udc9c\\udc93-geheim", // Python,
                // undecoded
                "pässwörd und geheim | \\uuu0070\\uu00e4ssw\\u00f6rd\\sund\\u{000020}geheim", // Java, JavaScript
                "pässwörd-✓-geheim | &#X70;&#000000228;ssw&#246rd&#x0000002D;&#10003-geheim", // HTML as browsers read
                // it
                "pässwörd-✓-geheim | p\\&\\#0228\\;ssw&ouml;rd-✓-geheim", // a shell of it
                "ab\t!#%()*+,./:;=?cd | ab&Tab;&excl;&num;&percnt;&lpar;&rpar;&ast;&plus;&comma;&period;&sol;&colon;&semi;&equals;&quest;cd",
                "ab$@[\\]^_`{}cd | ab&dollar;&commat;&lsqb;&bsol;&rbrack;&Hat;&lowbar;&grave;&lcub;&rbrace;cd",
                "key🔑key🔑key | key\\ud83d\\udd11key\\uD83D\\uDD11key",
                "key🔑key🔑key | key\\\\ud83d\\\\udd11key\\U0001f511key",
                "o'brien-pass'word | obrien-password", // without quotes: xargs, eval
                "\"quoted-Secret-77\" | quoted-Secret-77", // . .env
                "'  \"spaced  Secret 77\" ' | (spaced Secret 77)", // echo $SECRET
            })
    void what_other_tools_print_is_masked(String secret, String printed) {

        assertThat(SecretMask.of(List.of(secret)).mask("a " + printed + " b"))
                .matches("a b?[(\\\\'\"$]*\\*\\*\\*[)'\"]* b");
    }

    /** What an echo, printf or awk makes of a secret that has a backslash; not all know all escapes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Corp\\tom-775-x",
                "Corp\\0101\\101\\x41-geheim",
                "a\\\\tb\\303\\274c\\ndef-geheim",
                "Corp\\ab\\e[1m\\u00fc-geheim",
                "\\377Corp-geheim"
            })
    void no_escape_that_is_interpreted_makes_it_readable(String secret) throws Exception {
        SecretMask mask = SecretMask.of(List.of(secret));
        String script = "echo \"$SECRET\"; printf '%b\\n' \"$SECRET\"; printf \"$SECRET\"; echo;"
                + " awk -v s=\"$SECRET\" 'BEGIN { print s }'; echo -e \"$SECRET\"; echo \"$SECRET\" | base64 -w0";
        for (String shell : shells()) {
            ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
            // In the locale C, zsh ends with an error at a character that the locale lacks, before it has printed the
            // secret.
            byte[] printed = octets(secret, shell.endsWith("/zsh") ? "C.UTF-8" : "C", shell, "-c", script);
            MaskingOutput output = mask.over(handedOn::write);
            output.write(printed, 0, printed.length);
            output.finish();

            assertThat(new String(printed, ISO_8859_1)).contains("geheim".substring(secret.contains("geheim") ? 0 : 6));
            assertThat(handedOn.toString(ISO_8859_1))
                    .as("%s printed %s", shell, new String(printed, ISO_8859_1))
                    .contains("***")
                    .doesNotContain(
                            "Corp",
                            "om-775",
                            "geheim",
                            Base64.getEncoder()
                                    .encodeToString("eheim".getBytes(US_ASCII))
                                    .substring(0, 6));
        }
    }

    @Test
    void other_encodings_are_not_masked_as_readme_says() {
        String secret = "k9-correct-horse";
        StringBuilder hex = new StringBuilder();
        for (byte each : secret.getBytes(US_ASCII)) {
            hex.append(String.format("%02x", each));
        }
        List<String> others = new ArrayList<>(List.of(
                hex.toString(),
                secret.toUpperCase(Locale.ROOT),
                new StringBuilder(secret).reverse().toString(),
                secret.substring(0, 9) + "\n" + secret.substring(9)));
        assertThat(others)
                .allSatisfy(text ->
                        assertThat(SecretMask.of(List.of(secret)).mask(text)).isEqualTo(text));
    }

    @Test
    void ordinary_text_is_left_as_it_is() {
        List<String> secrets = List.of("correct horse", "it's \"so\" plain", "密码密码密码密码", "a+b/c=d&e?f");
        String text =
                "correct; horse ???????? \\u0063 100% it is so 'plain' a b c d e f &amp;lt; \"\\\"\" C:\\temp\\new $$ %%";
        assertThat(SecretMask.of(secrets).mask(text)).isSameAs(text);
    }

    /** docs/operations.md says how deep. */
    @Test
    void json_in_json_is_masked_four_deep() {
        String secret = "a quote \" and a \\ of one";
        String nested = secret;
        for (int depth = 1; depth <= 5; depth++) {
            nested = nested.replace("\\", "\\\\").replace("\"", "\\\"");

            String masked = SecretMask.of(List.of(secret)).mask("x " + nested + " y");

            assertThat(masked.equals("x *** y"))
                    .as("depth " + depth + ": " + masked)
                    .isEqualTo(depth < 5);
        }
    }
}
