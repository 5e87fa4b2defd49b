package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.recovery.AgentProcess;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the agent does nothing. That nothing was written, each run of the fixture checks. */
@FewerCases(every = 2)
class RunRefusalTest {

    private static final List<String> DOCUMENTS =
            List.of("status.json", "artifacts/plan.json", "artifacts/test_results.json");

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    @ParameterizedTest
    @ValueSource(strings = {"requirements", "architecture", "planning", "implementation", "testing", "done", "blocked"})
    void another_phase_is_refused(String phase) {
        Outcome outcome = aConsensus().inPhase(phase).in(temporary).run(shell);
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("wrong_phase status.json#/phase");
        assertThat(outcome.exitCode()).isEqualTo(phase.equals("blocked") ? 11 : 10);
        assertThat(outcome.toString()).startsWith("REFUSED:\n  ").contains("'" + phase + "'", "'deployment'");
        assertThat(shell.requests()).isEmpty();
    }

    @Test
    void the_tier_without_a_devops_role_is_refused() {
        Outcome outcome = aConsensus().inTier("starter").in(temporary).run(shell);
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("wrong_tier status.json#/tier");
    }

    @ParameterizedTest
    @CsvSource({"veto, qa", "question, analyst", "dependency, sre", "question, devops", "veto, Devops"})
    void blockers_of_others_and_our_questions_are_refused(String type, String by) {
        Outcome outcome =
                aConsensus().withBlocker(type, by, "why so").in(temporary).run(shell);
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("open_blocker status.json#/blockers/0");
        assertThat(outcome.toString()).contains("why so", "remove");
    }

    @Test
    void every_mismatch_of_the_status_is_named_at_once_and_no_other_document_is_looked_at() {
        Outcome outcome = aConsensus()
                .inPhase("testing")
                .inTier("starter")
                .withBlocker("veto", "devops", "tests_not_passing: red (artifacts/test_results.json)")
                .withBlocker("veto", "qa", "no")
                .withPlan("{ \"epic_id\": ")
                .withTestResults("[]")
                .in(temporary)
                .run(shell);
        assertThat(OutcomeRefusals.places(outcome))
                .containsExactly(
                        "wrong_phase status.json#/phase",
                        "wrong_tier status.json#/tier",
                        "open_blocker status.json#/blockers/1");
    }

    @Test
    void every_mismatch_of_other_documents_is_named_at_once() {
        Outcome outcome = aConsensus()
                .withPlan("{ \"epic_id\": \"EP-2\", \"environment\": \"staging\" }")
                .withTestResults("{ \"epic_id\": \"EP-3\", \"scenarios\": [] }")
                .in(temporary)
                .run(shell, agent -> agent.environment("production"));
        assertThat(OutcomeRefusals.places(outcome))
                .containsExactly(
                        "epic_mismatch artifacts/plan.json#/epic_id",
                        "epic_mismatch artifacts/test_results.json#/epic_id",
                        "environment_mismatch artifacts/plan.json#/environment");
    }

