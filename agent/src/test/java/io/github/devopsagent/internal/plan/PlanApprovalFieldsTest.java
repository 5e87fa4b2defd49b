package io.github.devopsagent.internal.plan;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static io.github.devopsagent.internal.json.QuotedJson.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Plan;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan says of itself under names of its own: whether it may be deployed, and what is to be done. */
class PlanApprovalFieldsTest {

    private static List<String> faults(String fields) {
        return lines(PlanReader.read(bytes("{'epic_id': 'E'," + fields + "}"), Defaults.STANDARD));
    }

    private static Plan plan(String fields) {
        return PlanReader.read(bytes("{'epic_id': 'E'," + fields + "}"), Defaults.STANDARD)
                .getOrElseThrow(faults -> new AssertionError(faults));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status': 'rejected'",
                "'status': 'BLOCKED'",
                "'status': 'draft'",
                "'status': 'Draft - do not use'",
                "'status': false",
                "'status': 'pending approval'",
                "'status': 'on_hold'",
                "'status': {'state': 'rejected', 'by': 'cto'}",
                "'plan_status': 'not approved'",
                "'reviewStatus': 'changes requested'",
                "'decision': 'no-go'",
                "'decision': 'No-Go: the error rate of the canary was above five percent'",
                "'decision': ['Rejected, since the tests are red']",
                "'verdict': '❌'",
                "'approved': false",
                "'approved': 'no'",
                "'approved': 0",
                "'approved': 'pending'",
                "'approval_status': 'not approved'",
                "'approval_status': 'pending'",
                "'security_approval': 'denied'",
                "'signOff': 'refused'",
                "'approvals': {'qa': 'approved', 'security': false}",
                "'approvals': [{'role': 'cto', 'status': 'pending'}]",
                "'safe_to_deploy': false",
                "'qaVerified': false",
                "'vetoed_by': 'security'",
                "'state': 'draft'",
                "'review': 'rejected'",
                "'conclusion': 'do not deploy'",
                "'recommendation': 'hold'",
                "'is_draft': true",
                "'superseded_by': 'EP-2'",
                "'blockers': ['the licence is not settled']",
                "'on-hold': true",
                "'do_not_deploy_before': 'Monday'"
            })
    void a_plan_that_says_no_to_itself_has_a_fault(String field) {
        assertThat(faults(field)).singleElement().asString().contains("it says that this must not be deployed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status': 'approved'",
                "'status': 'ready'",
                "'status': 'pending'",
                "'status': 'In Progress'",
                "'status': 'not_started'",
                "'status': 'to-do'",
                "'status': ''",
                "'decision': 'Use blue-green deployments rather than canaries, since we have two machines'",
                "'decision': 'go'",
                "'verdict': 'GO'",
                "'approved': true",
                "'approved': 'yes'",
                "'approvals': ['qa', 'tech_lead']",
                "'approvals': {'required': false, 'qa': 'approved'}",
                "'approval_status': 'approved'",
                "'requires_cto_approval': false",
                "'blockers': []",
                "'blockers': 'none'",
                "'draft': false",
                "'recommendation': 'Watch the latency of the first hour after the deployment'",
                "'blocked_by': false",
                "'dependencies': ['auth-service must be deployed']",
                "'prerequisites': ['access to the cluster']",
                "'risks': ['the migration fails']",
                "'secrets': ['DB_PASSWORD']",
                "'components': ['api', {'name': 'web', 'language': 'kotlin'}]",
                "'phases': [{'name': 'one', 'tasks': ['build it']}]"
            })
    void what_is_for_people_is_passed_over_and_told(String field) {
        assertThat(plan(field).remarks()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'phases': [{'name': 'one', 'steps': ['./a']}] | 'phases/0/steps'",
                "'components': {'api': {'deploy': {'run': './a'}}} | 'components/api/deploy/run'",
                "'pipeline': {'command': './a'} | 'pipeline/command'",
                "'operations': [[{'Script': './a'}]] | 'operations/0/0/Script'",
            })
    void commands_that_nobody_would_run_are_a_fault(String field, String path) {
        assertThat(faults(field)).singleElement().asString().contains("has a command or steps at " + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "infrastructure_steps",
                "infra-tasks",
                "dbCommands",
                "release_hooks",
                "Smoke Checks",
                "maintenance_scripts",
                "nightly_job",
                "schema_migrations",
                "upgrade_window",
                "holiday_freeze",
                "requires_cto_approval",
                "needsSignOff",
                "only_in_staging",
                "skip_tests",
                "deploy_after",
                "when_to_deploy"
            })
    void a_section_named_for_what_is_done_is_a_fault_whatever_it_holds(String name) {
        assertThat(faults("'" + name + "': ['x']"))
                .singleElement()
                .asString()
                .startsWith("unknown_field /" + name + " found '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type': 'manual'",
                "'type': 'Manual Approval'",
                "'kind': 'gate'",
                "'mode': 'wait'",
                "'step_type': 'pause'",
                "'actor_type': 'human'",
                "'mode': 'async'",
                "'mode': 'dry-run'",
                "'executionMode': 'parallel'",
                "'type': 'ssh'",
                "'action': 'approve'",
                "'status': 'skipped'",
                "'state': 'disabled'",
                "'critical': false"
            })
    void a_value_that_decides_how_a_step_runs_is_a_fault(String field) {
        assertThat(faults("'deployment_steps': [{'run': 'a'," + field + "}]"))
                .singleElement()
                .asString()
                .contains(" with the value ");
        assertThat(faults("'health_checks': [{'run': 'a'," + field + "}]")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'critical': true",
                "'type': 'shell'",
                "'type': 'deployment'",
                "'kind': 'http'",
                "'mode': '0644'",
                "'status': 'pending'",
                "'action': 'Wait for the rollout to be complete'",
                "'stage': 'deploy'"
            })
    void a_value_that_decides_nothing_is_told(String field) {
        assertThat(plan("'deployment_steps': [{'run': 'a'," + field + "}]").remarks())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'type': 'rollback'", "'stage': 'Rollback'", "'phase': 'undo'"})
    void what_undoes_is_no_part_of_the_deployment(String field) {
        assertThat(faults("'deployment_steps': [{'run': 'a'," + field + "}]"))
                .singleElement()
                .asString()
                .contains("'rollback_plan'");
        assertThat(plan("'rollback_plan': [{'run': 'a'," + field + "}]").remarks())
                .hasSize(1);
    }
}
