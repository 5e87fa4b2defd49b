package io.github.devopsagent.internal.disk;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.MemoryTempDir;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.executor.StepResult;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies where a document should, and names that nobody can read. A run that waits for such a thing waits for ever. */
@FewerCases(every = 4)
class SpecialFilesTest {

    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final List<String> DOCUMENTS =
            List.of("status.json", "artifacts/plan.json", "artifacts/test_results.json");
    private static final String VETO = "{\"st\": \"veto\", \"r\": \"sre\", \"epic\": \"EP-1\", \"sm\": [\"no\"]}";
    private static final String FAILING = """
            "deployment_steps": [ {"run": "deploy", "rollback": {"run": "undo"}} ]
            """;

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    /** Left to the framework, each link to a device would be a warning. */
    @AfterEach
    void delete_links() throws IOException {
        try (Stream<Path> all = Files.walk(temporary)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private Outcome run(ConsensusDirectory consensus) {
        return assertTimeoutPreemptively(DEADLINE, () -> consensus.run(shell));
    }

    /** What is no regular file. */
    enum Special {
        PIPE {
            @Override
            void at(Path path) throws Exception {
                sh("mkfifo \"$1\"", path);
            }
        },
        SOCKET {
            @Override
            void at(Path path) throws Exception {
                // The path of a socket has to be short, so it is bound elsewhere.
                Path made = MemoryTempDir.create().resolve("s");
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(made))
                        .close();
                Files.move(made, path);
                Files.delete(made.resolveSibling(""));
            }
        },
        DEVICE_WITHOUT_END {
            @Override
            void at(Path path) throws Exception {
                Files.createSymbolicLink(path, Path.of("/dev/zero"));
            }
        },
        RANDOM_DEVICE {
            @Override
            void at(Path path) throws Exception {
                Files.createSymbolicLink(path, Path.of("/dev/random"));
            }
        },
        TERMINAL {
            @Override
            void at(Path path) throws Exception {
                Files.createSymbolicLink(path, Path.of("/dev/tty"));
            }
        },
        DIRECTORY {
            @Override
            void at(Path path) throws Exception {
                Files.createDirectory(path);
            }
        },
        LINK_TO_ITSELF {
            @Override
            void at(Path path) throws Exception {
                Files.createSymbolicLink(path, path.getFileName());
            }
        },
        LINK_THAT_LEADS_NOWHERE {
            @Override
            void at(Path path) throws Exception {
                Files.createSymbolicLink(path, Path.of("nowhere"));
            }
        };

        abstract void at(Path path) throws Exception;

        void insteadOf(Path path) throws Exception {
            Files.deleteIfExists(path);
            at(path);
        }
    }

    private static void sh(String script, Path argument) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", script, "sh", argument.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
    }

    static Stream<Arguments> specialDocuments() {
        return DOCUMENTS.stream()
                .flatMap(file -> Arrays.stream(Special.values()).map(what -> Arguments.of(file, what)));
    }