    @Test
    void the_same_environment_in_both_is_fine() {
        Outcome outcome = aConsensus()
                .withPlanOf("\"environment\": \"staging\", \"deployment_steps\": [\"./deploy\"],"
                        + " \"rollback_plan\": \"./undo\"")
                .in(temporary)
                .run(shell, agent -> agent.environment("staging"));
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_directory_that_is_not_there_is_refused_and_not_made() {
        Path missing = temporary.resolve("nowhere");
        Outcome outcome =
                DevOpsAgent.builder().consensus(missing).withoutDiscovery().run();
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("missing");
        assertThat(missing).doesNotExist();
    }

    @Test
    void a_file_where_the_directory_should_be_is_refused() throws IOException {
        Path file = Files.writeString(temporary.resolve("consensus"), "hello");
        assertThat(OutcomeRefusals.codes(
                        DevOpsAgent.builder().consensus(file).withoutDiscovery().run()))
                .containsExactly("missing");
    }

    @Test
    void a_directory_without_a_status_is_refused_and_nothing_is_made_in_it() {
        ConsensusDirectory consensus = aConsensus().withoutStatus().in(temporary);
        assertThat(OutcomeRefusals.places(consensus.run(shell))).containsExactly("missing status.json");
        assertThat(consensus.has(".devops")).isFalse();
    }

    /** Ways in which a document cannot be read. */
    enum Broken {
        EMPTY("empty") {
            @Override
            byte[] of(byte[] whole) {
                return new byte[0];
            }
        },
        TRUNCATED("line") {
            @Override
            byte[] of(byte[] whole) {
                return Arrays.copyOf(whole, whole.length * 2 / 3);
            }
        },
        NOT_UTF_8("UTF-8") {
            @Override
            byte[] of(byte[] whole) {
                byte[] bytes = whole.clone();
                bytes[bytes.length / 2] = (byte) 0xFF;
                return bytes;
            }
        },
        DUPLICATE_KEY("epic_id") {
            @Override
            byte[] of(byte[] whole) {
                return text("{ \"epic_id\": \"EP-2\", " + new String(whole, StandardCharsets.UTF_8).substring(1));
            }
        },
        TOO_DEEP("64") {
            @Override
            byte[] of(byte[] whole) {
                return text("{ \"x\": " + "[".repeat(100) + "]".repeat(100) + ", "
                        + new String(whole, StandardCharsets.UTF_8).substring(1));
            }
        },
        A_LIST("object") {
            @Override
            byte[] of(byte[] whole) {
                return text("[]");
            }
        },
        TRAILING("}") {
            @Override
            byte[] of(byte[] whole) {
                return text(new String(whole, StandardCharsets.UTF_8) + "}");
            }
        },
        OF_WRONG_TYPES("epic_id") {
            @Override
            byte[] of(byte[] whole) {
                return text(new String(whole, StandardCharsets.UTF_8).replace("\"EP-1\"", "[7]"));
            }
        };

        private final String told;

        Broken(String told) {
            this.told = told;
        }

        abstract byte[] of(byte[] whole);

        private static byte[] text(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    static Stream<Arguments> brokenDocuments() {
        return DOCUMENTS.stream().flatMap(file -> Arrays.stream(Broken.values()).map(how -> Arguments.of(file, how)));
    }

    private static List<String> places(String file, Outcome outcome) {
        return file.equals("status.json") ? OutcomeRefusals.places(outcome) : VetoedFaults.places(outcome);
    }

    @ParameterizedTest
    @MethodSource("brokenDocuments")
    void a_broken_status_is_refused_and_any_other_broken_document_is_vetoed(String file, Broken how)
            throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Files.write(consensus.path(file), how.of(consensus.bytes(file)));

        Outcome outcome = consensus.run(shell);

        assertThat(places(file, outcome))
                .isNotEmpty()
                .allMatch(each -> each.matches("(unreadable|wrong_type|missing_field) " + file + "(#.*)?"));
        assertThat(outcome.toString()).contains(file, how.told).doesNotContain("jackson", "Exception");
        assertThat(shell.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"status.json, 1048577", "artifacts/plan.json, 4194305"})
    void a_status_that_is_too_large_is_refused_and_a_plan_is_vetoed(String file, int size) throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        byte[] spaces = " ".repeat(size).getBytes(StandardCharsets.UTF_8);
        byte[] document = consensus.bytes(file);
        System.arraycopy(document, 0, spaces, 0, document.length);
        Files.write(consensus.path(file), spaces);

        Outcome outcome = consensus.run(shell);

        assertThat(places(file, outcome)).containsExactly("unreadable " + file);
        assertThat(outcome.toString()).contains("bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status.json", "artifacts/plan.json", "artifacts/test_results.json"})
    void a_directory_where_a_document_should_be_is_refused(String file) {
        ConsensusDirectory consensus = aConsensus().in(temporary).delete(file);
        consensus.write(file + "/inside", "x");
        Outcome outcome = consensus.run(shell);
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unreadable " + file);
        assertThat(outcome.toString()).contains("it is a directory");
    }

    /** What a user may not read is refused; the superuser may read everything, and sees the same with a pipe. */
    @ParameterizedTest
    @ValueSource(strings = {"status.json", "artifacts/plan.json", "artifacts/test_results.json"})
    void a_document_that_may_not_be_read_is_refused(String file) throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Path document = consensus.path(file);
        document.toFile().setReadable(false, false);
        if (Files.isReadable(document)) {
            Files.delete(document);
            assertThat(new ProcessBuilder("mkfifo", document.toString()).start().waitFor())
                    .isZero();
            assertThat(OutcomeRefusals.places(consensus.run(shell))).containsExactly("unreadable " + file);
        } else {
            Outcome outcome = consensus.agent(shell).run();
            document.toFile().setReadable(true, true);
            assertThat(OutcomeRefusals.places(outcome)).containsExactly("unreadable " + file);
            assertThat(outcome.toString()).contains("no permission");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status.json", "artifacts/plan.json", "artifacts/test_results.json"})
    void a_link_that_leads_nowhere_is_refused(String file) throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary).delete(file);
        Files.createSymbolicLink(consensus.path(file), Path.of("nowhere"));
        assertThat(OutcomeRefusals.places(consensus.run(shell))).containsExactly("unreadable " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status.json", "artifacts", "messages/inbox"})
    void a_link_that_would_lead_what_is_written_out_of_the_directory_is_refused(String path) throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Path outside = temporary.resolve("outside");
        Files.move(consensus.path(path), outside);
        Files.createSymbolicLink(consensus.path(path), outside);

        Outcome outcome = consensus.run(shell);

        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unwritable " + path);
        assertThat(shell.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"artifacts/deployments", "messages/inbox"})
    void a_file_where_records_or_messages_would_be_written_is_refused(String path) {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        consensus.path(path + "/devops").toFile().delete();
        consensus.path(path).toFile().delete();
        consensus.write(path, "a file");

        assertThat(OutcomeRefusals.places(consensus.run(shell))).containsExactly("unwritable " + path);
        assertThat(shell.requests()).isEmpty();
        assertThat(consensus.has(".devops")).as("it may be what cannot be made").isFalse();
    }

    @Test
    void a_link_that_stays_inside_is_fine() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Files.move(consensus.path("status.json"), consensus.path("real-status.json"));
        Files.createSymbolicLink(consensus.path("status.json"), Path.of("real-status.json"));

        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);

