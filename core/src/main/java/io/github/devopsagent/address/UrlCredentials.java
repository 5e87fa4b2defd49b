package io.github.devopsagent.internal.secret;

import io.github.devopsagent.regex.LazyPattern;

/**
 * What stands before the at sign of a URL, wherever one stands in a text: a command or the address of a health check is
 * its name, and goes into every record.
 */
public final class UrlCredentials {

    /** There a token may stand alone, or as the user. */
    private static final LazyPattern OF_HTTP = LazyPattern.of("(?i)(\\bhttps?://)[^\\s/?#\"<>]*@");

    /**
     * A user alone, as in {@code ssh://git@host}, is no secret. A password may have any character where a program does not ask
     * for a valid URL: it goes up to the last at sign of the word, past a quote only if nothing of JSON follows. A
     * number before a path is the port of a server.
     */
    private static final LazyPattern OF_OTHERS = LazyPattern.of(
            "(?i)(\\b(?:https?://[^\\s/?#\"<>:@]*:(?!\\d*[/?#])|"
                    + "(?!https?:)[a-z][a-z0-9+.-]*://[^\\s/?#\"<>:@]*:))(?:[^\\s\"<>]{0,500}@|(?:(?!\"[,:}\\])])\\S){0,500}@)");

    /** Before an ellipsis, where it was cut: what would follow may be an at sign. */
    private static final LazyPattern TORN = LazyPattern.of("(?i)(\\bhttps?://)[^\\s/?#\"<>…]+(?=…)"
            + "|(\\b[a-z][a-z0-9+.-]*://[^\\s/?#\"<>:@…]*:)(?!\\d*[/?#])[^\\s\"<>…]+(?=…)");

    private UrlCredentials() {}

    /** The text, with three stars in their place. */
    public static String masked(String text) {
        if (!text.contains("://")) {
            return text;
        }
        String whole = text.indexOf('@') < 0
                ? text
                : OF_OTHERS.matcher(OF_HTTP.matcher(text).replaceAll("$1***@")).replaceAll("$1***@");
        return whole.indexOf('…') < 0 ? whole : TORN.matcher(whole).replaceAll("$1$2***");
    }
}
