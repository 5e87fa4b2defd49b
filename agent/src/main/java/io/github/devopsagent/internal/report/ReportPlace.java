package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.StatusText;
import io.github.devopsagent.gate.SummaryWords;
import io.github.devopsagent.gate.VerdictText;
import java.util.Locale;
import java.util.Set;

/** What of a report is looked through. */
enum ReportPlace {
    /** Beside its tests. */
    REPORT,
    /** In what sums up tests, or lists them. */
    TESTS,
    /** In a test that passed. */
    TEST,
    /** In a list of the parts of such a test, or in one of them. */
    PARTS;

    /** Of settings, which may be a word for a failure. */
    private static final Set<String> SETTINGS = Set.of(
            "level",
            "on",
            "if",
            "policy",
            "action",
            "theme",
            "fallback",
            "default",
            "loglevel",
            "channel",
            "retry",
            "approach",
            "threshold",
            "behavior",
            "behaviour");

    private static final Set<String> NOT_WHOLLY =
            Set.of("partially", "partial", "partly", "mostly", "incomplete", "flaky");

    private static final Set<String> MAYBE_OF_OTHERS = Set.of("red", "error", "unstable", "unexpected");

    /** Of what may be red because it failed; a wine may be so as well. */
    private static final Set<String> TOOLS = Set.of(
            "cypress",
            "playwright",
            "selenium",
            "jest",
            "vitest",
            "mocha",
            "pytest",
            "junit",
            "testng",
            "karma",
            "sonar",
            "sonarqube",
            "lint",
            "build",
            "ci",
            "pipeline",
            "jenkins",
            "backend",
            "frontend",
            "api",
            "ui");

    boolean isOfTests() {
        return this == TESTS || this == PARTS;
    }

    boolean isInTest() {
        return this == TEST || this == PARTS;
    }

    /** Whether a text says no here. */
    boolean refuses(String name, FieldName parent, String text) {
        FieldName field = FieldName.of(name);
        return StatusText.isFailed(text)
                || ((parent.isChecklist() || field.isChecklist()) && StatusText.isUnmet(text))
                || (field.isAgreement() && StatusText.isPlainNo(text))
                || (field.isOfPassing() && StatusText.isShare(text))
                || (!isInTest() && StatusText.forbids(text))
                || (isOfTests() && VerdictText.isFailure(text))
                || (!isInTest() && field.isOfSuite() && StatusText.isNo(text) && !StatusText.isPlainNo(text))
                || (this == REPORT && isFailureOfSuite(name, text));
    }

    /** Under whatever name, what is no more than a word for a failure is one. */
    private static boolean isFailureOfSuite(String name, String text) {
        boolean isOfTool = TOOLS.contains(SummaryWords.firstWord(name)) || TOOLS.contains(SummaryWords.lastWord(name));
        return (VerdictText.isFailure(text)
                        || text.equalsIgnoreCase("ko")
                        || (isOfTool && NOT_WHOLLY.contains(text.toLowerCase(Locale.ROOT))))
                && !SETTINGS.contains(SummaryWords.lastWord(name))
                && !SETTINGS.contains(SummaryWords.firstWord(name))
                && (!MAYBE_OF_OTHERS.contains(text.toLowerCase(Locale.ROOT)) || isOfTool);
    }
}
