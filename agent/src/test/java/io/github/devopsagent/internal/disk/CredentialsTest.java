package io.github.devopsagent.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private static List<String> status(String capabilities) {
        return List.of(
                "Name:\tjava",
                "Uid:\t1000\t1001\t1002\t1003",
                "Gid:\t100\t101\t102\t103",
                "Groups:\t4 24 ",
                "CapPrm:\tffffffffffffffff",
                "CapEff:\t" + capabilities);
    }

    @Test
    void the_user_and_the_groups_are_those_that_count_for_files() {
        Credentials read = Credentials.parse(status("0000000000000000")).orElseThrow();
        assertThat(read.user()).isEqualTo(1003);
        assertThat(read.groups()).containsExactlyInAnyOrder(4L, 24L, 103L);
        assertThat(read.mayGiveAway() || read.mayPassPermissions() || read.isEverybodysOwner())
                .isFalse();
    }

    @Test
    void each_capability_is_a_bit() {
        assertThat(Credentials.parse(status("0000000000000001"))).hasValueSatisfying(one -> {
            assertThat(one.mayGiveAway()).isTrue();
            assertThat(one.mayPassPermissions()).isFalse();
            assertThat(one.isEverybodysOwner()).isFalse();
        });
        assertThat(Credentials.parse(status("0000000000000002")))
                .hasValueSatisfying(one -> assertThat(one.mayPassPermissions()).isTrue());
        assertThat(Credentials.parse(status("0000000000000008")))
                .hasValueSatisfying(one -> assertThat(one.isEverybodysOwner()).isTrue());
        assertThat(Credentials.parse(status("ffffffffffffffff")))
                .hasValueSatisfying(one -> assertThat(one.mayGiveAway()).isTrue());
    }

    @Test
    void what_is_not_told_completely_is_unknown() {
        assertThat(Credentials.parse(List.of())).isEmpty();
        assertThat(Credentials.parse(status("no number"))).isEmpty();
        assertThat(Credentials.parse(status("0").subList(0, 4))).isEmpty();
        assertThat(Credentials.parse(List.of("Uid:\t1", "Gid:\t1", "CapEff:\t0")))
                .isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a process is told its user by Linux's /proc")
    void this_process_is_the_owner_of_what_it_makes(@TempDir Path directory) throws IOException {
        Path made = Files.createFile(directory.resolve("made"));
        Optional<Credentials> self = Credentials.current();
        assertThat(self).isPresent();
        assertThat(Files.getAttribute(made, "unix:uid"))
                .isEqualTo((int) self.get().user());
    }
}
