package io.github.devopsagent.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link EvidenceSource} must do. The test of one extends this, and says where it finds its fact, and where it
 * cannot.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public abstract class EvidenceSourceContract {

    private static final long PLENTY_OF_SECONDS = 600;

    /** For the tests of a source. */
    protected EvidenceSourceContract() {}

    /**
     * The source.
     *
     * @return the same, or another one of the same kind
     * @throws Exception if the test cannot go on
     */
    protected abstract EvidenceSource source() throws Exception;

    /**
     * What is known where it finds its fact.
     *
     * @return without facts
     * @throws Exception if the test cannot go on
     */
    protected abstract Evidence evidence() throws Exception;

    /**
     * Where it finds its fact.
     *
     * @return directories that are there
     * @throws Exception if the test cannot go on
     */
    protected abstract Site site() throws Exception;

    /**
     * A source that cannot find its fact out, since what it asks does not answer or is not there.
     *
     * @return such a source; empty, the default, if it can in any case
     * @throws Exception if the test cannot go on
     */
    protected Optional<EvidenceSource> unavailable() throws Exception {
        return Optional.empty();
    }

    @Test
    void there_is_a_fact_and_rules_find_it_by_its_type() throws Exception {
        Record fact = source().collect(evidence(), site());
        assertNotNull(fact, "a fact is a record, and never null");
        Evidence known = evidence().withFacts(List.of(fact));
        assertEquals(Optional.of(fact), known.fact(fact.getClass()));
    }

    @Test
    void where_nothing_has_changed_the_fact_is_the_same() throws Exception {
        EvidenceSource source = source();
        assertEquals(
                source.collect(evidence(), site()),
                source.collect(evidence(), site()),
                "a run goes on only if what was previewed or confirmed is still so, which facts are compared for");
    }

    @Test
    void asking_changes_no_file() throws Exception {
        EvidenceSource source = source();
        Site site = site();
        Map<String, String> before = files(site);
        source.collect(evidence(), site);
        assertEquals(before, files(site));
    }

    @Test
    void any_thread_may_ask() throws Exception {
        EvidenceSource source = source();
        Evidence evidence = evidence();
        Site site = site();
        CompletableFuture<Record> asked = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                asked.complete(source.collect(evidence, site));
            } catch (Throwable e) {
                asked.completeExceptionally(e);
            }
        });
        thread.start();
        assertEquals(source.collect(evidence, site), asked.get(PLENTY_OF_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void what_cannot_be_found_out_is_an_exception_that_says_why() throws Exception {
        Optional<EvidenceSource> unavailable = unavailable();
        if (unavailable.isPresent()) {
            Exception why =
                    assertThrows(Exception.class, () -> unavailable.get().collect(evidence(), site()));
            String message = Optional.ofNullable(why.getMessage()).orElse("");
            assertFalse(message.isBlank(), () -> "people are told its message, and there is none: " + why);
        }
    }

    /** What lies in both directories, but for what agents and git keep for themselves. */
    private static Map<String, String> files(Site site) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path directory : List.of(site.consensus(), site.workingDirectory())) {
            try (Stream<Path> found = Files.walk(directory)) {
                for (Path file :
                        found.filter(each -> !isOwn(directory.relativize(each))).toList()) {
                    files.put(file.toString(), seen(file));
                }
            }
        }
        return files;
    }

    private static boolean isOwn(Path path) {
        return path.startsWith(".devops") || path.startsWith(".git");
    }

    private static String seen(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.size(file) + " bytes of " + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                : "no file";
    }
}
