package io.github.devopsagent.internal.plan;

import java.util.Map;

/**
 * Fields that elsewhere decide whether, when, where, as whom or with what something runs, or what counts as success. To
 * pass over one of them would be to do something else than its author meant. They are from GitHub Actions, GitLab,
 * Jenkins, Azure Pipelines, Ansible, Compose, Docker, Kubernetes, Argo and what language models write.
 */
final class RefusedFields {

    private static final String WHETHER = "when if unless condition conditions only only_if not_if except rules";
    private static final String WHO_DECIDES =
            "manual manual_judgment approval approvals approve approvers requires_approval"
                    + " require_approval needs_approval approval_required manual_approval confirm confirmation prompt gate gates";
    private static final String MAY_FAIL = "continue_on_error continue_on_fail continue_on_failure ignore_error"
            + " ignore_errors ignore_failure ignore_failures allow_failure allow_failures allowed_to_fail can_fail"
            + " may_fail soft_fail continue_on ignore_unreachable";
    private static final String ORDER =
            "depends_on depends dependency dependencies needs requires require parallel parallelism concurrent concurrency";
    private static final String WHO = "user users username run_as run_as_user as_user become become_user become_method"
            + " sudo sudo_user remote_user runas become_flags security_context privileged elevated service_account";
    private static final String WHERE = "host hosts hostname server servers node nodes target targets machine machines"
            + " inventory delegate_to connection remote runs_on run_on node_selector runner runners region cluster namespace";
    private static final String CONTAINERS =
            "image container containers docker pod volumes services entrypoint entry_point init_containers";
    private static final String WORDS = "args arguments argv parameters params options flags input inputs stdin";
    private static final String METRICS =
            "at_most at_least between increase_at_most at_most_times_before worse_than_before"
                    + " no_data metric metrics slo slos sli slis guardrail guardrails";
    private static final String OTHERWISE = "on_failure on_error on_fail on_success always finally";

