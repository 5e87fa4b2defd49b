package io.github.devopsagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that holds, and its reason. */
class HoldTest {

    @TempDir
    Path root = Path.of(".");

    @Test
    void the_reason_is_told_by_status_and_stays() {
        Epic epic = Epic.ready(root);
        assertThat(epic.call("status").out()).contains("no HOLD file");
        assertThat(epic.call("hold", "until Monday").code()).isZero();
        assertThat(epic.call("hold", "until Tuesday").out()).contains("was on hold already");
        assertThat(epic.call("status").out()).contains("ON HOLD by HOLD: until Monday");
        epic.write("consensus/HOLD", "");
        assertThat(epic.call("status").out()).contains("ON HOLD by HOLD\n");
    }

    @Test
    void it_holds_where_its_reason_cannot_be_written() throws IOException {
        Hold hold = new Hold(root);
        assertThat(hold.begin()).isTrue();
        assertThat(hold.begin()).isFalse();
        Files.delete(root.resolve(Hold.FILE));
        Files.createDirectory(root.resolve(Hold.FILE));
        assertThat(hold.write("until Monday")).hasValueSatisfying(why -> assertThat(why)
                .startsWith("the reason is not written to " + root.resolve(Hold.FILE)));
        assertThat(hold.files()).containsExactly(Hold.FILE);
        assertThat(hold.reason(Hold.FILE)).isEmpty();
    }

    @Test
    void a_directory_that_may_not_be_entered_is_no_missing_one() throws IOException {
        Epic epic = Epic.ready(root);
        Files.setPosixFilePermissions(epic.consensus(), PosixFilePermissions.fromString("---------"));
        try {
            Assumptions.assumeFalse(Files.isExecutable(epic.consensus()), "this user may enter any directory");
            assertThat(epic.call("status").err()).contains("no permission to look into " + epic.consensus());
        } finally {
            Files.setPosixFilePermissions(epic.consensus(), PosixFilePermissions.fromString("rwx------"));
        }
    }
}
