package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.VerdictText;
import java.util.regex.Pattern;

/** A share of tests that passed, as a number or a text. */
final class PassRate {

    private static final Pattern RATE = Pattern.compile("[0-9.]+\\s*(?:%|percent)?");
    private static final Pattern ALL = Pattern.compile("1(?:\\.0+)?|100(?:\\.0+)?\\s*(?:%|percent)?");

    private PassRate() {}

    static boolean isOfAll(String rate) {
        return RATE.matcher(rate).matches() ? ALL.matcher(rate).matches() : !VerdictText.deniesPassing(rate);
    }
}
