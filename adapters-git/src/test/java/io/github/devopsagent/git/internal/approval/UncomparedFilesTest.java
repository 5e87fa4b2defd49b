package io.github.devopsagent.git.internal.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the consensus directory, what the plan's commands name is no part of what was approved, and people are told. */
class UncomparedFilesTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "./consensus/deploy.sh production                  | consensus/deploy.sh",
                "cd consensus && sh ./deploy.sh                    | consensus/deploy.sh",
                "sh \"$DEVOPS_CONSENSUS/artifacts/x.sh\"            | consensus/artifacts/x.sh",
                "./linked.sh                                       | consensus/deploy.sh",
                "sh elsewhere/../x.sh; cd consensus/ops/..         | ''",
                "make -C consensus/ops                             | consensus/ops",
                "./a.txt; cat consensus/status.json consensus      | ''",
                "ls consensus/artifacts > consensus/deploy.sh 2>&1 | ''"
            })
    void that_a_command_names_are_told(String command, String named) throws Exception {
        ApprovedDeployment deployment = ApprovedDeployment.in(directory.resolve("app"));
        for (String file : List.of("deploy.sh", "artifacts/x.sh", "ops/Makefile")) {
            deployment.write(file, "true");
        }
        Path app = directory.resolve("app");
        Files.createSymbolicLink(app.resolve("linked.sh"), Path.of("consensus/deploy.sh"));
        Files.createDirectories(directory.resolve("other/place"));
        Files.createFile(directory.resolve("other/x.sh"));
        Files.createSymbolicLink(app.resolve("elsewhere"), directory.resolve("other/place"));
        deployment.approved("qa");

        List<String> told =
                deployment.deploying(Step.of("a step", new Action.Run(command))).warnings();

        assertThat(told).hasSize(named.isEmpty() ? 0 : 1);
        assertThat(String.join("", told)).contains(named);
    }
}
