package io.github.devopsagent.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores, colours of a traffic light, and whether something matches: they say no where they are a verdict. */
class ScoresAndSignalsTest {

    /** At the root, in a summary, in something beside the tests, and in a test that passed. */
    private static boolean passesEverywhere(String field) {
        return passes(field, "") && passes("'summary': {" + field + "}", "") && passes("", field);
    }

    private static boolean failsEverywhere(String field) {
        return !passes(field, "")
                && !passes("'summary': {" + field + "}", "")
                && !passes("'e2e': {" + field + "}", "")
                && !passes("", field);
    }

    private static boolean passes(String besides, String inTest) {
        String report = "{'epic_id': 'E'" + (besides.isEmpty() ? "" : ", " + besides)
                + ", 'scenarios': [{'id': 'a', 'status': 'pass'" + (inTest.isEmpty() ? "" : ", " + inTest) + "}]}";
        return WrittenReport.passes(report.replace('\'', '"'), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'score': '3/10'",
                "'score': '9 / 10'",
                "'score': '9 out of 10'",
                "'score': '60%'",
                "'test_score': '3/10'",
                "'overallScore': '0/10'",
                "'qa_score': '7 of 12 points'",
                "'readiness_score': '62/100'",
                "'health': 'red'",
                "'health': 'Amber'",
                "'health': 'yellow'",
                "'health': 'degraded'",
                "'health_status': 'unhealthy'",
                "'rag': 'amber'",
                "'rag_status': 'Red - login is broken'",
                "'traffic_light': 'yellow'",
                "'status': 'amber'",
                "'status': 'yellow (slow)'",
                "'status': '\uD83D\uDFE1'",
                "'status': '\uD83D\uDFE0 Amber'",
                "'verdict': 'amber: two flaky tests'",
                "'match': false",
                "'matches': false",
                "'output_matches': false",
                "'is_correct': false",
                "'match': 'no'",
                "'mismatch': true",
                "'mismatches': 2",
                "'discrepancies': ['total is 3']"
            })
    void say_no(String field) {
        assertThat(failsEverywhere(field)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'score': '10/10'",
                "'score': '100%'",
                "'score': 92",
                "'score': 0.97",
                "'risk_score': '2/10'",
                "'complexity_score': '3/10'",
                "'confidence_score': '8/10'",
                "'cvss_score': '3.1/10'",
                "'health': 'green'",
                "'health': 'UP'",
                "'health': 'healthy'",
                "'health': 100",
                "'rag_status': 'green'",
                "'color': 'red'",
                "'button_colour': 'amber'",
                "'theme': 'yellow'",
                "'match': true",
                "'matches': 4",
                "'case_sensitive_match': false",
                "'exact_match': false",
                "'match': 'Arsenal - Chelsea'",
                "'mismatch': false",
                "'mismatches': 0",
                "'discrepancies': []"
            })
    void say_nothing(String field) {
        assertThat(passesEverywhere(field)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'brand': {'primary': 'red', 'accent': 'amber'}", "'wine': 'red'"})
    void a_colour_of_something_else_says_nothing(String field) {
        assertThat(passes(field, "")).isTrue();
        assertThat(passes("", field)).isTrue();
    }
}
