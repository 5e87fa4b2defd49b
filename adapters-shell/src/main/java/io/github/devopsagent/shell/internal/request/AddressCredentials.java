package io.github.devopsagent.shell.internal.request;

import java.util.regex.Pattern;

/** Credentials in an address that is quoted in a reason, which becomes part of the run's record. */
public final class AddressCredentials {

    /** Up to the last @: what is not a valid address may have a password with any character. */
    private static final Pattern BEFORE_HOST = Pattern.compile("^(.*?//)?.*@", Pattern.DOTALL);

    /** In a valid one, behind whose host an @ may stand as well. */
    private static final Pattern IN_AUTHORITY = Pattern.compile("^([^/?#]*//)[^/?#]*@");

    private AddressCredentials() {}

    public static String maskedIn(String address) {
        return BEFORE_HOST.matcher(address).replaceFirst("$1***@");
    }

    /** In an address that another server gave. */
    public static String maskedInTarget(String address) {
        return IN_AUTHORITY.matcher(address).replaceFirst("$1***@");
    }
}
