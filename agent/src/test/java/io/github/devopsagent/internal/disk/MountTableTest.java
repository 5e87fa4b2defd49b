package io.github.devopsagent.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountTableTest {

    private static MountTable table(String... mountPoints) {
        StringBuilder text = new StringBuilder("22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n");
        for (String each : mountPoints) {
            text.append("63 22 254:0 /root/of/it ").append(each).append(" rw,relatime - ext4 /dev/vda rw\n");
        }
        return MountTable.parse(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_file_is_a_mount_point_if_the_table_has_exactly_its_path() {
        MountTable table = table("/srv/c/status.json", "/srv/d");
        assertThat(table.isMountPoint(Path.of("/srv/c/status.json"))).isTrue();
        for (String other : List.of("/srv/c", "/srv/c/status.jso", "/srv/c/status.json2", "/srv/d/status.json")) {
            assertThat(table.isMountPoint(Path.of(other))).as(other).isFalse();
        }
    }

    @Test
    void a_blank_and_a_backslash_are_written_with_octal_digits() {
        assertThat(table("/srv/a\\040b\\134c\\011").isMountPoint(Path.of("/srv/a b\\c\t")))
                .isTrue();
        assertThat(table("/srv/a\rb\\012c").isMountPoint(Path.of("/srv/a\rb\nc")))
                .isTrue();
        assertThat(table("/srv/a\\04").isMountPoint(Path.of("/srv/a\\04"))).isTrue();
    }

    @Test
    void a_path_is_compared_byte_by_byte() {
        assertThat(table("/srv/grün").isMountPoint(Path.of("/srv/grün"))).isTrue();
    }

    @Test
    void a_later_mount_on_a_directory_above_hides_it() {
        Path file = Path.of("/srv/c/status.json");
        assertThat(table("/srv/c/status.json", "/srv").isMountPoint(file)).isFalse();
        assertThat(table("/srv/c/status.json", "/").isMountPoint(file)).isFalse();
        assertThat(table("/srv", "/srv/c/status.json", "/srv/c/status.json").isMountPoint(file))
                .isTrue();
        assertThat(table("/srv/c/status.json", "/sr", "/srv/c/status.json.d").isMountPoint(file))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "1 2 3\n", "a b c d\n", "1 2 3 4 \\999 x\n"})
    void a_line_that_is_none_is_passed_over(String line) {
        assertThat(MountTable.parse(line.getBytes(StandardCharsets.UTF_8)).isMountPoint(Path.of("/x")))
                .isFalse();
    }
}