    static final String IN_THE_COMMAND = "make it part of the command; the input of an executor is 'with'";
    static final String DECIDE = "decide it in the command: if …; then …; fi";
    static final String WAIT = "wait in the command: sleep 10";
    static final String BEGINS = "the agent begins when it is run, and does one step after the other";
    static final String ASK = "ask before the phase is set to deployment; the agent asks nobody";
    static final String TOLERATE = "a command that may fail ends with || true";
    static final String STEP_OF_ITS_OWN = "write it as a step of its own, or as 'rollback'";
    static final String ONE_AT_A_TIME = "steps run one at a time, in the order of the list; loop in the command";
    static final String AS_USER = "write it into the command: sudo -u deploy …";
    static final String AT_HOST = "write it into the command: ssh web-1 …, kubectl --namespace shop …";
    static final String IN_CONTAINER = "write it into the command: docker run …, docker exec …";
    static final String SHELL = "'run' is run by /bin/sh; for another one write bash -c '…'";
    static final String RETRIES = "did you mean 'retries'? They need 'idempotent': true";
    static final String RETRY_DELAY =
            "did you mean 'retry_delay'? It is before the first of 'retries', and doubled for each further one";
    static final String EXITS_WITH_0 =
            "a step succeeds if it exits with 0: test it in the command, or write a health check";
    static final String EVERY_STEP = "every step is carried out, by the agent alone";
    static final String ROLLED_BACK = "it is rolled back whenever a step, a check or monitoring fails";
    static final String ONLY_GET = "'http' is a GET; write anything else as 'run': curl -fsS …";
    static final String HEADERS = "did you mean 'headers'? They are an object of names and values";
    static final String CREDENTIALS = "did you mean 'basic_auth', an object of 'user' and 'password', or"
            + " 'bearer_token'? A password or token is {\"secret\": \"NAME\"}";
    static final String REDIRECTS = "did you mean 'follow_redirects': true?";
    static final String TRUST = "did you mean 'ca_file', with certificates in PEM that are trusted, or 'insecure':"
            + " true, with which any is?";
    static final String COMPARES = " of 'http'; a command compares by itself: [ \"$(…)\" = 1 ]";
    static final String STATUS = "did you mean 'expect_status'? It is" + COMPARES;
    static final String EXPECTATION = "did you mean 'expect_status', 'expect_body', a text that the body contains, or"
            + " 'expect_json', an object of JSON pointers and values? They are" + COMPARES;
    static final String HEALTHY = "a check is healthy if its command exits with 0: test it in the command";
    static final String LONGEST_PROBE =
            "an answer of 'http' that takes longer than 'max_time' is unhealthy, and any probe that takes longer than"
                    + " 'timeout'; test anything else in a command";
    static final String ALWAYS_ASKED = "a check is asked after each deployment and after each rollback, unless 'after'"
            + " says otherwise; it always counts";
    static final String ONLY_OF_STEPS =
            "it is only of a step; make it part of the command: cd directory && NAME=value command";
    static final String IN_A_COMMAND = "make it part of the command, written as 'run'";
    static final String WHOLE_ADDRESS =
            "write the whole address: \"http\": \"http://localhost:8080/health\" or" + " \"tcp\": \"localhost:5432\"";
    static final String ASKS_CHECKS =
            "monitoring asks the health checks and the metrics; write what must hold as one of 'health_checks' or of 'metrics'";
    static final String AS_METRICS = "write a number that must hold in 'monitoring' as one of 'metrics', anything else"
            + " that must as a health check, and what is for people as 'notes'";
    static final String METRICS_ARE_MONITORED =
            "a number that must hold is judged after the deployment: write it as one of 'metrics' of 'monitoring'";
    static final String LIMIT_IS_LEFT = "it is rolled back as soon as more samples fail than 'failure_limit'";
    static final String MONITORS_ALWAYS =
            "monitoring is part of every deployment, where the agent runs; write anything else as a health check";
    static final String CHECK_AFTER_ROLLBACK = "write it as a health check with \"after\": \"rollback\"";
    static final String ROLLED_BACK_WHENEVER =
            "it is rolled back whenever a step, a check or monitoring fails; write what must hold as a health check";
    static final String BY_ITS_PLACE =
            "write what must be done as steps of 'preflight', 'backup', 'deployment_steps' or"
                    + " 'rollback_plan', and what is for people as 'notes'";
    static final String AS_CHECKS =
            "write what must hold as 'health_checks', or as steps of 'preflight', and what is for"
                    + " people as 'notes'";
    static final String WHOLE = "a deployment is not made in parts: write it into the command";
    static final String ENVIRONMENT =
            "where it is deployed to is the plan's 'environment'; variables are an object: \"env\": { … }";
    static final String NOT_YET =
            "it says that this must not be deployed: remove it when it may be; a veto is a message to devops";
    static final String DECIDED_BY_PHASE = "whoever sets the phase to deployment decides it; the agent begins at once";

    static final Map<String, String> OF_STEPS = ofSteps();
    static final Map<String, String> OF_CHECKS = ofChecks();
    static final Map<String, String> OF_MONITORING = ofMonitoring();
    static final Map<String, String> OF_ROLLBACK_PLANS = ofRollbackPlans();
    static final Map<String, String> OF_PLANS = ofPlans();

    private RefusedFields() {}

