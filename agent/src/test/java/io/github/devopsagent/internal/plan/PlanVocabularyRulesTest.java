package io.github.devopsagent.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.internal.json.NameSimilarity;
import io.github.devopsagent.internal.plan.Vocabulary.KnownWord;
import io.github.devopsagent.internal.plan.Vocabulary.Misnamed;
import io.github.devopsagent.internal.plan.Vocabulary.RefusedWord;
import io.github.devopsagent.internal.plan.Vocabulary.Spelled;
import io.github.devopsagent.internal.plan.Vocabulary.UnknownWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a name is, at each place of a plan. */
class PlanVocabularyRulesTest {

    private static final String DECIDING =
            "args arguments parameters when if unless condition only_if manual requires_approval continue_on_error"
                    + " ignore_errors allow_failure on_failure always depends_on needs parallel user become sudo host"
                    + " hosts image container shell";

    /** What plans say to people, of which none decides anything. */
    private static final String ORDINARY = """
            description title id note notes comment comments owner owners tags labels priority risk risks summary author
            authors version created_at created_by updated_at updated_by estimated_time estimated_duration
            estimated_minutes estimated_effort effort cost costs budget deadline_date due_date start_date end_date date
            reason rationale purpose goal goals objective objectives scope context_notes background_info assumptions
            constraints milestones milestone timeline epic story stories ticket tickets issue issues jira link links
            reference references docs documentation doc url_docs wiki diagram architecture design tech_stack stack
            language languages framework frameworks library libraries component components feature features module_name
            team teams assignee assignees assigned_to responsible accountable consulted informed stakeholders contact
            contacts email slack channel phone reviewer reviewers reviewed_by approved_by severity impact likelihood
            probability mitigation mitigations category categories class kind type group_name phase step_number
            number index sequence order_number label name_of_change change change_id change_type changelog release_notes
            commit commit_id branch_name pull_request repository repo source_code artifact artifacts_list build_number
            filename file files files_changed lines loc estimated_loc requirement requirements requirement_ids
            acceptance_criteria definition_of_done dod checklist todo todos task_id subtask metadata meta extra
            extensions x custom annotations annotation comment_text remarks remark explanation details detail example
            examples hint hints warning warnings caution important info information message messages log_message
            notification notifications notify_channel announce announcement communication communication_plan users_guide
            customer customers audience downtime expected_downtime availability sla rto rpo revision history state
            progress percent_complete completed completed_at started_at finished_at result_notes outcome_notes
            lessons lessons_learned follow_up next_actions dashboard dashboards tools tool tooling vendor license price
            size complexity points story_points weight_kg color icon emoji locale language_code country city timezone
            currency unit_of_work hypothesis metric_notes kpi kpis okr okrs theme initiative portfolio program project
            product products producer domain subdomain bounded_context aggregate entity entities table_name tables column columns
            migration_notes schema schema_version workstream test_matrix api_version format encoding checksum hash signature_note
            """;

    private static final List<String> WATCHED = words("kpi kpis objective objectives");

    static List<Vocabulary> levels() {
        return List.of(
                PlanVocabulary.PLAN,
                PlanVocabulary.STEP,
                PlanVocabulary.CHECK,
                PlanVocabulary.MONITORING,
                PlanVocabulary.ROLLBACK_PLAN);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }

    @ParameterizedTest
    @MethodSource("levels")
    void an_ordinary_word_is_no_fault(Vocabulary level) {
        List<String> ordinary = words(ORDINARY);
        assertThat(ordinary).hasSizeGreaterThan(250).doesNotHaveDuplicates();
        assertThat(ordinary)
                // What is to be watched decides; elsewhere it is a goal of the business.
                .filteredOn(word -> level != PlanVocabulary.MONITORING || !WATCHED.contains(word))
                .allSatisfy(word -> assertThat(level.word(word)).isInstanceOf(UnknownWord.class));
    }

    @ParameterizedTest
    @MethodSource("levels")
    void what_decides_elsewhere_is_refused(Vocabulary level) {
        assertThat(words(DECIDING)).allSatisfy(word -> {
            assertThat(level.word(word)).isInstanceOf(RefusedWord.class);
            assertThat(level.word(word.toUpperCase(Locale.ROOT))).isInstanceOf(RefusedWord.class);
            assertThat(level.word(word.replace('_', '-'))).isInstanceOf(RefusedWord.class);
        });
    }

