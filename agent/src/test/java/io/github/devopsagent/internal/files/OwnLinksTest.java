package io.github.devopsagent.internal.files;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.executor.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A symbolic link below our directory leads nothing of what we write or delete anywhere. */
class OwnLinksTest {

    @TempDir
    private Path temporary;

    private final ScriptedShell shell = aShell();

    private Path victim() throws IOException {
        Path victim = Files.createDirectory(temporary.resolve("victim"));
        for (String file : List.of("keep", "plan.json", "settings.json", "reserve", "deployment_steps-0-1.exit")) {
            Files.writeString(victim.resolve(file), "precious");
        }
        return victim;
    }

    private static SortedMap<String, String> contents(Path directory) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                contents.put(each.toString(), Files.readString(each));
            }
        }
        return contents;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".devops/runs/DEP-001",
                ".devops/runs/DEP-007",
                ".devops/runs/DEP-001/plan.json",
                ".devops/runs/DEP-001/settings.json",
                ".devops/runs/DEP-001/journal",
                ".devops/runs/DEP-001/process-lock",
                ".devops/runs/DEP-001/process-lock-identity",
                ".devops/runs/DEP-001/removal",
                ".devops/runs/DEP-001/told-elsewhere",
                ".devops/.gitignore"
            })
    void it_is_refused_before_anything_is_done(String path) throws IOException {
        ConsensusDirectory consensus = aConsensus().in(Files.createDirectory(temporary.resolve("consensus")));
        Path victim = victim();
        SortedMap<String, String> before = contents(victim);
        Files.createDirectories(consensus.path(path).getParent());
        Files.createSymbolicLink(consensus.path(path), path.contains(".json") ? victim.resolve("keep") : victim);

        assertThat(consensus.agent(shell).build().preview().toString())
                .startsWith("would do nothing: would be refused")
                .contains("unwritable", "(" + path + ")", "it is a symbolic link");
        assertThat(OutcomeRefusals.places(consensus.run(shell))).containsExactly("unwritable " + path);
        assertThat(shell.requests()).isEmpty();
        assertThat(contents(victim)).isEqualTo(before);

        Files.delete(consensus.path(path));
        assertThat(consensus.run(shell)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void one_that_takes_the_place_of_the_runs_directory_has_nothing_deleted_through_it() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(Files.createDirectory(temporary.resolve("consensus")));
        Path victim = victim();
        SortedMap<String, String> before = contents(victim);
        shell.doing("deploy", step -> {
            Files.move(consensus.path(".devops/runs/DEP-001"), temporary.resolve("away"));
            Files.createSymbolicLink(consensus.path(".devops/runs/DEP-001"), victim);
            return StepResult.success();
        });
        assertThat(consensus.agent(shell).run().warnings()).anyMatch(note -> note.contains("could not be kept"));
        assertThat(contents(victim)).isEqualTo(before);
    }
}
