package io.github.devopsagent.internal.evidence;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.VetoedFaults;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.veto.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that nobody writes by accident. What is refused leaves everything as it was: each run checks that. */
@FewerCases(every = 4)
class MaliciousDocumentsTest {

    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final List<String> DOCUMENTS =
            List.of("status.json", "artifacts/plan.json", "artifacts/test_results.json");
    private static final String MESSAGE = "{\"st\": \"note\", \"r\": \"qa\", \"epic\": \"EP-1\", \"sm\": [\"hello\"]}";

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private Outcome run(ConsensusDirectory consensus) {
        return assertTimeoutPreemptively(DEADLINE, () -> consensus.run(shell));
    }

    /** What is done to a document, so that it is none. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Breaking {
        NESTED_WITHOUT_END("64", of(field("[".repeat(100_000)))),
        NESTED_TOO_DEEP("64", of(field("{\"x\":".repeat(100) + "1" + "}".repeat(100)))),
        A_KEY_TWICE("\"epic_id\" twice", of(text -> text.replaceFirst("\\{", "{\"epic_id\": \"EP-1\", "))),
        A_KEY_TWICE_IN_DISGUISE("\"epic_id\" twice", of(text -> text.replaceFirst("\\{", "{\"\\\\u0065pic_id\": 1, "))),
        HALF_A_PAIR("UTF-8", bytes(0xED, 0xA0, 0x80)),
        NUL("NUL", bytes(0)),
        OVERLONG("UTF-8", bytes(0xC0, 0x80)),
        NO_UTF_8("UTF-8", bytes(0xFF)),
        LATIN("UTF-8", bytes(0xE4)),
        BOM("byte order mark", of(text -> "\uFEFF" + text)),
        UTF_16("UTF-16", in(StandardCharsets.UTF_16)),
        UTF_16_LITTLE("UTF-16", in(StandardCharsets.UTF_16LE)),
        UTF_16_BIG("UTF-16", in(StandardCharsets.UTF_16BE)),
        UTF_32("UTF-16", in(Charset.forName("UTF-32"))),
        NOT_A_NUMBER("broken JSON", of(field("NaN"))),
        A_NUMBER_WITHOUT_END("1000", of(field("9".repeat(100_000)))),
        A_NAME_WITHOUT_END("1000", of(text -> text.replaceFirst("\\{", "{\"" + "n".repeat(100_000) + "\": 1, "))),
        A_COMMENT("broken JSON", of(field("/* why */ 1"))),
        TWO_DOCUMENTS("more after the end", of(text -> text + text)),
        A_STRING_OVER_TWO_LINES("broken JSON", of(field("\"a\nb\"")));

        private final String told;
        private final UnaryOperator<byte[]> how;

        Breaking(String told, UnaryOperator<byte[]> how) {
            this.told = told;
            this.how = how;
        }

        private static UnaryOperator<byte[]> of(UnaryOperator<String> how) {
            return document ->
                    how.apply(new String(document, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        }

        private static UnaryOperator<byte[]> in(Charset charset) {
            return document -> new String(document, StandardCharsets.UTF_8).getBytes(charset);
        }

        /** Puts bytes into a string of their own. */
        private static UnaryOperator<byte[]> bytes(int... values) {
            return document -> {
                ByteArrayOutputStream broken = new ByteArrayOutputStream();
                broken.writeBytes("{\"x\": \"".getBytes(StandardCharsets.UTF_8));
                Arrays.stream(values).forEach(broken::write);
                broken.writeBytes("\", ".getBytes(StandardCharsets.UTF_8));
                broken.write(document, 1, document.length - 1);
                return broken.toByteArray();
            };
        }
    }

    private static UnaryOperator<String> field(String value) {
        return text -> text.replaceFirst("\\{", "{\"x\": " + value.replace("\\", "\\\\") + ", ");
    }

    static Stream<Arguments> breakings() {
        return DOCUMENTS.stream()
                .flatMap(file -> Arrays.stream(Breaking.values()).map(how -> Arguments.of(file, how)));
    }

    @InEveryBuild
    @FewerCases(every = 4)
    @ParameterizedTest
    @MethodSource("breakings")
    void a_document_that_is_none_is_refused_or_vetoed(String file, Breaking breaking) throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Files.write(consensus.path(file), breaking.how.apply(consensus.bytes(file)));

        Outcome outcome = run(consensus);

        List<String> faults = file.equals("status.json")
                ? OutcomeRefusals.in(outcome).stream().map(Refusal::toString).toList()
                : VetoedFaults.in(outcome);
        assertThat(faults)
                .singleElement()
                .asString()
                .contains("(" + file, "found ", "allowed is ", breaking.told)
                .hasSizeLessThan(2000)
                .doesNotContain("jackson", "Exception");
        assertThat(shell.requests()).isEmpty();
    }