    private static final String DECIDING_OF_STEPS =
            "active enabled only_on on_hosts ssh os platform order undo_command revert_command requires_confirmation"
                    + " confirm confirmation wait_for_approval sign_off skipped only_when run_when execute_if precondition"
                    + " preconditions postcondition postconditions guard blocked_by run_after ignore_exit_code"
                    + " tolerate_failure failure_policy ok_codes fail_if success_if asynchronous fire_and_forget"
                    + " wait_after delay_before rollback_on_failure kubeconfig context umask waitForDba needsReview"
                    + " run-on-windows max_users_affected skip_reason must_pass autoRollback docker_compose_file";
    private static final String DECIDING_OF_CHECKS =
            "expect_jsonpath expect_stdout http_status_code should_return must_contain body_regex max_response_time"
                    + " ssl_verify post min_healthy jq pass_if expectedOutput tlsSkipVerify onlyOnFridays";
    private static final String DECIDING_OF_MONITORING = "minutes commands probes rollback_criteria max_errors abort_if"
            + " max_error_rate watch_duration duration_days errorBudgetLimit";
    private static final String DECIDING_OF_PLANS =
            "do_not_deploy veto hold blocked go_no_go no_go freeze change_window deployment_window maintenance_window"
                    + " not_before not_after schedule scheduled stages data_migration"
                    + " data_migrations pre_deployment_tasks rollback_verification post_rollback_steps";
    private static final String FOR_PEOPLE = "description notes expected_duration estimated_downtime risk owner"
            + " failure_impact approval_notes success_message rollback_description approved_by expectedDowntime"
            + " waitNotes bounded_context";

    @Test
    void words_of_a_name_that_decide_make_it_a_fault() {
        assertRefused(PlanVocabulary.STEP, DECIDING_OF_STEPS);
        assertRefused(PlanVocabulary.CHECK, DECIDING_OF_CHECKS);
        assertRefused(PlanVocabulary.MONITORING, DECIDING_OF_MONITORING);
        assertRefused(PlanVocabulary.PLAN, DECIDING_OF_PLANS);
    }

    private static void assertRefused(Vocabulary level, String names) {
        assertThat(words(names))
                .allSatisfy(name -> assertThat(level.word(name)).as(name).isInstanceOf(RefusedWord.class));
    }

    @Test
    void what_is_for_people_is_no_fault_though_it_is_about_what_decides() {
        List.of(PlanVocabulary.STEP, PlanVocabulary.CHECK, PlanVocabulary.MONITORING, PlanVocabulary.ROLLBACK_PLAN)
                .forEach(level -> assertThat(words(FOR_PEOPLE))
                        .allSatisfy(
                                name -> assertThat(level.word(name)).as(name).isInstanceOf(UnknownWord.class)));
    }

    @ParameterizedTest
    @MethodSource("levels")
    void each_deciding_word_decides_in_every_style(Vocabulary level) {
        level.deciding().fixes().keySet().forEach(word -> {
            String camel = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
            List.of(
                            "xyz_" + word,
                            "xyz-" + word.replace('_', '-') + "-xyz",
                            "Xyz " + word,
                            word + "_xyz",
                            "xyz" + camel)
                    .forEach(name -> assertThat(level.word(name)).as(name).isNotInstanceOf(UnknownWord.class));
        });
    }

    @ParameterizedTest
    @MethodSource("levels")
    void no_name_is_two_things(Vocabulary level) {
        Set<String> refused = level.refused().keySet();
        assertThat(refused).noneMatch(level.known()::contains).noneMatch(level.spellings()::containsKey);
        assertThat(level.known())
                .allSatisfy(name -> assertThat(level.word(name)).isInstanceOf(KnownWord.class));
        assertThat(level.spellings().keySet())
                .noneMatch(level.known()::contains)
                .allSatisfy(name -> assertThat(level.word(name)).isInstanceOf(Spelled.class));
        assertThat(level.misnamed().keySet()).noneMatch(level.known()::contains).noneMatch(refused::contains);
    }

    @ParameterizedTest
    @CsvSource({
        "timout, timeout",
        "timeuot, timeout",
        "Timeout, timeout",
        "TIMEOUT, timeout",
        "time_out, timeout",
        "timeouts, timeout",
        "rollbck, rollback",
        "roll_back, rollback",
        "rollbacks, rollback",
        "workingdir, working_directory",
        "working-directory, working_directory",
        "workdirr, working_directory",
        "WorkingDirectory, working_directory",
        "Working Directory, working_directory",
        "enviroment, env",
        "evn, env",
        "envs, env",
        "Env, env",
        "'run ', run",
        "' run', run",
        "\u200Brun, run",
        "ｒｕｎ, run",
        "runs, run",
        "comand, run",
        "Command, run",
        "scripts, run",
        "use, uses",
        "Name, name",
        "idempotant, idempotent",
        "isIdempotent, idempotent",
        "retrys, retries",
        "run_2, run",
        "cmd1, run",
        "timeout_secnds, timeout",
        "Timeout_Seconds, timeout"
    })
    void a_name_close_to_one_of_a_step_s_is_refused_with_what_was_meant(String found, String meant) {
        assertThat(PlanVocabulary.STEP.word(found))
                .isInstanceOfSatisfying(
                        RefusedWord.class, word -> assertThat(word.fix()).startsWith("did you mean '" + meant + "'?"));
    }