    @ParameterizedTest
    @MethodSource("specialDocuments")
    void what_is_no_file_is_refused_in_place_of_a_document(String file, Special what) throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        what.insteadOf(consensus.path(file));
        Outcome outcome = run(consensus);
        // A status that is a link to a device leads out of the directory as well, and that is found first.
        assertThat(OutcomeRefusals.places(outcome)).singleElement().satisfies(path -> assertThat(path)
                .isIn("unreadable " + file, "unwritable status.json")
                .endsWith(file));
        assertThat(outcome.toString()).contains("it ", "allowed is a ", "that this user may ");
        assertThat(shell.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Special.class)
    void what_is_no_file_is_refused_in_place_of_the_record(Special what) throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        what.insteadOf(consensus.path("artifacts/deployment.json"));
        Outcome outcome = run(consensus);
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unwritable artifacts/deployment.json");
        assertThat(shell.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Special.class, names = "DIRECTORY", mode = EnumSource.Mode.EXCLUDE)
    void what_is_no_directory_is_refused_in_place_of_the_records(Special what) throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        what.insteadOf(consensus.path("artifacts/deployments"));
        assertThat(OutcomeRefusals.places(run(consensus))).containsExactly("unwritable artifacts/deployments");
        assertThat(shell.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Special.class)
    void what_is_no_file_among_the_records_is_refused(Special what) throws Exception {
        ConsensusDirectory consensus = aConsensus()
                .withFile("artifacts/deployments/DEP-001.json", "{}")
                .in(temporary);
        what.insteadOf(consensus.path("artifacts/deployments/DEP-001.json"));
        Outcome outcome = run(consensus);
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unwritable artifacts/deployments/DEP-001.json");
        assertThat(shell.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Special.class)
    void what_is_no_file_does_not_keep_a_success_from_being_one_in_place_of_the_history(Special what) throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        what.insteadOf(consensus.path("status_history.jsonl"));
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.warnings()).singleElement().asString().contains("status_history.jsonl");
        assertThat(consensus.phase()).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource(
            value = Special.class,
            names = {"LINK_TO_ITSELF"},
            mode = EnumSource.Mode.EXCLUDE)
    void what_is_no_file_in_the_inbox_is_named_and_stops_nothing(Special what) throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        what.at(consensus.path("messages/inbox/devops/m.json"));
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.inbox())
                .singleElement()
                .asString()
                .startsWith("messages/inbox/devops/m.json [not opened: it is ");
    }

    @InEveryBuild
    @ParameterizedTest
    @EnumSource(
            value = Special.class,
            names = {"LINK_TO_ITSELF"})
    void a_message_that_may_be_a_veto_and_cannot_be_read_is_refused(Special what) throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        what.at(consensus.path("messages/inbox/devops/m.json"));
        assertThat(OutcomeRefusals.places(run(consensus))).containsExactly("unreadable messages/inbox/devops/m.json");
    }

    @ParameterizedTest
    @EnumSource(value = Special.class, names = "DIRECTORY", mode = EnumSource.Mode.EXCLUDE)
    void what_is_no_directory_does_not_keep_a_veto_from_being_one_in_place_of_a_roles_inbox(Special what)
            throws Exception {
        ConsensusDirectory consensus = aConsensus().withoutTestResults().in(temporary);
        what.at(consensus.path("messages/inbox/qa"));
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(outcome.warnings()).singleElement().asString().contains("messages/inbox/qa");
        assertThat(consensus.phase()).isEqualTo("testing");
    }

    /**
     * Whether it is a moment of carelessness or an attack: what became of the deployment is recorded, and it is never deployed
     * again. What is no file is no status, so nobody says any more that it may go on; nor is a link that leads nowhere.
     */
    @ParameterizedTest
    @EnumSource(Special.class)
    void nothing_keeps_a_step_from_being_recorded_that_it_put_in_place_of_the_status(Special what) throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        byte[] status = consensus.bytes("status.json");
        DevOpsAgent agent = consensus
                .agent(shell.doing("deploy", step -> {
                    what.insteadOf(consensus.path("status.json"));
                    return StepResult.success();
                }))
                .build();
        assertTimeoutPreemptively(DEADLINE, () -> assertThatThrownBy(agent::run)
                .isInstanceOfSatisfying(DevOpsAgentException.class, e -> assertThat(e.path())
                        .isEqualTo(consensus.path("status.json"))));
        assertThat(consensus.deployment().path("status").asString()).isEqualTo("rolled_back");

        Files.delete(consensus.path("status.json"));
        Files.write(consensus.path("status.json"), status);
        assertThat(assertTimeoutPreemptively(DEADLINE, () -> agent.run())).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.count("deploy")).isEqualTo(1);
        assertThat(consensus.phase()).isEqualTo("deployment");
    }

    /** Their names are bytes, which no Java string can hold; a veto is a veto by whatever name. */
    @InEveryBuild
    @Test
    void a_veto_counts_whose_file_name_is_not_utf_8() throws Exception {
        ConsensusDirectory consensus = aConsensus().withInboxFile("veto", VETO).in(temporary);
        sh("cd \"$1\" && mv veto \"$(printf 'v\\377\\n\\033[31m.json')\"", consensus.path("messages/inbox/devops"));
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(outcome.toString())
                .contains("inbox_veto", "messages/inbox/devops/v")
                .doesNotContain("\u001b");
        assertThat(consensus.messageTo("sre").toString()).contains("messages/inbox/devops/v");
    }

    @Test
    void two_names_that_look_the_same_are_two_files() throws Exception {
        for (String veto : List.of("\\376", "\\377")) {
            ConsensusDirectory consensus = aConsensus()
                    .withInboxFile("veto", VETO)
                    .withInboxFile("other", VETO.replace("veto", "note"))
                    .in(temporary.resolve(veto.substring(1)));
            String other = veto.equals("\\376") ? "\\377" : "\\376";
            sh(
                    "cd \"$1\" && mv veto \"$(printf '" + veto + ".json')\" && mv other \"$(printf '" + other
                            + ".json')\"",
                    consensus.path("messages/inbox/devops"));
            assertThat(run(consensus)).as(veto).isInstanceOf(Outcome.Vetoed.class);
        }
    }

    @Test
    void a_file_that_is_no_message_is_told_on_one_line_whatever_its_name() throws Exception {
        ConsensusDirectory consensus = aConsensus().withInboxFile("m", "hello").in(temporary);
        sh("cd \"$1\" && mv m \"$(printf 'a\\nb\\rc\\177\\302\\233.txt')\"", consensus.path("messages/inbox/devops"));
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.inbox()).singleElement().satisfies(line -> assertThat(line.toString())
                .contains("inbox/devops/a")
                .doesNotContainPattern("\\p{Cntrl}"));
    }

    @Test
    void what_of_its_own_it_may_not_use_is_told_with_the_reason() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Files.createDirectories(consensus.path(".devops"));
        Files.writeString(consensus.path(".devops/journal"), "");
        Files.createSymbolicLink(consensus.path(".devops/runs"), Files.createDirectory(temporary.resolve("outside")));
        assertThat(DevOpsAgent.inspect(consensus.path()).orElseThrow().summary())
                .containsPattern("is not the agent's own: \\.devops/runs: [^{}]+")
                .doesNotContain("{", "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status.json",
                "artifacts",
                "artifacts/deployment.json",
                "artifacts/deployments",
                "messages",
                "messages/inbox"
            })
    void a_link_that_leads_what_is_written_out_of_the_directory_is_refused(String path) throws IOException {
        ConsensusDirectory consensus = aConsensus()
                .withFile("artifacts/deployment.json", "{}")
                .withFile("artifacts/deployments/DEP-001.json", "{}")
                .in(temporary);
        Path outside = temporary.resolve("outside");
        Files.move(consensus.path(path), outside);
        String way = "../".repeat((int) path.chars().filter(each -> each == '/').count() + 1) + "outside";
        Files.createSymbolicLink(consensus.path(path), Path.of(way));

        Outcome outcome = run(consensus);

        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unwritable " + path);
        assertThat(outcome.toString()).contains("leads out of the consensus directory", "allowed is a place in");
        assertThat(shell.requests()).isEmpty();
    }

    @Test
    void a_roles_inbox_that_leads_out_of_the_directory_gets_no_message() throws IOException {
        ConsensusDirectory consensus = aConsensus().withoutTestResults().in(temporary);
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.createSymbolicLink(consensus.path("messages/inbox/qa"), outside);
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(outcome.warnings())
                .singleElement()
                .asString()
                .contains("messages/inbox/qa/", "leads out of the consensus directory");
        assertThat(outside).isEmptyDirectory();
        assertThat(consensus.blockers()).hasSize(1);
    }

    @Test
    void links_that_stay_within_the_directory_work() throws IOException {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(FAILING)
                .withFile("kept/deployment.json", "{}")
                .in(temporary);
        for (String directory : List.of("kept/records", "kept/developer", "kept/tech_lead")) {
            Files.createDirectories(consensus.path(directory));
        }
        Files.move(consensus.path("status.json"), consensus.path("kept/status.json"));
        link(consensus, "status.json", "kept/status.json");
        link(consensus, "artifacts/deployment.json", "../kept/deployment.json");
        link(consensus, "artifacts/deployments", "../kept/records");
        link(consensus, "messages/inbox/developer", "../../kept/developer");
        shell.failing("deploy");
        Outcome outcome = run(consensus);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.warnings()).singleElement().asString().endsWith(".kept");
        assertThat(consensus.path("status.json")).isSymbolicLink();
        assertThat(consensus.text("kept/status.json")).contains("was rolled back");
        assertThat(consensus.text("kept/deployment.json")).contains("rolled_back");
        assertThat(consensus.names("kept/records")).containsExactly("DEP-001.json");
        assertThat(consensus.names("kept/developer")).hasSize(1);
    }

    private static void link(ConsensusDirectory consensus, String path, String to) throws IOException {
        Files.createSymbolicLink(consensus.path(path), Path.of(to));
    }

    @Test
    void documents_may_be_read_through_links_that_lead_out_of_the_directory() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        for (String file : List.of("plan.json", "test_results.json")) {
            Files.move(consensus.path("artifacts/" + file), temporary.resolve(file));
            link(consensus, "artifacts/" + file, "../../" + file);
        }
        assertThat(run(consensus)).isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.path("artifacts/plan.json")).isSymbolicLink();
    }

    @Test
    void a_consensus_directory_may_itself_be_a_link_and_be_named_with_dots() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Files.createSymbolicLink(temporary.resolve("link"), consensus.path());
        ConsensusDirectory linked = new ConsensusDirectory(temporary.resolve("link/artifacts/../../link"));
        assertThat(assertTimeoutPreemptively(
                        DEADLINE, () -> linked.agent(shell).build().run()))
                .isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.phase()).isEqualTo("done");
    }

    /** Whether the agent refuses or the world counts as broken: the place is named, and nobody's document was changed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ": > .devops | .devops",
                "mkfifo .devops | .devops",
                "ln -s nowhere .devops | .devops",
                "mkdir -p .devops/journal | .devops/journal",
                "mkdir .devops && ln -s nowhere .devops/journal | .devops/journal",
                "mkdir .devops && head -c 100000 /dev/zero > .devops/journal | .devops/journal",
                "mkdir .devops && head -c 100000 /dev/urandom > .devops/journal | .devops/journal",
                "mkdir -p .devops/lock | .devops/lock",
                "mkdir .devops && mkfifo .devops/lock | .devops/lock",
                "mkdir .devops && ln -s ../status.json .devops/lock | .devops/lock",
                "mkdir .devops && mkfifo .devops/journal | .devops/journal",
                "mkdir .devops && ln -s /dev/zero .devops/journal | .devops/journal",
                "mkdir ../out && ln -s ../out .devops | .devops",
                "mkdir ../out .devops && ln -s ../../out .devops/runs | .devops/runs",
                "mkdir .devops && : > .devops/runs | .devops/runs"
            })
    void what_is_in_the_way_of_the_agents_own_files_is_named_and_nothing_is_lost(String script, String path)
            throws Exception {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        sh("cd \"$1\" && " + script, consensus.path());
        SortedMap<String, String> before = consensus.files();
        String told = assertTimeoutPreemptively(DEADLINE, () -> {
            try {
                Outcome outcome = consensus.agent(shell).build().run();
                assertThat(outcome).isInstanceOf(Outcome.Refused.class);
                return outcome.toString();
            } catch (DevOpsAgentException e) {
                return String.valueOf(e.getMessage());
            }
        });
        assertThat(told).contains(path);
        assertThat(consensus.files()).isEqualTo(before);
        assertThat(shell.requests()).isEmpty();
    }

    @Test
    void an_empty_journal_is_in_nobodys_way() {
        ConsensusDirectory consensus =
                aConsensus().withFile(".devops/journal", "").in(temporary);
        assertThat(run(consensus)).isInstanceOf(Outcome.Deployed.class);
    }
}
