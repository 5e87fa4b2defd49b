package io.github.devopsagent.internal.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names that plans have for what is required under another one: no guess is made, and the veto says what was found. */
final class MisnamedFields {

    static final Map<String, String> OF_PLANS = ofPlans();

    private MisnamedFields() {}

    private static Map<String, String> ofPlans() {
        Map<String, String> names = new LinkedHashMap<>();
        put(
                names,
                "deployment_steps",
                "deploy_steps deploymentSteps deployment deployments deploy deployment_plan deployment_procedure"
                        + " deployment_process deployment_commands deploy_commands deployment_script deploy_script"
                        + " release_steps rollout_steps rollout rollout_plan release_plan cutover cutover_plan"
                        + " procedure procedures steps commands script playbook");
        put(
                names,
                "rollback_plan",
                "rollback_strategy rollback_steps rollback rollback_procedure rollback_process rollback_commands"
                        + " rollback_command rollback_script rollback_instructions rollback_actions revert_plan"
                        + " revert_steps revert undo undo_steps backout_plan backout recovery_plan recovery_steps"
                        + " recovery fallback_plan contingency_plan restore_plan");
        put(
                names,
                "health_checks",
                "health_check healthcheck healthChecks health healthz health_endpoint health_url health_check_url"
                        + " verification verification_steps verify verify_steps post_deployment_verification"
                        + " post_deploy_verification post_deployment_checks post_deploy_checks post_deployment_tests"
                        + " post_checks verification_plan smoke smoke_test smoke_tests sanity_checks acceptance_checks validation"
                        + " validation_steps validations checks probes liveness_probe readiness_probe startup_probe");
        return names;
    }

    private static void put(Map<String, String> names, String field, String others) {
        for (String name : FieldWords.list(others)) {
            names.put(name, field);
        }
    }
}
