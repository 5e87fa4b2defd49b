package io.github.devopsagent.veto;

/** The codes of the agent's own vetoes, which stay as they are: hosts and other agents compare them. */
public final class VetoCodes {

    /** The plan does not say how the deployment is undone. */
    public static final String NO_ROLLBACK_PLAN = "no_rollback_plan";

    /** There is no health check for after the deployment, or none for after a rollback, in the plan or from the host. */
    public static final String MISSING_HEALTH_CHECKS = "missing_health_checks";

    /** Qa is not among the approvals. */
    public static final String QA_NOT_APPROVED = "qa_not_approved";

    /** There are no test results, or a scenario did not pass. */
    public static final String TESTS_NOT_PASSING = "tests_not_passing";

    /** The plan has nothing to deploy. */
    public static final String NO_DEPLOYMENT_STEPS = "no_deployment_steps";

    /** {@code plan.json} has faults, so that nothing can be judged by it. */
    public static final String INVALID_PLAN = "invalid_plan";

    /** {@code test_results.json} has faults, so that nothing can be judged by it. */
    public static final String INVALID_TEST_RESULTS = "invalid_test_results";

    /** A file in the inbox says no, and no approval lifts it. */
    public static final String INBOX_VETO = "inbox_veto";

    /** A rule of the host threw an exception, returned null, or did not answer in time. */
    public static final String RULE_FAILED = "rule_failed";

    private VetoCodes() {}
}
