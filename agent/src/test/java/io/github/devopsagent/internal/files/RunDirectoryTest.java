package io.github.devopsagent.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.run.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void what_a_killed_agent_left_is_masked_where_a_terminals_sequence_stood_in_the_midst_of_a_secret()
            throws IOException {
        RunDirectory run = new RunDirectory(new DurableFiles(Disk.real()), directory, ".devops/runs/DEP-001");
        Files.writeString(directory.resolve("key.log"), "login top\u001b[31msecret now\n");

        Output printed = run.printed("key", text -> text.replace("topsecret", "***"));

        assertThat(printed.tail()).isEqualTo("login *** now\n");
        assertThat(printed.file()).contains(".devops/runs/DEP-001/key.log");
    }
}
