package io.github.devopsagent.domain;

/** The formats in which test results are read. */
public enum TestFormat {
    /** What the protocol has: {@code scenarios}, as qa writes them. */
    SCENARIOS("scenarios", "scenario", "/scenarios"),
    /** The Common Test Report Format, for which most test tools have a reporter. */
    CTRF("CTRF", "test", "/results/tests"),
    /** What the plugin pytest-json-report writes. */
    PYTEST("pytest-json-report", "test", "/tests"),
    /** What {@code jest --json} writes, and Vitest's reporter {@code json}. */
    JEST("Jest or Vitest JSON", "test", "/testResults");

    private final String label;
    private final String unit;
    private final String pointer;

    TestFormat(String label, String unit, String pointer) {
        this.label = label;
        this.unit = unit;
        this.pointer = pointer;
    }

    /**
     * The name of the format.
     *
     * @return for people
     */
    public String label() {
        return label;
    }

    /**
     * What one result is called in it.
     *
     * @return {@code scenario} or {@code test}
     */
    public String unit() {
        return unit;
    }

    /**
     * Where the results lie in it.
     *
     * @return a JSON pointer
     */
    public String pointer() {
        return pointer;
    }
}
