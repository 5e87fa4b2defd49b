package io.github.devopsagent.internal.evidence;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.gate.FullEvidence;
import io.github.devopsagent.gate.InvalidDocument;
import io.github.devopsagent.internal.disk.AccessFailure;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.disk.DigestedStream;
import io.github.devopsagent.internal.document.StatusFields;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.plan.PlanReader;
import io.github.devopsagent.internal.report.TestResultsReader;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.settings.ExecutorRegistry;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.EvidenceWarnings;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Site;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads everything that a decision rests on. What is hashed is what is judged. */
public final class EvidenceReader {

    private final AgentSettings settings;
    private final Snapshot snapshot;
    private final boolean skippedTestsAllowed;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<InvalidDocument> invalid = new ArrayList<>();

    private EvidenceReader(Snapshot snapshot, AgentSettings settings, boolean skippedTestsAllowed) {
        this.skippedTestsAllowed = skippedTestsAllowed;
        this.snapshot = snapshot;
        this.settings = settings;
    }

    /**
     * What was read, and by which digests it is known again.
     *
     * @param full what a decision rests on
     * @param planBytes the plan as it was judged; empty if there is none
     * @param digests of plan and test results, valid or not; empty texts for what is missing
     * @param remarks how the plan was read, faulty or not, where that is not as it is written
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record ReadEvidence(
            FullEvidence full, byte[] planBytes, Deployment.Digests digests, List<PlanRemark> remarks) {

        /** What the rules of hosts see of it. */
        public Evidence evidence() {
            return full.evidence();
        }

        /** What should be known whatever comes of it. */
        public List<String> warnings() {
            List<String> warnings = new ArrayList<>(statusWarnings());
            warnings.addAll(warnings(remarks));
            return warnings;
        }

        /** What stands in the status, and nobody reads, and what evidence sources warn of. */
        public List<String> statusWarnings() {
            Set<String> warnings = new LinkedHashSet<>(
                    StatusFields.unreadApprovals(evidence().status().approvals()));
            for (Object fact : evidence().facts()) {
                if (fact instanceof EvidenceWarnings told) {
                    warnings.addAll(told.warnings());
                }
            }
            return List.copyOf(warnings);
        }

        public static List<String> warnings(List<PlanRemark> remarks) {
            List<String> warnings = new ArrayList<>();
            for (PlanRemark remark : remarks) {
                warnings.add(Plan.FILE + ": " + remark);
            }
            return List.copyOf(warnings);
        }

