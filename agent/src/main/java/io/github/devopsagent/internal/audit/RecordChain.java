package io.github.devopsagent.internal.audit;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.document.RecordComparison;
import io.github.devopsagent.internal.document.RecordedResult;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.RegisterFile;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.journal.Journal;
import io.github.devopsagent.internal.journal.JournalRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The records of a consensus directory, each epic's in their order: whether each fits to the one before, and to its journal.
 *
 * @param ids of all records, in order
 * @param heads the digest of each epic's newest record
 * @param findings what was altered, added or removed
 * @param unverified what cannot be told, since it is not kept any more, or was written by an earlier version
 */
public record RecordChain(List<String> ids, Map<String, String> heads, List<String> findings, List<String> unverified) {

    private static final String SUFFIX = ".json";

    public RecordChain {
        ids = List.copyOf(ids);
        heads = Map.copyOf(heads);
        findings = List.copyOf(findings);
        unverified = List.copyOf(unverified);
    }

    /** Reads everything, and changes nothing. */
    public static RecordChain of(Path consensus) {
        try {
            return new ChainLook(consensus).chain();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One look at the files. */
    private static final class ChainLook {

        private final Path consensus;
        private final RunDirectories files;
        private final KeptJournals journals;
        private final List<String> otherTests = new ArrayList<>();
        private Optional<byte[]> testResults = Optional.empty();
        private final SortedMap<String, byte[]> records =
                new TreeMap<>(Comparator.comparingInt(DeploymentIds::order).thenComparing(Comparator.naturalOrder()));
        private final List<String> findings = new ArrayList<>();
        private final List<String> unverified = new ArrayList<>();
        private final Map<String, String> heads = new TreeMap<>();

        ChainLook(Path consensus) {
            this.consensus = consensus;
            this.files = new RunDirectories(new DurableFiles(Disk.real()), consensus);
            this.journals = new KeptJournals(files, records);
        }

        RecordChain chain() throws IOException {
            read();
            Path tests = consensus.resolve(TestResults.FILE);
            if (Files.isRegularFile(tests) && Files.size(tests) <= EpicRecords.LONGEST_RECORD) {
                testResults = Optional.of(Files.readAllBytes(tests));
            }
            Map<String, List<String>> epics = records.keySet().stream()
                    .collect(Collectors.groupingBy(
                            id -> DeploymentIds.epic(bytes(id)).orElse(""), TreeMap::new, Collectors.toList()));
            epics.forEach(this::epic);
            if (!otherTests.isEmpty()) {
                unverified.add("the test results of " + String.join(", ", otherTests)
                        + " are not there any more, only their" + " digests: whether they passed is not judged again");
            }
            latest();
            withoutRecord();
            withoutTrace();
            rollbacks();
            return new RecordChain(List.copyOf(records.keySet()), heads, findings, unverified);
        }

        private void read() throws IOException {
            Path directory = consensus.resolve(Deployment.DIRECTORY);
            if (!Files.isDirectory(directory)) {
                return;
            }
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
                for (Path file : found) {
                    String name = file.getFileName().toString();
                    String id = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
                    if (DeploymentIds.isId(id) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        records.put(id, Files.readAllBytes(file));
                    }
                }
            }
        }

        private byte[] bytes(String id) {
            return Optional.ofNullable(records.get(id)).orElseGet(() -> new byte[0]);
        }

        private void epic(String epic, List<String> ids) {
            Optional<String> before = Optional.empty();
            boolean isChained = false;
            for (String id : ids) {
                RecordComparison record = new RecordComparison(bytes(id));
                Provenance provenance = record.provenance();
                String named = record.deploymentId();
                if (!named.equals(id)) {
                    findings.add(id + " says that it is '" + named + "'");
                }
                link(id, provenance.previous(), before, isChained);
                journal(id, provenance, before, isChained);
                isChained |= provenance.previous().isPresent()
                        || provenance.journal().isPresent();
                before = Optional.of(id);
            }
            before.ifPresent(newest -> heads.put(epic, Digest.of(bytes(newest))));
        }

        private void link(
                String id, Optional<Provenance.PreviousRecord> previous, Optional<String> before, boolean isChained) {
            if (previous.isEmpty()) {
                before.ifPresent(other -> (isChained ? findings : unverified)
                        .add(id + " does not say that it comes after " + other
                                + (isChained ? ", and was altered" : ": an earlier version wrote it")));
                return;
            }
            String expected = previous.get().deploymentId();
            if (!before.equals(Optional.of(expected))) {
                findings.add(id + " comes after " + expected + ", and " + before.orElse("no record")
                        + " stands before it: one was removed, added or moved");
            } else if (!Digest.of(bytes(expected)).equals(previous.get().digest())) {
                findings.add(expected + " was altered after " + id + " was begun, or " + id + " was: the digest of the"
                        + " record before differs");
            }
        }

        private void journal(String id, Provenance provenance, Optional<String> before, boolean isChained) {
            String run = new RecordComparison(bytes(id)).lastDeploymentId().orElse(id);
            if (provenance.journal().isEmpty()) {
                (isChained ? findings : unverified)
                        .add(id + " has no digest of its journal: "
                                + (isChained
                                        ? "it was altered, or could not be written"
                                        : "an earlier version wrote it"));
                return;
            }
            Optional<Path> journal = journals.of(run);
            if (journal.isEmpty()) {
                missing(id, before);
            } else if (journals.isOpen(run)) {
                unverified.add("the run of " + id + " has not come to its end; look again when an agent has ended it");
            } else {
                RunReplay replay = new RunReplay(id, bytes(id), files.kept(run), undone(id), testResults);
                findings.addAll(
                        replay.findings(journal.get(), provenance.journal().get()));
                if (!replay.areTestsKnown()) {
                    otherTests.add(id);
                }
            }
        }

        /** Who altered the newest record could say that it is older, but not than the one before. */
        private void missing(String id, Optional<String> before) {
            Instant startedAt = Stream.concat(Stream.of(id), before.stream())
                    .map(each -> new RecordComparison(bytes(each)).startedAt().orElse(Instant.MAX))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            if (journals.wasTooOld(id, startedAt)) {
                unverified.add("the journal of " + id + " is not kept any more");
            } else {
                findings.add(
                        "the journal of " + id + " was removed, without which nobody knows what the run came to: it is"
                                + " none of those that are too old to be kept");
            }
        }

        private Optional<byte[]> undone(String id) {
            return new RecordComparison(bytes(id)).rollsBack().map(this::bytes);
        }

        /** What was undone on demand had succeeded before, and was undone once, though that may have failed before. */
        private void rollbacks() {
            Map<String, String> undoneBy = new HashMap<>();
            records.forEach(
                    (id, record) -> new RecordComparison(record).rollsBack().ifPresent(deployment -> {
                        RecordedResult result = RecordedResult.read(bytes(deployment));
                        boolean isSuccess = result.is(Deployment.Result.SUCCESS)
                                && result.deploymentId().equals(deployment)
                                && result.epicId().equals(new RecordComparison(record).epicId())
                                && DeploymentIds.order(deployment) < DeploymentIds.order(id);
                        if (!isSuccess) {
                            findings.add(id + " says that it has rolled " + deployment
                                    + " back, and there is no record of such a success of this epic before it");
                        }
                        String other = undoneBy.put(deployment, id);
                        if (other != null && !RecordedResult.read(bytes(other)).is(Deployment.Result.ROLLBACK_FAILED)) {
                            findings.add(id + " says that it has rolled " + deployment + " back, and so does " + other);
                        }
                    }));
        }

        /** {@code deployment.json} is a copy of the newest one of some epic. */
        private void latest() throws IOException {
            Path file = consensus.resolve(Deployment.FILE);
            if (!Files.isRegularFile(file)) {
                if (!records.isEmpty()) {
                    findings.add(Deployment.FILE + " was removed");
                }
                return;
            }
            byte[] latest = Files.readAllBytes(file);
            String epic = DeploymentIds.epic(latest).orElse("");
            boolean isNewest = Digest.of(latest).equals(heads.get(epic));
            if (!isNewest) {
                boolean isOlder = records.values().stream().anyMatch(each -> Arrays.equals(each, latest));
                findings.add(Deployment.FILE
                        + (isOlder
                                ? " is not the newest record of its epic"
                                : " is none of the records in " + Deployment.DIRECTORY
                                        + ": it was altered, or its record was altered or removed"));
            }
        }

        /** Runs that came to their end, and of which no record tells. */
        private void withoutRecord() {
            Set<String> told = new HashSet<>(records.keySet());
            records.keySet()
                    .forEach(id ->
                            new RecordComparison(bytes(id)).lastDeploymentId().ifPresent(told::add));
            files.runs().ended().stream()
                    .filter(DeploymentIds::isId)
                    .filter(run -> !told.contains(run) && isDeployment(run))
                    .sorted()
                    .forEach(run -> findings.add(run + " has a journal, and its record was removed"));
        }

        /** Ids are given in order, and the register keeps the highest, whatever is left of its run. */
        private void withoutTrace() {
            files.register().read().epics().forEach((epic, known) -> {
                String newest = DeploymentIds.id(known.highest());
                boolean isTold = records.values().stream()
                        .filter(record -> DeploymentIds.epic(record).equals(Optional.of(epic)))
                        .map(RecordComparison::new)
                        .flatMap(record ->
                                Stream.concat(Stream.of(record.deploymentId()), record.lastDeploymentId().stream()))
                        .anyMatch(id -> DeploymentIds.order(id) >= known.highest());
                if (known.highest() > 0 && !isTold && journals.of(newest).isEmpty()) {
                    findings.add(newest + " of " + epic + " was begun, as " + RegisterFile.NAME
                            + " says, and neither its record nor its journal is there: both were removed");
                }
            });
        }

        private boolean isDeployment(String run) {
            try {
                List<byte[]> journal = Journal.read(files.kept(run).directory().resolve("journal"))
                        .records();
                return !journal.isEmpty()
                        && JournalRecords.isClosed(journal)
                        && !JournalRecords.opening(journal).isVeto();
            } catch (BrokenFileException | IllegalArgumentException e) {
                findings.add("the journal of " + run + " cannot be read: " + e.getMessage());
                return false;
            }
        }
    }
}
