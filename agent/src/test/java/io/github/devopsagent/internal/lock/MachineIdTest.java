package io.github.devopsagent.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.internal.disk.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineIdTest {

    private static final String ID = "3d1219c7c4c5404aaa1f6d2a48adfda4";

    @TempDir
    private Path root;

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "uninitialized\n",
                "00000000000000000000000000000000\n",
                "3d1219c7c4c5404aaa1f6d2a48adfda\n",
                "3d1219c7-c4c5-404a-aa1f-6d2a48adfda4\n"
            })
    void what_is_no_id_is_unknown(String text) throws IOException {
        write("etc/machine-id", text);
        assertThat(MachineId.read(root, Optional.empty())).isEmpty();
    }

    @Test
    void an_absent_one_is_unknown() {
        assertThat(MachineId.read(root, Optional.empty())).isEmpty();
    }

    @Test
    void the_older_place_counts_if_the_newer_has_none() throws IOException {
        write("etc/machine-id", "uninitialized\n");
        write("var/lib/dbus/machine-id", ID + "\n");
        assertThat(MachineId.read(root, Optional.empty())).contains(ID);
    }

    @Test
    void one_that_may_come_from_an_image_is_unknown() throws IOException {
        write("etc/machine-id", ID + "\n");
        assertThat(MachineId.read(root, Optional.of(new MountTable(List.of())))).isEmpty();
        assertThat(MachineId.read(root, Optional.empty())).contains(ID);
    }
}