        /** The same reading, with what the host's evidence sources find out; or why one of them cannot. */
        Either<List<Refusal>, ReadEvidence> withFacts(AgentSettings settings) {
            if (settings.code().sources().isEmpty()) {
                return Either.right(this);
            }
            List<Refusal> refusals = new ArrayList<>();
            Site site = settings.site(digests);
            List<Record> facts = settings.code().sources().stream()
                    .map(source -> fact(source, evidence(), site))
                    .flatMap(fact -> fact.peekLeft(refusals::add).toJavaStream())
                    .toList();
            twice(facts).ifPresent(refusals::add);
            return refusals.isEmpty()
                    ? Either.right(new ReadEvidence(full.withFacts(facts), planBytes, digests, remarks))
                    : Either.left(refusals);
        }
    }

    /** Reads everything else. Refused is only what the system refuses; a document's faults are part of the evidence. */
    static Either<List<Refusal>, ReadEvidence> documents(
            Snapshot snapshot, Status status, InboxFiles inbox, AgentSettings settings, boolean skippedTestsAllowed) {
        EvidenceReader reader = new EvidenceReader(snapshot, settings, skippedTestsAllowed);
        ReadEvidence reading = reader.documents(status, inbox);
        return reader.refusals.isEmpty() ? Either.right(reading) : Either.left(List.copyOf(reader.refusals));
    }

    private ReadEvidence documents(Status status, InboxFiles inbox) {
        Optional<byte[]> planBytes = bytes(Plan.FILE, Limits.PLAN_BYTES);
        Optional<Plan> plan = planBytes.isPresent() ? plan(planBytes.get()) : Optional.empty();
        Optional<Content> report = snapshot.find(TestResults.FILE);
        Hashed<TestResults> testResults = report.isPresent() ? testResults(report.get()) : Hashed.none();
        Evidence evidence = new Evidence(
                status,
                plan,
                testResults.value(),
                inbox.listed(),
                settings.code().checks(),
                List.of());
        Deployment.Digests digests =
                new Deployment.Digests(planBytes.isPresent() ? Digest.of(planBytes.get()) : "", testResults.digest());
        return new ReadEvidence(
                new FullEvidence(evidence, inbox.inbox(), invalid, skippedTestsAllowed),
                planBytes.orElse(new byte[0]),
                digests,
                remarks(plan, planBytes));
    }

    private Optional<Plan> plan(byte[] bytes) {
        Optional<Plan> plan = valid(InvalidDocument.JudgedDocument.PLAN, PlanReader.read(bytes, settings.defaults()));
        return plan.isPresent() ? completed(plan.get()) : Optional.empty();
    }

    private List<PlanRemark> remarks(Optional<Plan> plan, Optional<byte[]> bytes) {
        if (plan.isPresent()) {
            return plan.get().remarks();
        }
        return bytes.isPresent() ? PlanReader.remarks(bytes.get(), settings.defaults()) : List.of();
    }

    private Optional<Plan> completed(Plan plan) {
        try {
            return Optional.of(settings.executors().completed(plan));
        } catch (ExecutorRegistry.UnansweredException e) {
            refusals.add(new Refusal(
                    RefusalCodes.EXECUTOR_FAILED,
                    e.getMessage() + "; repair it, or give the step a rollback in the plan",
                    new Source(Plan.FILE, "/" + e.path())));
            return Optional.empty();
        }
    }

    /** A value, if the bytes are one, and their digest in any case. */
    private record Hashed<T>(Optional<T> value, String digest) {

        static <T> Hashed<T> none() {
            return new Hashed<>(Optional.empty(), "");
        }
    }

    private Hashed<TestResults> testResults(Content content) {
        try {
            if (content.size() > Limits.TEST_RESULTS_BYTES) {
                return new Hashed<>(
                        valid(InvalidDocument.JudgedDocument.TEST_RESULTS, TestResultsReader.tooLarge()),
                        Digest.of((content.size() + " bytes").getBytes(StandardCharsets.UTF_8)));
            }
            Optional<Hashed<TestResults>> valid = quickly(content);
            return valid.isPresent() ? valid.get() : carefully(content);
        } catch (IOException e) {
            refusals.add(unreadable(TestResults.FILE, AccessFailure.reason(e)));
            return Hashed.none();
        } catch (UncheckedIOException e) {
            refusals.add(unreadable(TestResults.FILE, e.toString()));
            return Hashed.none();
        }
    }

    private static Optional<Hashed<TestResults>> quickly(Content content) throws IOException {
        try (InputStream file = content.open();
                DigestedStream in = new DigestedStream(file)) {
            Optional<TestResults> results = TestResultsReader.readQuickly(in);
            return results.isPresent() ? Optional.of(new Hashed<>(results, in.digest())) : Optional.empty();
        }
    }

    private Hashed<TestResults> carefully(Content content) throws IOException {
        try (InputStream file = content.open();
                DigestedStream in = new DigestedStream(file)) {
            Either<List<Refusal>, TestResults> results = TestResultsReader.read(in);
            in.transferTo(OutputStream.nullOutputStream());
            return new Hashed<>(valid(InvalidDocument.JudgedDocument.TEST_RESULTS, results), in.digest());
        }
    }

    /** Rules ask for a fact by its type, and would see only the first of two: the other would count as never found out. */
    private static Optional<Refusal> twice(List<Record> facts) {
        Set<Class<?>> types = new HashSet<>();
        return facts.stream()
                .<Class<?>>map(Record::getClass)
                .filter(type -> !types.add(type))
                .findFirst()
                .map(type -> new Refusal(
                        RefusalCodes.EVIDENCE_UNAVAILABLE,
                        "two evidence sources of the host found out a fact of the type " + type.getName()
                                + ", and rules would see only one of them; give each source a type of its own",
                        Source.of(Status.FILE)));
    }

    private static Either<Refusal, Record> fact(EvidenceSource source, Evidence known, Site site) {
        try {
            return Either.right(source.collect(known, site));
        } catch (Throwable e) {
            return Either.left(new Refusal(
                    RefusalCodes.EVIDENCE_UNAVAILABLE,
                    "an evidence source of the host could not find out its fact (do what it says, repair it, or remove"
                            + " it): " + inWords(e),
                    Source.of(Status.FILE)));
        }
    }

    /** Its own words, unless they are no more than the name of a file or a class. */
    private static String inWords(Throwable e) {
        boolean names = e instanceof Error || e instanceof FileSystemException || e instanceof ClassNotFoundException;
        return names || e.getMessage() == null || e.getMessage().isBlank() ? e.toString() : e.getMessage();
    }

    private Optional<byte[]> bytes(String file, int mostBytes) {
        Optional<Content> content = snapshot.find(file);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            // One byte more than is allowed, so that the document's reader sees that it is too large.
            return Optional.of(content.get().read(mostBytes + 1));
        } catch (IOException e) {
            refusals.add(unreadable(file, AccessFailure.reason(e)));
            return Optional.empty();
        }
    }

    private <T> Optional<T> valid(InvalidDocument.JudgedDocument kind, Either<List<Refusal>, T> read) {
        if (read.isLeft()) {
            invalid.add(new InvalidDocument(kind, read.getLeft()));
            return Optional.empty();
        }
        return Optional.of(read.get());
    }

    static Refusal unreadable(String file, String why) {
        return new Refusal(
                RefusalCodes.UNREADABLE,
                "it cannot be read: " + why + "; allowed is a regular file that this user may read",
                Source.of(file));
    }
}
