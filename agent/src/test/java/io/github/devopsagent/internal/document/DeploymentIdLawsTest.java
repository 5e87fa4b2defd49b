package io.github.devopsagent.internal.document;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DirectoryTrees;
import io.github.devopsagent.MemoryTempDir;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerTries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** No id is ever given twice, whatever happens between two deployments. */
class DeploymentIdLawsTest {

    enum Event {
        DEPLOY,
        ABORT,
        ABORT_OF_ANOTHER_PLAN,
        ROLL_BACK,
        VETO,
        ANOTHER_EPIC,
        NO_RUNS,
        NO_OWN_FILES,
        NO_REGISTER,
        NO_RECORDS,
        NO_LATEST
    }

    private static final String PLAN = """
            "backup": [ {"run": "dump"} ], "monitoring": {"duration": "0s"},
            "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"}
            """;

    private static final List<Path> DIRECTORIES = new ArrayList<>();

    @AfterContainer
    static void tidyUp() {
        DIRECTORIES.forEach(DirectoryTrees::delete);
        DIRECTORIES.clear();
    }

    /** Aborts repeat each other, as they do in a directory that a timer looks at. */
    @Provide
    Arbitrary<List<Event>> histories() {
        return Arbitraries.frequency(
                        Tuple.of(7, Event.ABORT),
                        Tuple.of(2, Event.ABORT_OF_ANOTHER_PLAN),
                        Tuple.of(2, Event.DEPLOY),
                        Tuple.of(1, Event.ROLL_BACK),
                        Tuple.of(1, Event.VETO),
                        Tuple.of(1, Event.ANOTHER_EPIC),
                        Tuple.of(1, Event.NO_RUNS),
                        Tuple.of(2, Event.NO_OWN_FILES),
                        Tuple.of(1, Event.NO_REGISTER),
                        Tuple.of(2, Event.NO_RECORDS),
                        Tuple.of(1, Event.NO_LATEST))
                .list()
                .ofMinSize(3)
                .ofMaxSize(20);
    }

    @Property(tries = 25)
    @FewerTries(fewest = 8)
    void no_id_is_given_twice_while_our_own_files_or_the_records_are_left(@ForAll("histories") List<Event> events)
            throws IOException {
        Path directory = MemoryTempDir.create();
        DIRECTORIES.add(directory);
        IdHistory history = new IdHistory(aConsensus().withPlanOf(PLAN).in(directory));
        events.forEach(history::happens);
    }

    /** What happens in one directory, and which ids were given. */
    private static final class IdHistory {

        private final ConsensusDirectory consensus;
        private final Set<String> given = new HashSet<>();
        private boolean ownFilesAreWhole = true;
        private boolean recordsAreWhole = true;
        private String epic = "EP-1";

        IdHistory(ConsensusDirectory consensus) {
            this.consensus = consensus;
        }

        void happens(Event event) {
            switch (event) {
                case DEPLOY -> run(aShell());
                case ABORT -> run(aShell().failing("dump"));
                case ABORT_OF_ANOTHER_PLAN -> {
                    consensus.edit("artifacts/plan.json", "\"monitoring\"", " \"monitoring\"");
                    run(aShell().failing("dump"));
                }
                case ROLL_BACK -> run(aShell().failing("deploy"));
                case VETO -> {
                    String results = consensus.text("artifacts/test_results.json");
                    consensus.delete("artifacts/test_results.json");
                    run(aShell());
                    consensus.write("artifacts/test_results.json", results);
                }
                case ANOTHER_EPIC -> anotherEpic();
                case NO_RUNS -> delete(".devops/runs");
                case NO_OWN_FILES -> lose(".devops", true);
                case NO_REGISTER -> lose(".devops/register.json", true);
                case NO_RECORDS -> lose("artifacts/deployments", false);
                case NO_LATEST -> delete("artifacts/deployment.json");
            }
        }

        /** Only one of the two may be lost: who deletes both has no memory left. */
        private void lose(String what, boolean isOwn) {
            if (isOwn ? recordsAreWhole : ownFilesAreWhole) {
                delete(what);
                ownFilesAreWhole &= !isOwn;
                recordsAreWhole &= isOwn;
            }
        }

        private void delete(String what) {
            if (consensus.has(what)) {
                DirectoryTrees.delete(consensus.path(what));
            }
        }

        private void anotherEpic() {
            String other = epic.equals("EP-1") ? "EP-2" : "EP-1";
            for (String file : List.of("status.json", "artifacts/plan.json", "artifacts/test_results.json")) {
                consensus.edit(file, "\"" + epic + "\"", "\"" + other + "\"");
            }
            epic = other;
        }

        private void run(ScriptedShell shell) {
            Outcome outcome = consensus.agent(shell).run();
            assertThat(outcome).isNotInstanceOf(Outcome.Refused.class);
            Stream<String> ids = shell.requests().stream()
                    .map(request -> request.context().deploymentId())
                    .distinct();
            ids.forEach(id -> assertThat(given.add(epic + " " + id))
                    .as(id + " of " + epic + " is given anew, after " + given)
                    .isTrue());
            String status = consensus.text("status.json");
            int from = status.indexOf("\"blockers\": [") + "\"blockers\": [".length();
            consensus.write(
                    "status.json",
                    (status.substring(0, from) + status.substring(status.indexOf("],\n", from)))
                            .replace("\"phase\": \"done\"", "\"phase\": \"deployment\"")
                            .replace("\"phase\": \"testing\"", "\"phase\": \"deployment\"")
                            .replace("\"phase\": \"blocked\"", "\"phase\": \"deployment\""));
            consensus.inNextIteration();
        }
    }
}
