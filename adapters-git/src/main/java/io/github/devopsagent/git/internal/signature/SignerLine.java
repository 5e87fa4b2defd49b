package io.github.devopsagent.git.internal.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of an allowed-signers file, as ssh-keygen describes it.
 *
 * @param principals who it is, in patterns
 * @param isAuthority whether the key signs certificates, and no commits
 * @param namespaces what the key may sign, in patterns; empty for everything
 * @param validAfter since when; empty for ever
 * @param validBefore until when; empty for ever
 * @param key the public key
 */
@SuppressWarnings("ArrayRecordComponent")
record SignerLine(
        List<String> principals,
        boolean isAuthority,
        List<String> namespaces,
        Optional<Instant> validAfter,
        Optional<Instant> validBefore,
        byte[] key) {

    private static final Pattern TYPE = Pattern.compile("(?:sk-)?(?:ssh|ecdsa)-[A-Za-z0-9@.-]+");
    private static final Pattern OPTION = Pattern.compile("([A-Za-z-]+)(?:=(?:\"([^\"]*)\"|([^\",\\s]*)))?(?:,|$)");
    private static final Pattern WORD = Pattern.compile("\\s*((?:\"[^\"]*\"|[^\\s\"])+)");

    /** How each public key of SSH begins. */
    private static final String KEY = "AAAA";

    /** For people. */
    static String example(String type) {
        return "qa@example.org " + type + " " + KEY + "…";
    }

    /** Empty for a comment and an empty line. */
    static Optional<SignerLine> read(String line, ZoneId zone) {
        if (line.isBlank() || line.strip().startsWith("#")) {
            return Optional.empty();
        }
        Matcher words = WORD.matcher(line);
        String principals = next(words, "principals");
        String second = next(words, "options or a key type");
        if (TYPE.matcher(principals).matches() && second.startsWith(KEY)) {
            throw new IllegalArgumentException(
                    "it is a public key without a principal in front; write who signs with it: " + example(principals));
        }
        boolean hasOptions = !TYPE.matcher(second).matches();
        Map<String, String> options = hasOptions ? options(second) : Map.of();
        String type = hasOptions ? next(words, "a key type") : second;
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("'" + type + "' is no type of an SSH key");
        }
        byte[] key = Base64.getDecoder().decode(next(words, "a key"));
        if (!SshWire.typeOf(key).equals(type)) {
            throw new IllegalArgumentException("the key is no " + type);
        }
        return Optional.of(new SignerLine(
                patterns(principals),
                options.containsKey("cert-authority"),
                patterns(options.getOrDefault("namespaces", "")),
                Optional.ofNullable(options.get("valid-after")).map(time -> time(time, zone)),
                Optional.ofNullable(options.get("valid-before")).map(time -> time(time, zone)),
                key));
    }

    private static String next(Matcher words, String what) {
        if (!words.find()) {
            throw new IllegalArgumentException(what + " missing; a line is: principals [options] type key");
        }
        return words.group(1);
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        Matcher matcher = OPTION.matcher(text);
        int at = 0;
        while (at < text.length() && matcher.find(at) && matcher.start() == at) {
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            String value = Optional.ofNullable(matcher.group(2))
                    .or(() -> Optional.ofNullable(matcher.group(3)))
                    .orElse("");
            boolean isFlag = name.equals("cert-authority");
            if (!isFlag && !List.of("namespaces", "valid-after", "valid-before").contains(name)) {
                throw new IllegalArgumentException("the option '" + name + "' is unknown");
            }
            if (isFlag != value.isEmpty() || options.put(name, value) != null) {
                throw new IllegalArgumentException(
                        "the option '" + name + "' has no value that it may have, or is twice");
            }
            at = matcher.end();
        }
        if (at < text.length()) {
            throw new IllegalArgumentException("the options '" + text + "' cannot be read");
        }
        return options;
    }

    private static List<String> patterns(String text) {
        return Arrays.stream(text.replace("\"", "").split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static Instant time(String text, ZoneId zone) {
        boolean isUtc = text.endsWith("Z");
        String digits = isUtc ? text.substring(0, text.length() - 1) : text;
        if (!digits.matches("\\d{8}(?:\\d{4}(?:\\d{2})?)?")) {
            throw new IllegalArgumentException("'" + text + "' is no time such as 20260131 or 202601311530Z");
        }
        try {
            return LocalDateTime.parse(
                            (digits + "000000").substring(0, 14), DateTimeFormatter.ofPattern("uuuuMMddHHmmss"))
                    .atZone(isUtc ? ZoneOffset.UTC : zone)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time", e);
        }
    }

    boolean isForCommits() {
        return namespaces.isEmpty() || matches(namespaces, SshSignature.NAMESPACE);
    }

    /** Whether the key signs, or the authority of its certificate does for one of its principals. */
    boolean isOf(byte[] signing) {
        if (!SshWire.Certificate.isOne(signing)) {
            return !isAuthority && Arrays.equals(signing, key);
        }
        SshWire.Certificate certificate = SshWire.Certificate.read(signing);
        return isAuthority
                && Arrays.equals(certificate.authority(), key)
                && certificate.principals().stream().anyMatch(each -> matches(principals, each));
    }

    /** As in patterns of SSH: one that begins with an exclamation mark takes away. */
    private static boolean matches(List<String> patterns, String name) {
        boolean found = false;
        for (String pattern : patterns) {
            boolean isNegated = pattern.startsWith("!");
            String glob = isNegated ? pattern.substring(1) : pattern;
            String regex = Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
            if (name.matches(regex)) {
                if (isNegated) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }
}