    private static Map<String, String> ofSteps() {
        FixTable table = new FixTable();
        table.put(IN_THE_COMMAND, WORDS + " umask nice ulimit");
        table.put(METRICS_ARE_MONITORED, METRICS + " threshold thresholds");
        table.put(
                DECIDE,
                WHETHER
                        + " run_if skip_if skip skipped enabled disabled active inactive guard creates removes on trigger triggers branches run_once");
        table.put(WAIT, "delay start_delay wait wait_for pause sleep until suspend start_in");
        table.put(BEGINS, "schedule scheduled scheduled_at cron start_at run_at not_before not_after");
        table.put(ASK, WHO_DECIDES + " sign_off signoff interactive");
        table.put(TOLERATE, MAY_FAIL + " optional fail_fast blocking any_errors_fatal max_fail_percentage");
        table.put(
                STEP_OF_ITS_OWN,
                OTHERWISE + " on_completion rescue ensure before_script after_script pre post pre_command post_command"
                        + " pre_script post_script setup teardown cleanup pre_stop post_start hooks handlers");
        table.put(
                ONE_AT_A_TIME,
                ORDER
                        + " order before after serial async background detach detached poll throttle max_parallel batch_size"
                        + " matrix loop with_items for_each with_param foreach repeat lock resource_group sync_wave");
        table.put(
                "the commands say how it is done: write it into them, or into 'description'",
                "strategy deployment_strategy rollout_strategy rollback_strategy");
        table.put(AS_USER, WHO);
        table.put(AT_HOST, WHERE + " ssh kubeconfig kube_context context os platform on_hosts");
        table.put(IN_CONTAINER, CONTAINERS);
        table.put(SHELL, "shell interpreter executable bash sh powershell pwsh python");
        table.put(
                "write them as steps of the list",
                "steps tasks jobs stages substeps sub_steps actions children parallel_steps block do then else");
        table.put(
                "did you mean 'run'?",
                "exec execute run_command run_script shell_command command_line cmdline local_action location");
        table.put("did you mean 'uses'?", "executor plugin module using");
        table.put(
                "did you mean 'env'?",
                "variables vars var environment_variables env_vars env_variables env_file env_from dotenv secrets"
                        + " secret extra_vars exports");
        table.put("did you mean 'working_directory'?", "dir directory chdir pwd workspace folder base_dir");
        table.put(
                RETRIES,
                "retry retry_count retry_policy retry_limit max_retries attempts max_attempts tries retry_strategy"
                        + " backoff_limit restart restart_policy");
        table.put(
                RETRY_DELAY,
                "retry_interval retry_wait retry_pause retry_sleep retry_backoff backoff back_off backoff_seconds"
                        + " backoff_base initial_backoff retry_after retry_every delay_between_retries retry_period");
        table.put(
                "did you mean 'timeout'?",
                "time_limit max_duration max_time deadline execution_timeout step_timeout active_deadline kill_timeout stop_timeout grace_period termination_grace_period");
        table.put(
                "did you mean 'rollback'?",
                "undo revert undo_command revert_command rollback_command rollback_cmd rollback_commands rollback_step rollback_steps"
                        + " rollback_script rollback_plan rollback_procedure rollback_action on_rollback compensation"
                        + " compensate");
        table.put(
                EXITS_WITH_0,
                "verify verification verify_command verification_command validate validation validation_command check"
                        + " checks check_command health_check health_checks healthcheck assert assertions expect"
                        + " expects expected expected_output expected_result expected_outcome expected_exit_code"
                        + " exit_code exit_codes success_codes success_exit_codes allowed_exit_codes failed_when"
                        + " changed_when success_criteria success_condition failure_condition pre_check pre_checks"
                        + " post_check post_checks register");
        table.put(WHOLE, "set_weight weight set_canary_scale canary traffic traffic_percentage analysis");
        table.put(ROLLED_BACK, "rollback_on_failure rollback_on_error auto_rollback automatic_rollback");
        table.put(
                "did you mean 'irreversible': true? It is of a deployment step that nothing undoes",
                "reversible non_reversible not_reversible unreversible irrevocable point_of_no_return no_return no_rollback"
                        + " cannot_rollback skip_rollback undoable irrevertible one_way destructive irreversible_step irrev"
                        + " rollbackable not_rollbackable revertible revertable undo_possible");
        table.put(EVERY_STEP, "dry_run check_mode noop simulate");
        return table.rows();
    }

