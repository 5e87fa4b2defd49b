package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attempt leaves while it is under way is all there is to know of it until its result is on the disk. */
class KeptScratchTest {

    private static final String PLAN = """
            "deployment_steps": [ {"run": "one", "rollback": {"run": "undo one"}},
              {"run": "two", "rollback": {"run": "undo two"}} ]
            """;

    @TempDir
    Path directory;

    private final List<String> seen = new ArrayList<>();

    private ScriptedShell leaving(ConsensusDirectory consensus, Runnable after, StepResult second) {
        return aShell().doing("one", step -> {
                    step.attempt().scratch().create(step.attempt().key() + ".exit", new byte[] {'0'});
                    after.run();
                    return StepResult.success();
                })
                .doing("two", step -> second)
                .doing("undo one", step -> {
                    seen.addAll(scratch(consensus));
                    return StepResult.success();
                });
    }

    private static List<String> scratch(ConsensusDirectory consensus) {
        try (Stream<Path> files = Files.list(consensus.path().resolve(".devops/runs/DEP-001"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".exit"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void it_is_deleted_when_the_result_is_recorded() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(directory);
        Outcome outcome = consensus.run(leaving(consensus, () -> {}, StepResult.failure("two is broken")));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(seen).isEmpty();
    }

    /** It had told of its process, and left a file, when the run's files were removed. */
    @Test
    void a_step_of_the_way_back_that_could_not_begin_goes_again_without_what_it_left() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(directory);
        List<String> keys = new ArrayList<>();
        List<Boolean> states = new ArrayList<>();
        ScriptedShell shell = aShell().failing("two").doing("undo one", step -> {
            String script = step.attempt().key() + ".sh";
            states.add(Files.exists(step.attempt().scratch().directory().resolve(script)));
            step.attempt().scratch().create(script, new byte[0]);
            keys.add(step.attempt().key());
            step.output().startedAs(new ProcessId("", 7000 + keys.size(), Optional.empty()));
            states.add(consensus.text(".devops/journal").contains("" + (7000 + keys.size())));
            if (keys.size() == 1) {
                Files.delete(consensus.path(".devops/runs/DEP-001/settings.json"));
                return new StepResult.NotStarted("its files were being removed");
            }
            return StepResult.success();
        });

        assertThat(consensus.run(shell)).isInstanceOf(Outcome.RolledBack.class);

        assertThat(keys).hasSize(2).containsOnly(keys.get(0));
        assertThat(states).as("left before, and recorded").containsExactly(false, true, false, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../x", "/tmp/x", "a/b", "..", ".", "", "a\\b", "a\nb", "settings.json", "journal", "reserve"
            })
    void a_name_that_is_a_path_or_a_file_of_the_agents_own_is_refused(String name) {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(directory);
        List<Throwable> thrown = new ArrayList<>();
        ScriptedShell shell = aShell().doing("one", step -> {
            thrown.add(catchThrowable(() -> step.attempt().scratch().create(name, new byte[] {'0'})));
            thrown.add(catchThrowable(() -> step.attempt().scratch().delete(name)));
            return StepResult.success();
        });
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(thrown).hasSize(2).allSatisfy(each -> assertThat(each)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed is a name that begins with the attempt's key, and no path"));
        assertThat(consensus.path("x")).doesNotExist();
    }

    @Test
    void it_is_kept_while_the_journal_lacks_the_result() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(directory);
        AtomicBoolean broken = new AtomicBoolean();
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (broken.get() && operation.endsWith(".devops/journal")) {
                throw new IOException("injected: " + operation);
            }
        });
        Outcome outcome = consensus.run(
                leaving(consensus, () -> broken.set(true), StepResult.success()), agent -> agent.disk(disk));
        assertThat(outcome.toString()).contains("injected");
        assertThat(seen).singleElement().asString().startsWith("DEP-001.deployment_steps-0.1.");
    }
}
