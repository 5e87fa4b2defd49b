package io.github.devopsagent.internal.plan;

import java.util.Map;

/**
 * Words that decide, at each place of a plan, each with what to write instead. The first row counts that has a word of
 * the name.
 */
final class RefusedWords {

    private static final String WHETHER = "when if unless only except condition conditions conditional skip skipped"
            + " enable enabled disable disabled active inactive do_not guard precondition preconditions pre_condition"
            + " pre_conditions postcondition postconditions post_condition post_conditions fallback";
    private static final String WHO_DECIDES = "manual manually approval approvals approve approved approver approvers"
            + " confirm confirmed confirmation gate gates sign_off signoff interactive prompt human veto hold";
    private static final String MAY_FAIL = "ignore ignored tolerate tolerated tolerates allow allowed allows continue"
            + " soft optional required mandatory abort halt stop breakpoint fail fails failed failure failures error errors";
    private static final String ORDER = "depends dependent dependency dependencies needs require requires prerequisite"
            + " prerequisites blocked blocker blockers before after parallel concurrent concurrency async"
            + " asynchronous asynchronously background detach detached forget serial loop repeat throttle";
    private static final String WAITS = "wait waits delay delayed pause sleep until warmup cooldown";
    private static final String BEGINNING = "schedule scheduled cron weekday weekdays";
    private static final String WHO =
            "user sudo become privileged uid gid account identity profile subscription tenant credential"
                    + " credentials password";
    private static final String WHERE =
            "host hosts hostname ssh kubeconfig kube kubernetes k8s cluster namespace context"
                    + " os platform server servers remote region inventory";
    private static final String CONTAINERS = "image container docker pod volume volumes entrypoint";
    private static final String COMMANDS = "command commands cmd script scripts exec execute run";
    private static final String EXPECTATIONS =
            "expect expects expected should must contain contains regex stdout stderr";
    private static final String OUTCOMES = "fail_if failed_if fail_when pass_if success_if success_when healthy_if"
            + " unhealthy_if exit ok rc return returns success successful succeed succeeds";
    private static final String TESTS =
            "verify verifies verified verification validate validates validation assert asserts assertion assertions"
                    + " check checks";
    private static final String LIMITS = "max min maximum minimum limit limits";
    private static final String RETRIED = "retry retries retried attempt attempts backoff";
    private static final String SECURITY = "tls ssl insecure cert certificate proxy";
    private static final String NEVER = "dry simulate automatic automated auto";

    /** Values of a field {@code status} or {@code state}, which mostly tells how far people came. */
    static final DecidingWords STATES = states();

    /** Values of a field {@code type}, {@code kind} or {@code mode}. */
    static final DecidingWords VALUES = values();

    static final DecidingWords OF_PLANS = ofPlans();
    static final DecidingWords OF_STEPS = ofSteps();
    static final DecidingWords OF_CHECKS = ofChecks();
    static final DecidingWords OF_MONITORING = ofMonitoring();
    static final DecidingWords OF_ROLLBACK_PLANS = ofRollbackPlans();

    /** Last words of names at the top of the plan, each with what to write instead. */
    static final Map<String, String> PLAN_ENDINGS = endings();

    private RefusedWords() {}

    private static DecidingWords values() {
        FixTable table = new FixTable();
        table.put(RefusedFields.ASK, WHO_DECIDES);
        table.put(RefusedFields.WAIT, WAITS);
        table.put(RefusedFields.BEGINS, BEGINNING);
        table.put(
                RefusedFields.DECIDE,
                "skip skipped disabled inactive conditional condition precondition guard fallback");
        table.put(RefusedFields.TOLERATE, "ignore ignored optional soft");
        table.put(RefusedFields.ONE_AT_A_TIME, "async asynchronous background detached parallel concurrent forget");
        table.put(RefusedFields.AT_HOST, "ssh remote");
        table.put(RefusedFields.EVERY_STEP, "dry simulate noop");
        return table.words();
    }

    private static DecidingWords states() {
        FixTable table = new FixTable();
        table.put(RefusedFields.ASK, "manual hold blocked rejected");
        table.put(RefusedFields.DECIDE, "skip skipped disabled inactive conditional");
        return table.words();
    }

    /** Fewer than elsewhere, since plans tell people much under names of their own. */
    private static DecidingWords ofPlans() {
        FixTable table = new FixTable();
        table.put(RefusedFields.NOT_YET, "do_not no_go");
        table.put(
                RefusedFields.DECIDED_BY_PHASE,
                "when if unless only skip skipped until wait waits delay delayed before after manual manually confirm"
                        + " confirmation dry not_before not_after scheduled");
        return table.words();
    }

    private static DecidingWords ofSteps() {
        FixTable table = new FixTable();
        table.put(RefusedFields.EXITS_WITH_0, OUTCOMES + " " + EXPECTATIONS);
        table.put(RefusedFields.ASK, WHO_DECIDES);
        table.put(RefusedFields.DECIDE, WHETHER);
        table.put(RefusedFields.RETRIES, RETRIED);
        table.put(RefusedFields.TOLERATE, MAY_FAIL);
        table.put(RefusedFields.WAIT, WAITS);
        table.put(RefusedFields.BEGINS, BEGINNING);
        table.put("did you mean 'rollback'?", "rollback undo revert compensate compensation");
        table.put(RefusedFields.ONE_AT_A_TIME, ORDER + " run_order execution_order step_order");
        table.put(RefusedFields.AS_USER, WHO);
        table.put(RefusedFields.AT_HOST, WHERE);
        table.put(RefusedFields.IN_CONTAINER, CONTAINERS);
        table.put(RefusedFields.SHELL, "shell interpreter bash powershell");
        table.put("did you mean 'timeout'?", "timeout");
        table.put(RefusedFields.EVERY_STEP, NEVER);
        table.put(
                RefusedFields.STEP_OF_ITS_OWN, "pre post hook hooks cleanup teardown on_change on_exit on_completion");
        table.put(RefusedFields.EXITS_WITH_0, TESTS);
        table.put(RefusedFields.IN_THE_COMMAND, LIMITS + " " + SECURITY + " umask");
        table.put("did you mean 'env'?", "env variable variables vars");
        table.put(RefusedFields.ENVIRONMENT, "environment environments");
        table.put(RefusedFields.WHOLE, "canary percentage replicas rollout batch traffic");
        table.put("did you mean 'working_directory'?", "cwd chdir workdir");
        table.put("did you mean 'run'?", COMMANDS);
        return table.words();
    }