    private static Map<String, String> ofChecks() {
        FixTable table = new FixTable();
        table.put(METRICS_ARE_MONITORED, METRICS);
        table.put(
                ONLY_GET,
                "http_method verb body request_body payload data json form body_format query params parameters"
                        + " cert client_cert proxy use_proxy http_version protocol grpc");
        table.put(HEADERS, "header user_agent cookie cookies http_headers request_headers");
        table.put(CREDENTIALS, "auth authorization force_basic_auth url_username url_password token username password");
        table.put(REDIRECTS, "follow follow_redirect redirect redirects allow_redirects max_redirects");
        table.put(
                TRUST,
                "ca verify verify_tls verify_ssl tls ssl tls_verify skip_verify skip_tls_verify insecure_skip_verify"
                        + " allow_insecure validate_certs");
        table.put("did you mean 'http'?", "uri endpoint endpoints http_get http_url health_url");
        table.put("did you mean 'tcp'?", "tcp_socket tcp_port socket address");
        table.put(WHOLE_ADDRESS, "host hosts hostname port ports path scheme target targets server servers");
        table.put(
                STATUS,
                "status status_code status_codes code codes http_status http_code response_code expected_code"
                        + " expected_codes expect_code expected_status_code expected_http_status valid_status"
                        + " valid_statuses success_codes success_status matcher");
        table.put(
                EXPECTATION,
                "expect expects expected expected_response expected_result expected_value response contains body_contains response_contains expected_content expected_text expected_string"
                        + " expected_output keyword text string search find absent includes output result match matches regex pattern response_body content value json_path assert"
                        + " assertions");
        table.put(
                HEALTHY,
                "exit_code exit_codes expected_exit_code success_criteria success_condition failure_condition criteria"
                        + " failed_when until");
        table.put(
                "did you mean 'period'?",
                "interval check_interval poll_interval retry_interval retry_delay frequency every");
        table.put(
                "did you mean 'failure_threshold'?",
                "retries retry retry_count attempts max_attempts max_retries tries unhealthy_threshold failures"
                        + " max_failures failure_limit consecutive_failures threshold thresholds samples times count");
        table.put("did you mean 'success_threshold'?", "healthy_threshold successes consecutive_successes");
        table.put(
                "did you mean 'startup_timeout'?",
                "start_period startup_period start_interval grace grace_period wait wait_for max_wait deadline");
        table.put("did you mean 'initial_delay'?", "delay start_delay warmup warm_up sleep");
        table.put("did you mean 'run'?", "test exec execute check check_command shell_command");
        table.put(
                ONLY_OF_STEPS,
                "env environment variables vars env_vars environment_variables working_directory cwd workdir working_dir"
                        + " directory dir rollback idempotent on_rollback");
        table.put(
                IN_A_COMMAND,
                "args arguments argv options flags input inputs shell interpreter " + WHO.replace("username ", "") + " "
                        + CONTAINERS);
        table.put(
                ALWAYS_ASKED,
                WHETHER + " " + WHO_DECIDES + " " + MAY_FAIL + " " + OTHERWISE + " " + ORDER
                        + " optional enabled disabled disable skip before");
        return table.rows();
    }

    private static Map<String, String> ofMonitoring() {
        FixTable table = new FixTable();
        table.put(
                "did you mean 'period'?",
                "interval sample_interval check_interval poll_interval polling_interval frequency every");
        table.put(
                "did you mean 'duration'?",
                "window time timeout observation_window observation_period bake_time soak_time monitor_duration"
                        + " monitoring_duration");
        table.put(
                "did you mean 'failure_limit'?",
                "threshold thresholds max_failures failures failure_threshold failures_allowed allowed_failures"
                        + " failure_count retries consecutive_error_limit inconclusive_limit");
        table.put(
                ASKS_CHECKS,
                "error_rate error_threshold error_rate_threshold error_budget success_rate success_threshold latency"
                        + " latency_threshold p95 p99 metric query queries alert alerts slo slos sli checks"
                        + " health_check health_checks http url endpoint endpoints run command success_condition"
                        + " failure_condition analysis provider cpu memory kpi kpis guardrail guardrails indicator indicators"
                        + " objective objectives prometheus grafana datadog success_criteria abort_conditions criteria criterion"
                        + " items measurements analyses");
        table.put(
                LIMIT_IS_LEFT,
                "rollback rollback_on rollback_on_failure rollback_if rollback_threshold rollback_trigger"
                        + " rollback_triggers auto_rollback automatic_rollback action actions trigger triggers");
        table.put(
                "set the timing of the checks, such as \"startup_timeout\"",
                "initial_delay delay startup_timeout samples count");
        table.put(
                MONITORS_ALWAYS,
                WORDS + " " + WHETHER + " " + WHO_DECIDES + " " + MAY_FAIL + " " + OTHERWISE + " " + ORDER + " " + WHO
                        + " " + WHERE + " " + CONTAINERS + " shell enabled disabled skip");
        return table.rows();
    }

