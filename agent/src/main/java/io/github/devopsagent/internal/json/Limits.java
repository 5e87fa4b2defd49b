package io.github.devopsagent.internal.json;

import io.github.devopsagent.gate.InvalidDocument;
import java.time.Duration;

/** How much a document may hold; more is a refusal that says so, never an exhausted heap. */
public final class Limits {

    /** Bytes of {@code status.json}: 1 MiB. */
    public static final int STATUS_BYTES = 1 << 20;

    /** Bytes of {@code plan.json}: 4 MiB. */
    public static final int PLAN_BYTES = 4 << 20;

    /** Bytes of a message: 256 KiB. */
    public static final int MESSAGE_BYTES = 256 << 10;

    /** Bytes of {@code test_results.json}, which is read as a stream: 1 GiB. */
    public static final long TEST_RESULTS_BYTES = 1L << 30;

    /** How deep objects and lists may be nested: {@value}. */
    public static final int DEPTH = 64;

    /** Characters of a string: 1 Mi. */
    public static final int STRING_LENGTH = 1 << 20;

    /** Characters of a string in {@code test_results.json}, into which tools copy all that a test has printed: 8 Mi. */
    public static final int REPORT_STRING_LENGTH = 8 << 20;

    /** Characters of a key: {@value}. */
    public static final int NAME_LENGTH = 1000;

    /** Characters of a number: {@value}. */
    public static final int NUMBER_LENGTH = 1000;

    /** Keys, values and brackets of a document that is read as a whole: {@value}. */
    public static final int TOKENS = 250_000;

    /** How many errors of one document are reported: {@value}. */
    public static final int REFUSALS = InvalidDocument.MOST_FAULTS;

    /** How often a step may be retried: {@value}. */
    public static final int RETRIES = 100;

    /**
     * Steps, compensations and health checks of a plan, in all: {@value}. Before a run begins each of them is checked, by
     * a process of its own if it is a command, and each that is executed has its records on the disk.
     */
    public static final int STEPS = 1000;

    /** Characters of an epic's id, which is part of the names of messages: {@value}. */
    public static final int EPIC_ID_LENGTH = 100;

    /** The longest duration that a plan may name: 30 days. */
    public static final Duration LONGEST_DURATION = Duration.ofDays(30);

    private Limits() {}
}