    private static DecidingWords ofChecks() {
        FixTable table = new FixTable();
        table.put(RefusedFields.HEALTHY, OUTCOMES);
        table.put(
                RefusedFields.EXPECTATION,
                EXPECTATIONS + " body json jq jsonpath xpath match matches pattern equals status_code http_status"
                        + " response_code return_code");
        table.put(RefusedFields.ONLY_GET, "method payload resolve post put patch query proxy");
        table.put(RefusedFields.HEADERS, "header headers cookie cookies accept content_type");
        table.put(RefusedFields.CREDENTIALS, "auth authorization token api_key bearer username");
        table.put(RefusedFields.REDIRECTS, "redirect redirects");
        table.put(RefusedFields.TRUST, "tls ssl insecure cert certificate");
        table.put(RefusedFields.LONGEST_PROBE, LIMITS + " latency response_time timeout");
        table.put("did you mean 'period'?", "interval frequency every");
        table.put("did you mean 'failure_threshold'?", RETRIED + " threshold thresholds consecutive");
        table.put("did you mean 'startup_timeout'?", "grace wait waits");
        table.put("did you mean 'initial_delay'?", "delay delayed sleep pause warmup");
        table.put("did you mean 'http'?", "uri endpoint endpoints");
        table.put(RefusedFields.WHOLE_ADDRESS, "host hosts hostname port ports scheme server servers");
        table.put(
                RefusedFields.ALWAYS_ASKED,
                WHO_DECIDES + " " + WHETHER + " " + MAY_FAIL + " " + ORDER + " " + BEGINNING
                        + " until informational advisory " + NEVER);
        table.put(RefusedFields.ONLY_OF_STEPS, "env variable variables vars cwd chdir workdir rollback undo revert");
        table.put(
                RefusedFields.IN_A_COMMAND,
                "shell interpreter umask " + WHO + " " + CONTAINERS
                        + " ssh kubeconfig kube kubernetes k8s cluster namespace context os platform remote region");
        table.put(RefusedFields.HEALTHY, TESTS);
        table.put("did you mean 'run'?", COMMANDS);
        return table.words();
    }

    private static DecidingWords ofMonitoring() {
        FixTable table = new FixTable();
        table.put(
                RefusedFields.ASKS_CHECKS,
                "rate latency percentile p50 p95 p99 slo slos sli slis kpi kpis guardrail guardrails log logs pattern baseline metric metrics query alert alerts alarm alarms cpu memory"
                        + " probe probes http url endpoint endpoints response body status_code " + TESTS + " "
                        + COMMANDS
                        + " " + EXPECTATIONS);
        table.put(RefusedFields.LIMIT_IS_LEFT, "rollback undo revert abort trigger triggers");
        table.put(
                "did you mean 'failure_limit'?",
                "tolerance threshold thresholds fail fails failed failure failures" + " error errors " + LIMITS);
        table.put("did you mean 'period'?", "interval frequency every poll polling sampling");
        table.put(
                "did you mean 'duration'?",
                "window duration minute minutes seconds hours days bake soak watch timeout");
        table.put(
                RefusedFields.MONITORS_ALWAYS,
                WHO_DECIDES + " " + WHETHER + " " + MAY_FAIL + " " + ORDER + " "
                        + WAITS + " " + BEGINNING + " " + RETRIED + " " + OUTCOMES + " " + WHO + " " + WHERE + " "
                        + CONTAINERS
                        + " " + NEVER + " shell env");
        return table.words();
    }

    private static DecidingWords ofRollbackPlans() {
        FixTable table = new FixTable();
        table.put(RefusedFields.CHECK_AFTER_ROLLBACK, TESTS + " " + EXPECTATIONS);
        table.put(
                RefusedFields.ROLLED_BACK_WHENEVER,
                WHETHER + " " + WHO_DECIDES + " trigger triggers threshold thresholds abort " + OUTCOMES + " "
                        + MAY_FAIL + " " + NEVER + " " + LIMITS + " " + BEGINNING);
        table.put(
                "write it in each of the steps",
                "timeout shell interpreter env variable variables vars cwd chdir" + " workdir umask " + RETRIED + " "
                        + WHO + " " + WHERE + " " + CONTAINERS);
        table.put("write it as one of the steps", "pre post hook hooks cleanup " + WAITS);
        table.put(RefusedFields.ONE_AT_A_TIME, ORDER);
        table.put("did you mean 'steps'?", COMMANDS);
        return table.words();
    }

    private static Map<String, String> endings() {
        FixTable table = new FixTable();
        table.put(
                RefusedFields.BY_ITS_PLACE,
                "steps step tasks task commands command hooks hook scripts script jobs job"
                        + " playbooks playbook migrations migration");
        table.put(RefusedFields.AS_CHECKS, "checks check probes probe");
        table.put(RefusedFields.DECIDED_BY_PHASE, "window windows freeze schedule gate gates");
        return table.rows();
    }
}