    @FewerCases(every = 8)
    @ParameterizedTest
    @EnumSource(Breaking.class)
    void a_message_that_is_none_is_a_note_and_hinders_nothing(Breaking breaking) {
        ConsensusDirectory consensus = aConsensus()
                .withFile("messages/inbox/devops/m.json", breaking.how.apply(MESSAGE.getBytes(StandardCharsets.UTF_8)))
                .in(temporary);
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.toString()).hasSizeLessThan(5000);
    }

    @InEveryBuild
    @FewerCases(every = 4)
    @ParameterizedTest
    @EnumSource(Breaking.class)
    void a_veto_is_one_in_whatever_is_read_of_it(Breaking breaking) {
        String veto = MESSAGE.replace("note", "veto");
        ConsensusDirectory consensus = aConsensus()
                .withFile("messages/inbox/devops/m.json", breaking.how.apply(veto.getBytes(StandardCharsets.UTF_8)))
                .in(temporary);
        assertThat(run(consensus).toString())
                .startsWith("VETOED")
                .contains("inbox_veto", "messages/inbox/devops/m.json");
    }

    /** Values that JSON has, and hardly anyone expects. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1e-999999999",
                "0e999999999",
                "1.000000000000000000000000000000000000000000000000000000000001",
                "\"\\ud800\"",
                "\"\\udfff\\ud800\"",
                "\"\\u0000\"",
                "\"\\uffff\\ufffe\\ufeff\\u202e\"",
                "{\"\": {\"\": [[[[[[[[[[]]]]]]]]]]}}",
                "{\"\\u0000\": 1, \"\\uffff\": 2}",
                "[null, true, -0.0]"
            })
    void an_odd_value_that_is_not_ours_hinders_nothing_and_keeps_its_bytes(String value) {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("m.json", field(value).apply(MESSAGE))
                .in(temporary);
        for (String file : DOCUMENTS) {
            consensus.write(file, field(value).apply(consensus.text(file)));
        }
        // Not by the fixture's means, since the protocol's schema knows no such field.
        Outcome outcome = assertTimeoutPreemptively(
                DEADLINE, () -> consensus.agent(shell).build().run());
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings())
                .containsExactly("artifacts/plan.json: not known, and so ignored, of the plan: 'x' (/x)");
        assertThat(consensus.text("status.json")).contains("\"x\": " + value + ", ", "\"phase\": \"done\"");
    }

    @Test
    void an_integer_of_400_digits_keeps_its_digits() {
        an_odd_value_that_is_not_ours_hinders_nothing_and_keeps_its_bytes("7".repeat(400));
    }

    @Test
    void a_string_of_two_hundred_thousand_characters_keeps_them() {
        an_odd_value_that_is_not_ours_hinders_nothing_and_keeps_its_bytes("\"" + "x".repeat(200_000) + "\"");
    }

    @Test
    void what_a_test_has_printed_is_read_up_to_a_limit_of_its_own() {
        assertThat(run(withStdout("x", "x".repeat((1 << 20) + 1)))).isInstanceOf(Outcome.Deployed.class);

        String failed = "x\\n".repeat(1 << 20) + "2 failed, 7 passed in 1.20s\\n";
        assertThat(run(withStdout("stdout", failed)).toString())
                .contains("stdout is what a tool prints of a failure", "(artifacts/test_results.json#/stdout)");

        assertThat(VetoedFaults.places(run(withStdout("stdout", "x".repeat((8 << 20) + 1)))))
                .containsExactly("unreadable artifacts/test_results.json#/stdout");
    }

    private ConsensusDirectory withStdout(String name, String printed) {
        ConsensusDirectory consensus = aConsensus().in(temporary.resolve(name + printed.length()));
        String results = field('"' + printed + '"').apply(consensus.text("artifacts/test_results.json"));
        consensus.write("artifacts/test_results.json", results.replace("\"x\": ", '"' + name + "\": "));
        return consensus;
    }

    @Test
    void a_string_without_end_is_refused() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        String string = "\"" + "x".repeat((1 << 20) + 1) + "\"";
        consensus.write("artifacts/plan.json", field(string).apply(consensus.text("artifacts/plan.json")));
        Outcome outcome = run(consensus);
        assertThat(VetoedFaults.places(outcome)).containsExactly("unreadable artifacts/plan.json#/x");
        assertThat(outcome.toString()).contains("1048576").hasSizeLessThan(2000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1e999999999 | the number 1E+999999999",
                "-1e999999999 | the number -1E+999999999",
                "1e-999999999 | the number 1E-999999999",
                "99999999999999999999999999999999999999999999999999999999999999999999999 | the number 9999",
                "2147483648 | the number 2147483648",
                "\"1\" | the string \"1\"",
                "1e9999999992025 | a number that is out of range"
            })
    void an_iteration_beyond_all_bounds_is_refused(String number, String found) {
        ConsensusDirectory consensus =
                aConsensus().in(temporary).edit("status.json", "\"iteration\": 1", "\"iteration\": " + number);
        Outcome outcome = run(consensus);
        assertThat(OutcomeRefusals.places(outcome)).singleElement().asString().endsWith("status.json#/iteration");
        assertThat(outcome.toString()).contains("found " + found, "allowed is");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"run\": \"a\", \"retries\": 1e999999999, \"idempotent\": true} | /retries",
                "{\"run\": \"a\", \"timeout\": \"999999999999999999d\"} | /timeout",
                "{\"run\": \"a\", \"timeout\": \"P999999999999999999999D\"} | /timeout",
                "{\"run\": \"a\\u0000b\"} | /run",
                "\"a\\u0000b\" | ``",
                "\"./\\ud800\" | ``",
                "{\"run\": \"./\\udc00\"} | /run",
                "{\"run\": \"a\", \"working_directory\": \"a\\u0000b\"} | /working_directory",
                "{\"run\": \"a\", \"env\": {\"A\": \"\\u0000\"}} | /env/A",
                "{\"run\": \"a\", \"env\": {\"A\": \"\\ud83d\"}} | /env/A",
                "{\"run\": \"a\", \"rollback\": {\"run\": \"\\u0000\"}} | /rollback/run",
                "{\"run\": \"a\", \"name\": [[[[]]]]} | /name"
            },
            quoteCharacter = '`')
    void what_no_process_can_take_is_vetoed_at_its_place(String step, String pointer) {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [" + step + "], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        Outcome outcome = run(consensus);
        assertThat(VetoedFaults.places(outcome))
                .containsExactly((pointer.equals("/name") ? "wrong_type" : "wrong_value")
                        + " artifacts/plan.json#/deployment_steps/0" + pointer);
        assertThat(outcome.toString()).contains("found ", "allowed is ");
    }

    /** The other process: runs once and says what came of it. */
    public static void main(String[] arguments) {
        System.out.println(
                new ConsensusDirectory(Path.of(arguments[0])).agent(aShell()).run());
    }

    @Test
    void a_directory_that_the_systems_encoding_cannot_name_is_vetoed() throws Exception {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [ {\"run\": \"a\", \"working_directory\": \"caf\\u00e9\"} ],"
                        + " \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        ProcessBuilder builder =
                JavaProcess.of(MaliciousDocumentsTest.class, consensus.path().toString());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("allowed is a path", "#/deployment_steps/0/working_directory");
        consensus.edit("status.json", "\"phase\": \"testing\"", "\"phase\": \"deployment\"");
        assertThat(run(consensus)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void the_name_of_an_environment_variable_is_one() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [ {\"run\": \"a\", \"env\": {\"\\u0000\": \"\", \"a=b\": \"\"}} ],"
                        + " \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        assertThat(VetoedFaults.places(run(consensus))).hasSize(2).allMatch(path -> path.startsWith("wrong_value "));
    }

    /** An executor of the host gets what the plan says, and what the plan says is kept for the record. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\u0000\"",
                "1e999999999",
                "[[[\"\\udfff\"]]]",
                "{\"\\uffff\": 1}",
                "-1e-999999999"
            })
    void an_odd_input_reaches_the_executor_and_the_run_its_end(String value) {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("\"deployment_steps\": [ {\"uses\": \"theirs\", \"with\": {\"x\": " + value
                        + "}} ], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        Outcome outcome = assertTimeoutPreemptively(
                DEADLINE, () -> consensus.run(shell, agent -> agent.executor("theirs", step -> StepResult.success())));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void an_executor_that_nobody_can_write_down_is_not_there() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(
                        "\"deployment_steps\": [ {\"uses\": \"\\ud800\\u0000\"} ], \"rollback_plan\": {\"run\": \"undo\"}")
                .in(temporary);
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("there is no executor");
    }

    @Test
    void a_step_that_fails_with_half_a_character_is_rolled_back_and_recorded() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        shell.doing("deploy", step -> {
            step.output().line("half \ud83d, \u0000, \u001b[31m");
            return StepResult.failure("half \ud83d, \u0000");
        });
        assertThat(run(consensus)).isInstanceOf(Outcome.RolledBack.class);
    }

    @InEveryBuild
    @Test
    void a_veto_with_half_a_character_is_a_veto() {
        ConsensusDirectory consensus = aConsensus()
                .withInboxFile("m.json", "{\"st\": \"veto\", \"r\": \"\\ud800\", \"sm\": [\"\\udfff\\u0000\"]}")
                .in(temporary);
        assertThat(run(consensus)).isInstanceOf(Outcome.Vetoed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "a/b", "a\\\\b", "EP\\u0000", "..", ".", "", "EP-1\\n", "\\ud800", "é"})
    void an_epic_is_no_path(String epic) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        for (String file : DOCUMENTS) {
            consensus.edit(file, "EP-1", epic);
        }
        assertThat(OutcomeRefusals.places(run(consensus))).contains("wrong_value status.json#/epic_id");
    }

    @Test
    void an_epic_is_no_longer_than_a_file_name_can_be() {
        String longest = "E".repeat(100);
        ConsensusDirectory consensus = aConsensus().withoutTestResults().in(temporary);
        consensus.edit("status.json", "EP-1", longest).edit("artifacts/plan.json", "EP-1", longest);
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(outcome.warnings()).isEmpty();
        assertThat(consensus.inboxOf("qa")).hasSize(1);

        consensus.edit("status.json", longest, "E".repeat(5000)).edit("status.json", "testing", "deployment");
        outcome = run(consensus);
        assertThat(OutcomeRefusals.places(outcome)).contains("wrong_value status.json#/epic_id");
        assertThat(outcome.toString()).contains("1 to 100").hasSizeLessThan(2000);
    }

    @Test
    void white_space_without_end_is_not_repeated_in_what_is_added() {
        String space = "\n" + " ".repeat(300_000);
        ConsensusDirectory consensus = aConsensus().withoutTestResults().in(temporary);
        consensus.write(
                "status.json",
                "{" + space + "\"epic_id\": \"EP-1\"," + space + "\"tier\": \"standard\"," + space
                        + "\"phase\": \"deployment\", \"mode\": \"full\", \"iteration\": 1, \"approvals\": [\"qa\"], \"updated_by\": \"qa\", \"updated_at\": \"2025-12-30T08:00:00Z\" }");
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(consensus.phase()).isEqualTo("testing");
        assertThat(consensus.bytes("status.json")).hasSizeLessThan(1 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"deployment_id\": \"DEP-1e9\", \"epic_id\": \"EP-1\", \"x\": 1e9999999992025}",
                "{\"deployment_id\": \"DEP-999999999\", \"epic_id\": \"EP-1\"}",
                "{\"deployment_id\": {}, \"epic_id\": []}",
                "[",
                "",
                "null",
                "\u0000"
            })
    void a_record_that_cannot_be_read_hinders_nothing(String record) {
        ConsensusDirectory consensus = aConsensus()
                .withFile("artifacts/deployment.json", record)
                .withFile("artifacts/deployments/DEP-001.json", record)
                .withFile("artifacts/deployments/DEP-000000001.json", "[".repeat(100_000))
                .withFile("artifacts/deployments/DEP-99999999999999999999.json", record)
                .in(temporary);
        assertThat(assertTimeoutPreemptively(
                        DEADLINE, () -> consensus.agent(shell).build().run()))
                .isInstanceOf(Outcome.Deployed.class);
    }
}
