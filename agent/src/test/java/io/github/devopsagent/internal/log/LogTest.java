package io.github.devopsagent.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.contract.GeneratedText;
import io.github.devopsagent.internal.json.TrustedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What an operator sees of a run, on which loggers, and with which context. The runs have a process with a log of its own. */
class LogTest {

    private static final String OURS = "io.github.devopsagent.";

    private static final Map<String, List<JsonNode>> LOGS = new HashMap<>();

    @BeforeAll
    static void theRuns(@TempDir Path temporary) throws IOException, InterruptedException {
        ProcessBuilder builder = JavaProcess.of(
                LoggedRun.class,
                temporary.toString(),
                "deployed",
                "rolled_back",
                "rollback_failed",
                "vetoed",
                "refused",
                "no_outcome");
        builder.command().add(1, "-Dslf4j.provider=" + RecordingLog.class.getName());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            assertThat(printed).doesNotContain("hunter2");
            List<JsonNode> log = List.of();
            for (String line : printed.lines().toList()) {
                JsonNode message = TrustedJson.strict(line.getBytes(StandardCharsets.UTF_8));
                if (field(message, "text").startsWith("scenario ")) {
                    log = new ArrayList<>();
                    LOGS.put(field(message, "text").substring("scenario ".length()), log);
                }
                log.add(message);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<JsonNode> log(String scenario) {
        return LOGS.getOrDefault(scenario, List.of());
    }

    private static String field(JsonNode line, String name) {
        return line.path(name).asString("");
    }

    private static List<JsonNode> by(String logger, List<JsonNode> log) {
        return log.stream().filter(line -> field(line, "logger").equals(logger)).toList();
    }

    private static JsonNode said(String text, List<JsonNode> log) {
        return log.stream()
                .filter(line -> field(line, "text").startsWith(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody said '" + text + "' in " + log));
    }

    @ParameterizedTest
    @CsvSource({
        "deployed, INFO, DEPLOYED",
        "rolled_back, WARN, ROLLED BACK",
        "rollback_failed, ERROR, ROLLBACK FAILED",
        "vetoed, WARN, VETOED",
        "refused, INFO, REFUSED"
    })
    void an_outcome_has_the_level_that_an_operator_must_see(String scenario, String level, String text) {
        List<JsonNode> log = log(scenario);
        JsonNode end = said(text, by(OURS + "run", log));
        assertThat(field(end, "level")).isEqualTo(level);
        boolean hasRun = scenario.startsWith("rol") || scenario.equals("deployed");
        assertThat(end.path("mdc"))
                .hasToString(
                        hasRun
                                ? "{\"deployment\":\"DEP-001\",\"epic\":\"EP-1\",\"request\":\"R-7\"}"
                                : scenario.equals("vetoed")
                                        ? "{\"epic\":\"EP-1\",\"request\":\"R-7\"}"
                                        : "{\"request\":\"R-7\"}");
        JsonNode caller = said("the caller", by("host", log));
        assertThat(caller.path("mdc")).as("that of the caller's thread").hasToString("{\"request\":\"R-7\"}");
        assertThat(field(said("a listener failed", by(OURS + "host", log)), "level"))
                .isEqualTo("WARN");
        assertThat(log.stream()
                        .map(line -> field(line, "logger"))
                        .filter(name -> name.startsWith(OURS))
                        .distinct())
                .isSubsetOf(
                        Arrays.stream(LogSubject.values()).map(LogTest::nameOf).toList());
    }

    @Test
    void a_run_without_outcome_is_an_error() {
        JsonNode end = said("the run came to no outcome: ", by(OURS + "run", log("no_outcome")));
        assertThat(field(end, "level")).isEqualTo("ERROR");
        assertThat(field(end, "text")).contains("status.json");
        assertThat(field(said("the caller", by("host", log("no_outcome"))), "text"))
                .endsWith("DevOpsAgentException");
    }

    @Test
    void code_of_the_host_s_that_measures_logs_with_the_context_of_the_run() {
        assertThat(said("the metric", by("host", log("deployed"))).path("mdc"))
                .hasToString("{\"deployment\":\"DEP-001\",\"epic\":\"EP-1\",\"request\":\"R-7\"}");
    }

    @Test
    void whoever_logs_during_a_step_logs_with_its_context() {
        List<JsonNode> log = log("rolled_back");
        String step =
                "{\"deployment\":\"DEP-001\",\"epic\":\"EP-1\",\"request\":\"R-7\",\"step\":\"deployment_steps/0\"}";
        JsonNode failed = said("step 'deploy' (deployment_steps/0) failed after 0s: no ***", by(OURS + "step", log));
        assertThat(field(failed, "level")).isEqualTo("WARN");
        JsonNode printed = said("deploy: printed with ***", by(OURS + "output", log));
        assertThat(field(printed, "level")).isEqualTo("DEBUG");
        JsonNode executor = said("the step", by("host", log));
        assertThat(field(executor, "thread")).startsWith("devops-step");
        assertThat(List.of(failed, printed, executor))
                .allSatisfy(line -> assertThat(line.path("mdc")).hasToString(step));
        assertThat(by("host", log).stream()
                        .filter(line -> field(line, "text").equals("the listener"))
                        .map(line -> Optional.of(field(line.path("mdc"), "step"))
                                .filter(path -> !path.isEmpty())
                                .orElse("-"))
                        .collect(Collectors.joining(" ")))
                .isEqualTo("- - - deployment_steps/0 deployment_steps/0 rollback_plan/0 rollback_plan/0 -");
        assertThat(said("the rule", by("host", log)).path("mdc")).hasToString("{\"request\":\"R-7\"}");
    }

    @Test
    void the_page_on_operations_has_every_message() {
        String table = "| logger | level | it says that |\n|---|---|---|\n"
                + Arrays.stream(LogEvent.values())
                        .collect(Collectors.groupingBy(
                                event -> "| `" + nameOf(event.subject()) + "` | " + event.level() + " | ",
                                LinkedHashMap::new,
                                Collectors.mapping(LogEvent::meaning, Collectors.joining("; "))))
                        .entrySet()
                        .stream()
                        .map(row -> row.getKey() + row.getValue() + " |\n")
                        .collect(Collectors.joining());
        assertThat(GeneratedText.section(Path.of("../docs/operations.md"), "what is logged", table))
                .as("docs/operations.md; -Dgenerated.write=true writes it anew")
                .isEqualTo(table);
    }

    private static String nameOf(LogSubject subject) {
        String name = OURS + subject.name().toLowerCase(Locale.ROOT);
        assertThat(subject.logger().getName()).isEqualTo(name);
        return name;
    }
}
