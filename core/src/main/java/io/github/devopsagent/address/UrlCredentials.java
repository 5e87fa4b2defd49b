package io.github.devopsagent.address;

import io.github.devopsagent.regex.LazyPattern;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the at sign of a URL: a command or the address of a health check is its name, and goes into every
 * record, as do the messages that quote an address.
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

    /** Up to the last: what is not a valid address may have a password with any character. */
    private static final LazyPattern OF_AN_ADDRESS = LazyPattern.of("^(.*?//)?.*@", Pattern.DOTALL);

    /** In a valid one, behind whose host an at sign may stand as well. */
    private static final LazyPattern OF_AN_AUTHORITY = LazyPattern.of("^([^/?#]*//)[^/?#]*@");

    /** Up to the last at sign before the path. */
    private static final LazyPattern USER_INFO = LazyPattern.of("(://)([^/\\s]*)@");

    private UrlCredentials() {}

    /**
     * Masks them wherever a URL stands in a text.
     *
     * @param text of any kind
     * @return the text, with three stars in their place
     */
    public static String masked(String text) {
        if (!text.contains("://")) {
            return text;
        }
        String whole = text.indexOf('@') < 0
                ? text
                : OF_OTHERS.matcher(OF_HTTP.matcher(text).replaceAll("$1***@")).replaceAll("$1***@");
        return whole.indexOf('…') < 0 ? whole : TORN.matcher(whole).replaceAll("$1$2***");
    }

    /**
     * Masks them in what was written for an address, be it one or not.
     *
     * @param address nothing else
     * @return the address, with three stars in their place
     */
    public static String maskedAddress(String address) {
        return OF_AN_ADDRESS.matcher(address).replaceFirst("$1***@");
    }

    /**
     * Masks them in an address that another server gave.
     *
     * @param address nothing else
     * @return the address, with three stars in their place
     */
    public static String maskedTarget(String address) {
        return OF_AN_AUTHORITY.matcher(address).replaceFirst("$1***@");
    }

    /**
     * Takes them out of all URLs of a text, with the user, who may be a token.
     *
     * @param text of any kind
     * @return the text without them
     */
    public static String removed(String text) {
        return USER_INFO.matcher(text).replaceAll("$1");
    }

    /**
     * Those of the first URL of a text.
     *
     * @param text of any kind
     * @return as they are written, without the at sign; empty if there are none
     */
    public static Optional<String> of(String text) {
        Matcher userInfo = USER_INFO.matcher(text);
        return userInfo.find() ? Optional.of(userInfo.group(2)) : Optional.empty();
    }
}
