package io.github.devopsagent.internal.report;

import io.github.devopsagent.regex.LazyPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A report in a format that is not read, recognized so that its author is told the way out.
 *
 * @param name of the format
 * @param way out of it
 */
record ForeignReport(String name, String way) {

    private static final String WITH_XML = "convert it to CTRF, for example with junit-to-ctrf";
    private static final String WITH_REPORTER = "have the tool write CTRF, for which it has a reporter";
    private static final String OTHERWISE = "have the tool write CTRF, or write what came of it as scenarios";

    /** Files that are no JSON, by how they begin: after a byte order mark, white space, and what XML has at its head. */
    private static final List<Text> TEXTS = List.of(
            new Text("JUnit XML", "<testsuites?\\b", WITH_XML),
            new Text("TRX (Visual Studio)", "<TestRun\\b", WITH_REPORTER),
            new Text("NUnit XML", "<test-(?:run|results)\\b", WITH_REPORTER),
            new Text("xUnit.net XML", "<assembl(?:y|ies)\\b", WITH_REPORTER),
            new Text("TestNG XML", "<testng-results\\b", WITH_REPORTER),
            new Text("Robot Framework XML", "<robot\\b", OTHERWISE),
            new Text("an HTML report", "(?i:<html\\b|<!doctype html)", OTHERWISE),
            new Text("XML", "<", OTHERWISE),
            new Text("TAP", "TAP version|1\\.\\.\\d+|(?:not )?ok(?: \\d| -|$)", OTHERWISE),
            new Text("go test output", "=== RUN|--- (?:PASS|FAIL)|(?:ok|FAIL)\\s+\\S+\\s+[\\d.]+s", WITH_REPORTER),
            new Text(
                    "pytest's output for people",
                    "=+ test session starts",
                    "run pytest with --json-report, and put that file here"),
            new Text(
                    "Jest's output for people",
                    "(?:PASS|FAIL) \\S+\\.[cm]?[jt]sx?",
                    "run jest with --json --outputFile"));

    /** JSON documents, by the keys of their root; those with more keys come first. */
    private static final List<Keys> KEYS = List.of(
            new Keys("go test -json", Set.of("Action", "Package"), WITH_REPORTER),
            new Keys("go test -json", Set.of("Action", "ImportPath"), WITH_REPORTER),
            new Keys("pytest-reportlog", Set.of("$report_type"), "run pytest with --json-report instead"),
            new Keys("pytest-reportlog", Set.of("pytest_version"), "run pytest with --json-report instead"),
            new Keys("cargo test or nextest JSON", Set.of("type", "event"), OTHERWISE),
            new Keys("Dart or Flutter test JSON", Set.of("protocolVersion", "runnerVersion"), OTHERWISE),
            new Keys("Mochawesome JSON", Set.of("stats", "results", "meta"), "use mocha-ctrf-json-reporter"),
            new Keys("Playwright JSON", Set.of("config", "suites"), "use playwright-ctrf-json-reporter"),
            new Keys("Cypress JSON", Set.of("runs", "totalTests"), "use cypress-ctrf-json-reporter"),
            new Keys("Cypress JSON", Set.of("runs", "cypressVersion"), "use cypress-ctrf-json-reporter"),
            new Keys("Mocha JSON", Set.of("stats", "passes"), "use mocha-ctrf-json-reporter"),
            new Keys("Mocha JSON", Set.of("stats", "failures"), "use mocha-ctrf-json-reporter"),
            new Keys("RSpec JSON", Set.of("examples", "summary_line"), OTHERWISE),
            new Keys("RSpec JSON", Set.of("examples", "summary"), OTHERWISE),
            new Keys("GoogleTest JSON", Set.of("testsuites"), OTHERWISE),
            new Keys("Newman JSON", Set.of("collection", "run"), OTHERWISE),
            new Keys("TestCafe JSON", Set.of("fixtures", "userAgents"), WITH_REPORTER),
            new Keys("k6 JSON", Set.of("root_group", "metrics"), OTHERWISE),
            new Keys("Allure JSON", Set.of("uuid", "historyId"), OTHERWISE),
            new Keys("Karma JSON", Set.of("browsers", "result"), OTHERWISE),
            new Keys("Cucumber JSON", Set.of("elements", "keyword"), OTHERWISE),
            new Keys("Cucumber messages", Set.of("gherkinDocument"), OTHERWISE),
            new Keys("SARIF", Set.of("runs", "version"), OTHERWISE));

    private static final Set<String> ALL_KEYS = allKeys();

    private static final LazyPattern BEFORE = LazyPattern.of(
            "^\uFEFF?\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.*?-->\\s*)*(?:<!DOCTYPE(?! html)[^>]*>\\s*)?", Pattern.DOTALL);

    private record Text(String name, Pattern beginning, String way) {
        Text(String name, String beginning, String way) {
            this(name, Pattern.compile("^(?:" + beginning + ")", Pattern.MULTILINE), way);
        }
    }

    private record Keys(String name, Set<String> keys, String way) {}

    private static Set<String> allKeys() {
        Set<String> all = new HashSet<>();
        for (Keys each : KEYS) {
            all.addAll(each.keys());
        }
        return Set.copyOf(all);
    }

    /** Whether a key of the root helps to recognize a format. */
    static boolean isTelling(String key) {
        return ALL_KEYS.contains(key);
    }

    /** The formats that have a name of their own. */
    static List<String> names() {
        return Stream.concat(TEXTS.stream().map(Text::name), KEYS.stream().map(Keys::name))
                .filter(name -> !name.equals("XML") && !name.contains("output") && !name.startsWith("an "))
                .distinct()
                .toList();
    }

    /** Recognizes a JSON document. */
    static Optional<ForeignReport> ofKeys(Set<String> keys) {
        for (Keys each : KEYS) {
            if (keys.containsAll(each.keys())) {
                return Optional.of(new ForeignReport(each.name(), each.way()));
            }
        }
        return Optional.empty();
    }

    /** Recognizes a file that is no JSON. */
    static Optional<ForeignReport> ofText(String head) {
        String text = BEFORE.matcher(head).replaceFirst("");
        return TEXTS.stream()
                .filter(each -> each.beginning().matcher(text).lookingAt())
                .findFirst()
                .map(each -> new ForeignReport(each.name(), each.way()));
    }

    /** What is said of it. */
    String reason() {
        return "found what looks like " + name + "; allowed is the protocol's JSON with scenarios, CTRF,"
                + " pytest-json-report, or the JSON of Jest or Vitest; " + way;
    }
}
