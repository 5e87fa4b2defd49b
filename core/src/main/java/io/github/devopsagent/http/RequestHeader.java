package io.github.devopsagent.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header of a request: a text, or a credential.
 *
 * @param name as it is written
 * @param text its value; empty if that is a credential
 * @param credential what its value is; empty if that is a text
 */
public record RequestHeader(String name, String text, Optional<Credential> credential) {

    private static final String FIELD = "/headers";
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern TEXT = Pattern.compile("[\\x20-\\x7E]*");
    /** The last word, also where it is written together with those before it, such as {@code X-AuthToken}. */
    private static final Pattern OF_CREDENTIALS =
            Pattern.compile(".*(authorization|authentication|token|secret|password"
                    + "|passphrase|passwd|apikey|accesskey|cookie|jwt|session[-_.]?id|credentials?)"
                    + "|(.*[-_.])?(auth|key|pwd|session)");

    /** Keys that open nothing: they tell requests, pages and messages from others. */
    private static final Set<String> OF_NO_CREDENTIALS = Set.of(
            "idempotency-key",
            "cache-key",
            "surrogate-key",
            "partition-key",
            "routing-key",
            "sort-key",
            "shard-key",
            "message-key",
            "row-key");

    /** What is between two ends of one connection: the client's own to say. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "expect",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /**
     * Whether it is this header, in whatever case.
     *
     * @param other such as {@code Host}
     * @return true if the names are the same but for their case
     */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /**
     * Whether a text can be its value.
     *
     * @param value what would be sent
     * @return true if each character is one of ASCII that is seen, or a blank inside of it
     */
    public static boolean carries(String value) {
        return TEXT.matcher(value).matches() && value.equals(value.strip());
    }

    static List<RequestHeader> read(Object value, List<InputFault> faults) {
        if (!(value instanceof Map<?, ?> map)) {
            faults.add(
                    InputFault.type(FIELD, "an object of names and values", "write it as {\"Host\": \"shop.example\"}")
                            .found("a value that is no object"));
            return List.of();
        }
        List<RequestHeader> headers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        map.forEach((key, each) -> {
            String name = (String) key;
            String pointer = FIELD + "/" + JsonPointer.escaped(name);
            if (isName(name, pointer, names, faults)) {
                header(name, Objects.requireNonNull(each), pointer, faults).ifPresent(headers::add);
            }
        });
        return headers;
    }

    private static boolean isName(String name, String pointer, Set<String> names, List<InputFault> faults) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            faults.add(InputFault.value(
                            pointer,
                            "the name of a header: letters, digits, and none of blank : ( ) < > @ , ; \\ \" / [ ] ? = { }",
                            "write the name without the colon")
                    .found("another name"));
            return false;
        }
        if (OF_THE_CONNECTION.contains(lower)) {
            faults.add(InputFault.value(pointer, "a header that is not of the connection itself", "remove it")
                    .found("the header '" + name + "'"));
            return false;
        }
        if (!names.add(lower)) {
            faults.add(InputFault.value(pointer, "each header once, in whatever case", "remove one of them")
                    .found("the header '" + name + "' for the second time"));
            return false;
        }
        return true;
    }

    private static Optional<RequestHeader> header(String name, Object value, String pointer, List<InputFault> faults) {
        if (Credential.isMeant(value)) {
            return Credential.read(value, pointer, faults)
                    .map(credential -> new RequestHeader(name, "", Optional.of(credential)));
        }
        if (isOfCredentials(name.toLowerCase(Locale.ROOT))) {
            faults.add(
                    InputFault.value(pointer, Credential.FORM, Credential.FIX).found("a value in the plan itself"));
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            faults.add(InputFault.type(pointer, "a string, or " + Credential.FORM, "write it in quotes"));
            return Optional.empty();
        }
        if (!carries(text)) {
            faults.add(InputFault.value(
                    pointer,
                    "text of ASCII without control characters, and without blanks at its ends",
                    "write it in one line; encode other characters as the server wants them"));
            return Optional.empty();
        }
        return Optional.of(new RequestHeader(name, text, Optional.empty()));
    }

    private static boolean isOfCredentials(String name) {
        return OF_CREDENTIALS.matcher(name).matches() && !OF_NO_CREDENTIALS.contains(name.replaceFirst("^x-", ""));
    }
}
