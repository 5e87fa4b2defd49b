package io.github.devopsagent.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.MatrixCells;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * This version goes on with what earlier ones left at each record. After a change of what is written, and a new number in
 * {@link JournalFormat}, the fixtures that are not there are written with {@code mvn -pl agent -am -Djournals.write=true
 * -Dtest=JournalFixturesTest -Dsurefire.failIfNoSpecifiedTests=false test}; those of earlier numbers stay as they are.
 */
class JournalFixturesTest {

    private static final Clock LATER = Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(2));

    @TempDir
    private Path temporary;

    static List<Path> fixtures() throws IOException, URISyntaxException {
        URL journals = Objects.requireNonNull(JournalFixturesTest.class.getResource("/journals"), "no fixtures");
        try (Stream<Path> all = Files.walk(Path.of(journals.toURI()))) {
            return all.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
        }
    }

    @Test
    void there_are_some_of_each_format_that_is_written() throws Exception {
        assertThat(JournalArchive.all())
                .allSatisfy(fixture -> assertThat(fixtures()).anyMatch(file -> file.endsWith(inPlace(fixture))));
    }

    /** Below the directory of all. */
    private static String inPlace(JournalArchive fixture) {
        return fixture.format() + "/" + fixture.file();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    @Tag(MatrixCells.TAG)
    void at_whichever_record_an_earlier_version_was_killed_this_one_brings_the_run_to_a_true_end(Path zip)
            throws IOException {
        JournalArchive fixture = JournalArchive.all().stream()
                .filter(each -> zip.endsWith(each.file()))
                .findFirst()
                .orElseThrow();
        SortedSet<String> records = unzip(zip, temporary);
        assertThat(records).hasSizeGreaterThan(fixture == JournalArchive.VETO ? 2 : 8);
        // Each fixture leaves out others.
        int first = 4 * JournalArchive.all().indexOf(fixture) + 2;
        for (String record : MatrixCells.tried(List.copyOf(records), first)) {
            isBroughtToItsEnd(fixture, temporary.resolve(record), "record " + record + " of " + zip);
        }
    }

    /** Format 1 is format 2 without its number, and without machine and namespace of an agent. */
    @Test
    @Tag(MatrixCells.TAG)
    void a_run_that_was_kept_in_format_1_is_gone_on_with() throws IOException, URISyntaxException {
        Path zip = fixtures().stream()
                .filter(file -> file.endsWith("2/rollback.zip"))
                .findFirst()
                .orElseThrow();
        for (String record : MatrixCells.tried(List.copyOf(unzip(zip, temporary)), 5)) {
            Path journal = temporary.resolve(record).resolve("consensus/.devops/journal");
            if (Files.exists(journal)) {
                byte[] bytes = Files.readAllBytes(journal);
                for (String field : List.of(
                        "\"format\":2,\"version\":\"[^\"]*\",",
                        ",\"machine_id\":\"[^\"]*\"",
                        ",\"pid_namespace\":\"[^\"]*\"")) {
                    bytes = CorruptJournal.without(bytes, field);
                }
                assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("pid_namespace", "\"version\"");
                Files.write(journal, bytes);
                isBroughtToItsEnd(JournalArchive.ROLLBACK, temporary.resolve(record), "record " + record);
            }
        }
    }

    /** Earlier versions wrote that they had recorded a run, and then that it was closed. */
    @Test
    void a_run_that_an_earlier_version_had_recorded_and_not_closed_is_closed() throws IOException, URISyntaxException {
        int found = 0;
        List<Path> deployments = fixtures().stream()
                .filter(file -> file.endsWith("2/" + file.getFileName()))
                .toList();
        for (Path zip : deployments) {
            JournalArchive fixture = JournalArchive.all().stream()
                    .filter(each -> zip.endsWith(each.file()))
                    .findFirst()
                    .orElseThrow();
            Path into = temporary.resolve(fixture.name());
            for (String record : unzip(zip, into)) {
                Path directory = into.resolve(record);
                if (endsWithRecorded(directory.resolve("consensus/.devops/journal"))) {
                    found++;
                    List<String> effects = fixture.effects(directory).all();
                    isBroughtToItsEnd(fixture, directory, "record " + record + " of " + zip);
                    assertThat(fixture.effects(directory).all()).isEqualTo(effects);
                }
            }
        }
        assertThat(found).as("one of each deployment, and none of a veto").isEqualTo(deployments.size() - 1);
    }

    private static boolean endsWithRecorded(Path journal) {
        List<byte[]> records = Files.exists(journal) ? Journal.read(journal).records() : List.of();
        return !records.isEmpty()
                && new String(records.get(records.size() - 1), StandardCharsets.UTF_8)
                        .contains("\"type\":\"recorded\"");
    }

    private static void isBroughtToItsEnd(JournalArchive fixture, Path directory, String what) {
        ConsensusDirectory consensus = new ConsensusDirectory(directory.resolve("consensus"));
        boolean isUnfinished = DevOpsAgent.inspect(consensus.path()).isPresent();

        Outcome outcome = fixture.agent(directory).clock(LATER).run();

        String all = what + ": " + outcome;
        List<String> effects = fixture.effects(directory).all();
        List<String> once = new ArrayList<>(effects);
        once.removeAll(List.of("look", "dump"));
        fixture.failedBefore().forEach(once::remove);
        assertThat(once).as(all).doesNotHaveDuplicates();
        assertThat(effects.indexOf("three")).as(all).isLessThan(indexOf("undo", effects));
        assertThat(fixture.ends()).as(all).contains(result(consensus));
        if (isUnfinished) {
            assertThat(
                            consensus.names("artifacts").contains("deployment.json")
                                    ? consensus
                                            .deployment()
                                            .path("deployment_id")
                                            .asString()
                                    : fixture.run())
                    .as(all)
                    .isEqualTo(fixture.run());
        }
        consensus.assertValid();
        assertThat(consensus.has(".devops/journal")).as(all).isFalse();
        assertThat(DevOpsAgent.inspect(consensus.path())).as(all).isEmpty();
    }

    /** Where an effect that begins so stands first; behind all if there is none. */
    private static int indexOf(String beginning, List<String> effects) {
        return (int) effects.stream()
                .takeWhile(effect -> !effect.startsWith(beginning))
                .count();
    }

    private static String result(ConsensusDirectory consensus) {
        return consensus.has("artifacts/deployment.json")
                ? consensus.deployment().path("status").asString()
                : "";
    }

    private static SortedSet<String> unzip(Path zip, Path into) throws IOException {
        SortedSet<String> records = new TreeSet<>();
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream zipped = new ZipInputStream(in)) {
            for (ZipEntry entry = zipped.getNextEntry(); entry != null; entry = zipped.getNextEntry()) {
                Path file = into.resolve(entry.getName());
                Files.createDirectories(file.resolveSibling(""));
                Files.copy(zipped, file);
                records.add(entry.getName().substring(0, entry.getName().indexOf('/')));
            }
        }
        return records;
    }

    @Test
    @EnabledIfSystemProperty(named = "journals.write", matches = "true")
    void write_the_fixtures_of_this_format() throws Exception {
        Path journals = Path.of("src/test/resources/journals");
        for (JournalArchive fixture : JournalArchive.all()) {
            Path target = journals.resolve(inPlace(fixture));
            if (Files.exists(target)) {
                continue;
            }
            Files.createDirectories(target.resolveSibling(""));
            Path directory = Files.createDirectories(temporary.resolve(fixture.name()));
            ProcessBuilder java = JavaProcess.of(
                    JournalArchive.class,
                    fixture.name(),
                    directory.toString(),
                    target.toAbsolutePath().toString());
            java.environment().clear();
            java.environment()
                    .putAll(Map.of(
                            "PATH", "/usr/bin:/bin", "HOME", "/home/deploy", "USER", "deploy", "LANG", "C.UTF-8"));
            Process process = java.redirectErrorStream(true).start();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(told).isZero();
        }
    }
}
