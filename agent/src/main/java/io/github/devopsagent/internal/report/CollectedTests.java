package io.github.devopsagent.internal.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.gate.TestOutcome;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tests that pytest's collectors found, and those that are in the report, by fingerprints of their ids. */
final class CollectedTests {

    /** In a report with more tests than that, they are not compared one by one. */
    private static final int MOST = 20_000;

    /** What a test is called in a collector; others there are collectors themselves, which may not have been asked. */
    private static final Set<String> TESTS = Set.of("Function", "TestCaseFunction", "DoctestItem", "Coroutine");

    private static final Set<String> OF_COLLECTOR = Set.of("nodeid", "outcome", "result", "longrepr");
    private static final Set<String> OF_RESULT = Set.of("nodeid", "type");

    private final Set<Long> found = new HashSet<>();
    private final Set<Long> tests = new HashSet<>();
    private final Set<Long> listed = new HashSet<>();
    private boolean isTooMany;

    /** A collector, and how it ended. */
    record Collector(String id, String status, boolean hasError) {

        TestOutcome outcome() {
            return TestOutcome.of(status);
        }
    }

    Collector read(ReportStream in) {
        String[] told = {"", ""};
        if (!in.isObject()) {
            in.skip();
            return new Collector("", "", false);
        }
        boolean[] hasError = {false};
        in.fields(OF_COLLECTOR::contains, name -> {
            switch (name) {
                case "longrepr" -> hasError[0] = !in.isNothing();
                case "nodeid" -> told[0] = in.scalar();
                case "outcome" -> told[1] = in.scalar();
                default -> results(in);
            }
        });
        return new Collector(told[0], told[1], hasError[0]);
    }

    private void results(ReportStream in) {
        if (!in.isList()) {
            in.skip();
            return;
        }
        in.elements(index -> {
            if (in.isObject()) {
                result(in);
            } else {
                in.skip();
            }
        });
    }

    private void result(ReportStream in) {
        String[] told = {"", ""};
        in.fields(OF_RESULT::contains, name -> told[name.equals("type") ? 1 : 0] = in.scalar());
        add(found, told[0]);
        if (TESTS.contains(told[1])) {
            add(tests, told[0]);
        }
    }

    /** Whether a test of this id was there before. */
    boolean isSecond(String id) {
        return !add(listed, id);
    }

    private boolean add(Set<Long> ids, String id) {
        // A long id may be cut, so that two look the same.
        if (id.isEmpty() || id.length() >= ReportStream.LONGEST_TEXT) {
            return true;
        }
        if (ids.size() == MOST) {
            isTooMany = true;
            List.of(found, tests, listed).forEach(Set::clear);
        }
        return isTooMany || ids.add(fingerprint(id));
    }

    /** Wide enough that no two of so many ids have the same by chance, however little they differ. */
    private static long fingerprint(String id) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** How many tests were found, but are not in the report. */
    long left() {
        return isTooMany ? 0 : tests.stream().filter(id -> !listed.contains(id)).count();
    }

    /** How many tests of the report no collector found, where collectors say what they found. */
    long foreign() {
        return isTooMany || found.isEmpty()
                ? 0
                : listed.stream().filter(id -> !found.contains(id)).count();
    }
}
