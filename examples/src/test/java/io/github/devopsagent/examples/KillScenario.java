package io.github.devopsagent.examples;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan, and what it has to come to if nobody is killed. Each step leaves its name when it begins, works for a moment,
 * and leaves its name with "done" or "failed".
 *
 * @param kind what goes wrong
 * @param failing the deploy step that fails, where one does; its compensation, where that one does
 * @param idempotent the steps and compensations that may be executed twice
 */
record KillScenario(Kind kind, String failing, Set<String> idempotent) {

    static final String EFFECTS = "effects";
    static final List<String> STEPS = List.of("a", "b", "c");
    static final String UNDO = "undo-";

    static final String TEST_RESULTS = """
            {"epic_id": "EP-KILL-001", "scenarios": [{"id": "TS-1", "type": "e2e", "description": "it works",
              "status": "pass", "evidence": "seen"}], "coverage": {"lines": 90, "branches": 80}}
            """;

    enum Kind {
        NOTHING_FAILS,
        A_STEP_FAILS,
        A_COMPENSATION_FAILS,
        A_HEALTH_CHECK_FAILS,
        PRE_FLIGHT_FAILS,
        QA_IS_MISSING;

        /** What it comes to if no agent is killed. */
        End undisturbed() {
            return switch (this) {
                case NOTHING_FAILS -> End.DEPLOYED;
                case A_STEP_FAILS, A_HEALTH_CHECK_FAILS -> End.ROLLED_BACK;
                case A_COMPENSATION_FAILS -> End.ROLLBACK_FAILED;
                case PRE_FLIGHT_FAILS -> End.ABORTED;
                case QA_IS_MISSING -> End.VETOED;
            };
        }

        /** What it can come to, whenever an agent is killed. */
        Set<End> ends() {
            return switch (this) {
                case NOTHING_FAILS -> EnumSet.of(End.DEPLOYED, End.ROLLED_BACK, End.ROLLBACK_FAILED);
                case A_STEP_FAILS, A_HEALTH_CHECK_FAILS -> EnumSet.of(End.ROLLED_BACK, End.ROLLBACK_FAILED);
                case A_COMPENSATION_FAILS -> EnumSet.of(End.ROLLBACK_FAILED);
                case PRE_FLIGHT_FAILS -> EnumSet.of(End.ABORTED);
                case QA_IS_MISSING -> EnumSet.of(End.VETOED);
            };
        }
    }

    enum End {
        DEPLOYED,
        VETOED,
        ABORTED,
        ROLLED_BACK,
        ROLLBACK_FAILED
    }

    static KillScenario drawn(Random random) {
        // The first kinds have most instants to be killed at.
        int[] weights = {6, 4, 3, 3, 1, 1};
        int drawn = random.nextInt(18);
        int kind = 0;
        while (drawn >= weights[kind]) {
            drawn -= weights[kind++];
        }
        String failing = STEPS.get(random.nextInt(STEPS.size()));
        Set<String> idempotent = STEPS.stream()
                .flatMap(step -> Stream.of(step, UNDO + step))
                .filter(step -> random.nextInt(2) == 0)
                .collect(Collectors.toUnmodifiableSet());
        return new KillScenario(Kind.values()[kind], failing, idempotent);
    }

    String status() {
        String qa = kind == Kind.QA_IS_MISSING ? "" : ", \"qa\"";
        return """
                {"epic_id": "EP-KILL-001", "tier": "standard", "phase": "deployment", "mode": "full", "iteration": 1,
                  "approvals": ["tech_lead", "developer"%s], "blockers": [], "updated_at": "2026-01-02T09:30:00Z",
                  "updated_by": "qa"}
                """.formatted(qa);
    }

    String plan() {
        String healthy = kind == Kind.A_HEALTH_CHECK_FAILS ? "test ! -e live" : "true";
        return """
                {"epic_id": "EP-KILL-001",
                 "preflight": [{"name": "look", "run": "%s"}],
                 "backup": [{"name": "dump", "run": "%s"}],
                 "deployment_steps": [%s],
                 "health_checks": [{"name": "up", "run": "%s"}]}
                """.formatted(
                        command("look", kind == Kind.PRE_FLIGHT_FAILS),
                        command("dump", false),
                        STEPS.stream().map(this::step).collect(Collectors.joining(",\n")),
                        healthy);
    }

    private String step(String name) {
        boolean fails = name.equals(failing) && (kind == Kind.A_STEP_FAILS || kind == Kind.A_COMPENSATION_FAILS);
        boolean undoFails = name.equals("a") && kind == Kind.A_COMPENSATION_FAILS;
        return """
                {"name": "%s", "run": "%s && touch live", "idempotent": %s,
                 "rollback": {"name": "%s", "run": "rm -f live; %s", "idempotent": %s}}""".formatted(
                        name,
                        command(name, fails),
                        idempotent.contains(name),
                        UNDO + name,
                        command(UNDO + name, undoFails),
                        idempotent.contains(UNDO + name));
    }

    private static String command(String name, boolean fails) {
        String end = fails ? "echo " + name + " failed >>effects; false" : "echo " + name + " done >>effects";
        return "echo " + name + " >>effects; sleep 0.05; " + end;
    }

    /** Whether a second beginning of a step does no harm. */
    boolean mayBeginAgain(String step) {
        return idempotent.contains(step);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " (" + failing + "), idempotent " + idempotent;
    }
}