    private static Map<String, String> ofRollbackPlans() {
        FixTable table = new FixTable();
        table.put(
                "did you mean 'steps'?",
                "rollback_steps rollback_procedure rollback_commands rollback tasks actions instructions");
        table.put(METRICS_ARE_MONITORED, METRICS);
        table.put(
                ROLLED_BACK_WHENEVER,
                WHETHER
                        + " trigger triggers trigger_conditions criteria rollback_criteria rollback_triggers threshold thresholds"
                        + " automatic auto auto_rollback automated max_duration max_time");
        table.put(
                CHECK_AFTER_ROLLBACK,
                "verify verification verification_steps validation validation_steps validate health_check health_checks"
                        + " healthcheck checks post_rollback_checks");
        return table.rows();
    }

    private static Map<String, String> ofPlans() {
        FixTable table = new FixTable();
        table.put(
                "did you mean 'environment'?",
                "env target_environment target_env deploy_environment deployment_environment deploy_to");
        table.put(
                "did you mean 'preflight'? Pre-flight steps are commands",
                "preflight_checks preflight_steps pre_flight_checks pre_flight_steps pre_deployment pre_deploy"
                        + " pre_deployment_checks pre_deploy_checks pre_deployment_steps pre_deploy_steps pre_checks"
                        + " prechecks pre_steps pre_conditions preconditions before_deploy"
                        + " before_deployment before_script readiness_checks");
        table.put(
                "did you mean 'backup'?",
                "backup_steps backup_plan backup_strategy backup_procedure backup_commands backup_command backup_script database_backup db_backup data_backup pre_backup"
                        + " snapshot snapshots");
        table.put(
                "did you mean 'monitoring'?",
                "monitor monitors monitoring_plan monitoring_window monitoring_period monitoring_duration"
                        + " monitoring_config observation observation_window post_deployment_monitoring soak_time bake_time");
        table.put(
                "write them as steps of 'deployment_steps'",
                "post_deployment post_deploy post_deployment_steps post_deploy_steps post_deployment_tasks pre_deployment_tasks post_steps jobs stages"
                        + " after_deploy after_deployment after_script migration migrations migration_steps"
                        + " database_migrations db_migrations data_migration data_migrations setup setup_steps install install_steps build_steps"
                        + " cleanup cleanup_steps teardown finalize hooks " + OTHERWISE);
        table.put(
                "write it in each step that needs it",
                "run uses with command cmd timeout working_directory cwd workdir working_dir env_vars"
                        + " environment_variables variables vars retries retry idempotent irreversible produces shell args arguments parameters"
                        + " image container user become become_user sudo run_as " + MAY_FAIL);
        table.put("write it into the commands: ssh web-1 …, kubectl --namespace shop …", WHERE);
        table.put(
                DECIDED_BY_PHASE,
                WHETHER + " " + WHO_DECIDES.replace("approvals ", "") + " depends_on needs requires parallel"
                        + " enabled disabled skip dry_run schedule scheduled cron start_at deploy_at scheduled_at"
                        + " scheduled_for not_before not_after embargo maintenance_window change_window"
                        + " deployment_window release_window freeze change_freeze deployment_freeze code_freeze");
        table.put(NOT_YET, "do_not_deploy veto vetoes hold blocked no_go go_no_go");
        table.put(
                CHECK_AFTER_ROLLBACK,
                "rollback_verification rollback_health_checks rollback_checks post_rollback_checks"
                        + " post_rollback_verification verify_rollback");
        table.put(
                "write them as steps of 'rollback_plan'",
                "post_rollback_steps post_rollback rollback_tasks rollback_hooks pre_rollback pre_rollback_steps");
        table.put(
                AS_METRICS,
                "metric metrics monitoring_metrics key_metrics success_metrics slo slos sli slis guardrail"
                        + " guardrails service_level_objectives rollback_thresholds rollback_threshold abort_conditions"
                        + " abort_condition abort_criteria abort_thresholds"
                        + " failure_conditions failure_criteria");
        table.put(
                ROLLED_BACK,
                "rollback_on_failure rollback_on rollback_triggers rollback_trigger rollback_criteria"
                        + " rollback_conditions auto_rollback automatic_rollback");
        return table.rows();
    }
}