        assertThat(consensus.path("status.json")).isSymbolicLink();
        assertThat(consensus.json("real-status.json").path("phase").asString()).isEqualTo("done");
    }

    @Test
    void a_fact_that_cannot_be_found_out_is_refused() {
        Outcome outcome = refusedBy((evidence, site) -> {
            throw new IOException("There is no network. Plug it in.");
        });
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("evidence_unavailable");
        assertThat(outcome.toString()).contains("remove it): There is no network. Plug it in.");
    }

    @Test
    void the_exceptions_class_is_named_where_its_message_says_too_little() {
        assertThat(refusedBy((evidence, site) -> {
                            throw new NoSuchFileException("/srv/network");
                        })
                        .toString())
                .contains("java.nio.file.NoSuchFileException: /srv/network");
        assertThat(refusedBy((evidence, site) -> {
                            throw new NoClassDefFoundError("org/example/Network");
                        })
                        .toString())
                .contains("java.lang.NoClassDefFoundError: org/example/Network");
        assertThat(refusedBy((evidence, site) -> {
                            throw new IllegalStateException();
                        })
                        .toString())
                .contains("java.lang.IllegalStateException");
    }

    private record Weekday(String name) {}

    private record Forgetful() implements EvidenceSource {
        @Override
        @SuppressWarnings("NullAway")
        public Record collect(Evidence evidence, Site site) {
            return null;
        }
    }

    @Test
    void a_fact_that_is_null_is_refused_and_its_source_named() {
        Outcome outcome = refusedBy(new Forgetful());
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("evidence_unavailable");
        assertThat(outcome.toString()).contains("the source " + Forgetful.class.getName() + " returned null");
    }

    @Test
    void two_facts_of_one_type_are_refused() {
        Outcome outcome = aConsensus().in(temporary).run(shell, agent -> agent.evidenceSource(
                        (evidence, site) -> new Weekday("Monday"))
                .evidenceSource((evidence, site) -> new Weekday("Friday")));
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("evidence_unavailable");
        assertThat(outcome.toString()).contains("two evidence sources", Weekday.class.getName());
        assertThat(shell.requests()).isEmpty();
    }

    private Outcome refusedBy(EvidenceSource source) {
        return aConsensus().in(temporary).run(shell, agent -> agent.evidenceSource(source));
    }

    @Test
    void a_second_agent_in_this_process_is_refused_while_the_first_works() throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        CountDownLatch deploying = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        shell.doing("deploy", step -> {
            deploying.countDown();
            goOn.await();
            return StepResult.success();
        });
        DevOpsAgent agent = consensus.agent(shell).build();
        ExecutorService host = Executors.newSingleThreadExecutor();
        try {
            Future<Outcome> first = host.submit(agent::run);
            assertThat(deploying.await(10, TimeUnit.MINUTES)).isTrue();

            Outcome second = consensus.run(agent);

            assertThat(second).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                            agent.preview().refusals())
                    .isEqualTo(refused.refusals()));
            assertThat(OutcomeRefusals.places(second)).containsExactly("lock_held .devops/lock");
            assertThat(second.toString())
                    .contains(
                            "in this process", "pid " + ProcessHandle.current().pid());
            goOn.countDown();
            assertThat(first.get(10, TimeUnit.MINUTES)).isInstanceOf(Outcome.Deployed.class);
            assertThat(shell.count("deploy")).isEqualTo(1);
        } finally {
            goOn.countDown();
            host.shutdownNow();
        }
    }

    @Test
    void an_agent_is_refused_while_another_process_works_and_undoes_the_step_in_doubt_when_that_is_killed()
            throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        try (AgentProcess other = AgentProcess.deploying(consensus)) {
            Outcome whileItWorks = consensus.run(shell);
            assertThat(OutcomeRefusals.places(whileItWorks)).containsExactly("lock_held .devops/lock");
            assertThat(whileItWorks.toString()).contains("pid " + other.pid());
            assertThat(whileItWorks).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                            consensus.agent(shell).build().preview().refusals())
                    .isEqualTo(refused.refusals()));

            other.halt();
        }

        Outcome afterwards = consensus.run(shell, agent -> agent.onInterrupted(Recovery.ASK));

        assertThat(OutcomeRefusals.places(afterwards)).containsExactly("unfinished_run .devops/journal");
        assertThat(afterwards.toString())
                .contains(
                        "DEP-001", "EP-1", "in doubt", "(deployment_steps/0)", "DevOpsAgent.giveUp(consensus, reason)");
        Preview preview = consensus.agent(shell).build().preview();
        assertThat(preview.next())
                .as("a preview asks nobody what became of the step")
                .isEqualTo(Preview.Next.GO_ON_OR_ROLL_BACK);
        assertThat(preview.unfinished()).hasValueSatisfying(run -> assertThat(run.summary())
                .contains("stopped in stage deploy", "(deployment_steps/0)"));
        assertThat(shell.requests()).isEmpty();

        assertThat(consensus.run(shell)).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.commands()).containsExactly("undo");
    }

    @Test
    void a_damaged_journal_is_refused() {
        ConsensusDirectory consensus = aConsensus().in(temporary).write(".devops/journal", "something else");
        Outcome outcome = consensus.run(shell);
        assertThat(OutcomeRefusals.codes(outcome)).containsExactly("unfinished_run");
        assertThat(outcome.toString()).contains("damaged");
    }

    @Test
    void a_journal_that_was_only_just_begun_hinders_nothing() {
        ConsensusDirectory consensus = aConsensus().in(temporary).write(".devops/journal", "DEVO");
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_world_that_is_broken_is_the_one_exception_with_the_path() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        FaultyDisk broken = FaultyDisk.below(consensus.path()).failFrom(0);
        assertThatThrownBy(() -> consensus.agent(shell).disk(broken).run())
                .isInstanceOfSatisfying(
                        DevOpsAgentException.class, e -> assertThat(e.path()).isEqualTo(consensus.path(".devops")))
                .hasCauseInstanceOf(BrokenFileException.class);
    }
}