    @ParameterizedTest
    @CsvSource({
        "note",
        "test",
        "type",
        "status",
        "step",
        "callback",
        "comment",
        "commit",
        "owner",
        "node_version",
        "evening",
        "runner_up"
    })
    void a_name_that_only_shares_letters_is_not_close(String found) {
        assertThat(PlanVocabulary.STEP.word(found)).isInstanceOf(UnknownWord.class);
    }

    @ParameterizedTest
    @CsvSource({
        "rollback_strategy, rollback_plan",
        "rollback_steps, rollback_plan",
        "rollbackPlan, rollback_plan",
        "rolback_plan, rollback_plan",
        "rollback_plans, rollback_plan",
        "roll-back-plan, rollback_plan",
        "health_check, health_checks",
        "healthChecks, health_checks",
        "healthcheck, health_checks",
        "helth_checks, health_checks",
        "deploy_steps, deployment_steps",
        "deploymentSteps, deployment_steps",
        "deployment_step, deployment_steps",
        "deplyoment_steps, deployment_steps",
        "steps, deployment_steps"
    })
    void a_required_field_under_another_name_is_known_as_such(String found, String field) {
        assertThat(PlanVocabulary.PLAN.word(found)).isEqualTo(new Misnamed(field));
    }

    @ParameterizedTest
    @CsvSource({"continue_on_eror", "continueOnError", "requires_aproval", "interval_seconds", "retryDelayMs"})
    void a_refused_field_is_refused_however_it_is_written(String found) {
        assertThat(PlanVocabulary.CHECK.word(found)).isInstanceOf(RefusedWord.class);
    }

    @Property(tries = 2000)
    void one_slip_in_a_name_of_ours_never_passes(@ForAll("slips") String slip) {
        assertThat(levels().stream().filter(level -> level.known().stream().anyMatch(name -> isOneSlip(slip, name))))
                .isNotEmpty()
                .allSatisfy(level -> assertThat(level.word(slip)).isNotInstanceOf(UnknownWord.class));
    }

    private static boolean isOneSlip(String slip, String name) {
        String plain = NameSimilarity.plain(name);
        return plain.length() > 3 && NameSimilarity.distance(NameSimilarity.plain(slip), plain) <= 1;
    }

    @Provide
    Arbitrary<String> slips() {
        List<String> names = new ArrayList<>();
        levels().forEach(level -> level.known().stream()
                .filter(name -> NameSimilarity.plain(name).length() > 3)
                .forEach(names::add));
        return Arbitraries.of(names)
                .flatMap(name -> Combinators.combine(
                                Arbitraries.integers().between(0, name.length() - 1),
                                Arbitraries.chars().range('a', 'z'),
                                Arbitraries.of("insert", "delete", "replace", "swap"))
                        .as((at, letter, how) -> slip(name, at, letter, how)))
                // Words of their own, which people have beside ours.
                .filter(slip -> !Vocabulary.OTHER_WORDS.contains(NameSimilarity.plain(slip)));
    }

    private static String slip(String name, int at, char letter, String how) {
        String before = name.substring(0, at);
        String after = name.substring(at + 1);
        return switch (how) {
            case "insert" -> before + letter + name.charAt(at) + after;
            case "delete" -> before + after;
            case "replace" -> before + letter + after;
            default -> after.isEmpty() ? name : before + after.charAt(0) + name.charAt(at) + after.substring(1);
        };
    }

    @Test
    void a_name_of_any_length_is_judged_at_once() {
        for (Vocabulary level : levels()) {
            for (int i = 0; i < 100; i++) {
                assertThat(level.word("x".repeat(1000) + i)).isInstanceOf(UnknownWord.class);
            }
            assertThat(level.word("")).isInstanceOf(UnknownWord.class);
            assertThat(level.word("_-_")).isInstanceOf(UnknownWord.class);
            assertThat(level.word("\ud800")).isInstanceOf(UnknownWord.class);
        }
    }
}
