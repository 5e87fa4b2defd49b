package io.github.devopsagent.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a file is needs root to be played here; where a test may not give a file away it is not run. */
class ReplacementCheckTest {

    private static final int OWNER = 61234;
    private static final int GROUP = 61235;
    private static final int OTHER = 61236;
    private static final long ANYBODYS_FILES = 1 << 3;
    private static final long GIVE_AWAY = 1;
    private static final long ANY_PERMISSIONS = 1 << 1;

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void makeAFile() throws IOException {
        file = Files.writeString(directory.resolve("file"), "old");
    }

    private static void give(Path path, int user) throws IOException {
        try {
            Files.setAttribute(path, "unix:uid", user);
            Files.setAttribute(path, "unix:gid", GROUP);
        } catch (FileSystemException e) {
            assumeTrue(false, "this user may not give a file away: " + e);
        }
    }

    private static ReplacementCheck as(long user, long capabilities, Long... groups) {
        return new ReplacementCheck(
                new MountTable(List.of("/")), Optional.of(new Credentials(user, Set.of(groups), capabilities)));
    }

    private static void mode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }

    @Test
    void a_file_of_this_user_can_be_replaced_whether_or_not_it_may_be_written() throws IOException {
        for (int mode : new int[] {0644, 0444, 0200}) {
            mode(file, mode);
            assertThat(ReplacementCheck.current().refusal(file)).isEmpty();
            assertThat(ReplacementCheck.current().refusalToOpen(file, Disk.real()))
                    .isEmpty();
            assertThat(ReplacementCheck.current().refusalOfOwner(file)).isEmpty();
        }
        assertThat(file).hasContent("old");
    }

    @Test
    void a_file_on_which_something_is_mounted_cannot_and_a_link_to_it_neither() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        MountTable table = new MountTable(List.of("/", file.toRealPath().toString()));
        for (Path each : List.of(file, link)) {
            assertThat(new ReplacementCheck(table, Credentials.current()).refusal(each))
                    .hasValueSatisfying(why -> assertThat(why).contains("bind mount", "mount the directory"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        OTHER + ", 0, false",
        OWNER + ", 0, true",
        GROUP + ", 0, true",
        OTHER + ", " + ANYBODYS_FILES + ", true",
        "0, 0, false",
        "0, " + ANYBODYS_FILES + ", true",
        OTHER + ", " + GIVE_AWAY + ", false"
    })
    void in_a_sticky_directory_only_the_owner_of_the_file_or_of_the_directory_may_replace_it(
            long user, long capabilities, boolean may) throws IOException {
        give(file, OWNER);
        give(directory, GROUP);
        mode(directory, 01777);
        ReplacementCheck check = as(user, capabilities);
        assertThat(check.refusal(file).isEmpty()).isEqualTo(may);
        check.refusal(file).ifPresent(why -> assertThat(why)
                .contains("sticky", String.valueOf(OWNER), String.valueOf(GROUP), "chmod -t"));
        mode(directory, 0777);
        assertThat(check.refusal(file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0644, 0, , false",
        "0644, " + GIVE_AWAY + ", , true",
        "0444, 0, , true",
        "0646, 0, , true",
        "0664, 0, , false",
        "0664, 0, " + GROUP + ", true",
        "0644, 0, " + GROUP + ", false"
    })
    void a_file_is_not_taken_from_an_owner_who_could_not_write_it_any_more(
            String mode, long capabilities, Long group, boolean may) throws IOException {
        give(file, OWNER);
        mode(file, Integer.parseInt(mode, 8));
        ReplacementCheck check = group == null ? as(OTHER, capabilities) : as(OTHER, capabilities, group);
        assertThat(check.refusalOfOwner(file).isEmpty()).isEqualTo(may);
        check.refusalOfOwner(file).ifPresent(why -> assertThat(why).contains("belongs to user " + OWNER, "chmod g+w"));
        assertThat(as(OWNER, 0).refusalOfOwner(file)).isEmpty();
    }

    /** What chattr makes of a file, the permissions do not show, and root is as helpless as everybody. */
    @ParameterizedTest
    @CsvSource({"i, true", "a, false"})
    void what_is_immutable_or_only_to_be_appended_to_cannot(String attribute, boolean isSeenAtOnce) throws Exception {
        chattr("+" + attribute, file);
        try {
            ReplacementCheck check = ReplacementCheck.current();
            assertThat(check.refusal(file).isPresent()).isEqualTo(isSeenAtOnce);
            assertThat(check.refusalToOpen(file, Disk.real()))
                    .hasValueSatisfying(why -> assertThat(why).contains("immutable", "chattr -ia"));
            assertThat(file).hasContent("old");
        } finally {
            chattr("-" + attribute, file);
        }
        assertThat(ReplacementCheck.current().refusalToOpen(file, Disk.real())).isEmpty();
    }

    static void chattr(String how, Path file) throws IOException, InterruptedException {
        int exit = -1;
        try {
            exit = new ProcessBuilder("chattr", how, file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            assumeTrue(false, "there is no chattr here: " + e);
        }
        assumeTrue(exit == 0, "this file system, or this user, has no chattr " + how);
    }

    @Test
    void who_needs_no_permission_and_is_refused_all_the_same_cannot() throws IOException {
        FaultyDisk denying = FaultyDisk.below(directory).denying("file");
        assertThat(as(0, ANY_PERMISSIONS).refusalToOpen(file, denying))
                .hasValueSatisfying(why -> assertThat(why).contains("user namespace"));
        assertThat(as(0, 0).refusalToOpen(file, denying)).isEmpty();
    }

    @Test
    void looking_changes_nothing() throws IOException {
        Object before = Files.readAttributes(file, "unix:*").toString();
        ReplacementCheck check = ReplacementCheck.current();
        assertThat(check.refusal(file)).isEmpty();
        assertThat(check.refusalToOpen(file, Disk.real())).isEmpty();
        assertThat(check.refusalOfOwner(file)).isEmpty();
        assertThat(Files.readAttributes(file, "unix:*").toString()).isEqualTo(before);
    }
}
