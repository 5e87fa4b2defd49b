package io.github.devopsagent.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes a consensus directory, and writes it. Unless it says otherwise everything is there: an epic in the phase {@code
 * deployment}, approved by all, with passing tests and a plan, so that it is deployed.
 *
 * <pre>{@code
 * Path consensus = ConsensusBuilder.ofPlan(Path.of("plan.json")).withoutApprovalOf("qa").in(directory);
 * }</pre>
 */
public final class ConsensusBuilder {

    /** The epic of a plan that names none: {@value}. */
    public static final String EPIC = "EP-1";

    private static final String PLAN = "artifacts/plan.json";
    private static final String TEST_RESULTS = "artifacts/test_results.json";
    private static final String STATUS = "status.json";
    private static final String OWN = ".devops";
    private static final String CREATED_AT = "2025-12-30T08:00:00Z";

    private static final String USUAL_PLAN = """
            {
              "epic_id": "EP-1",
              "deployment_steps": [ {"run": "deploy"} ],
              "rollback_plan": {"run": "undo"},
              "health_checks": [ {"run": "check"} ]
            }
            """;

    private final Map<String, String> files = new LinkedHashMap<>();
    private final Set<String> leftOut = new HashSet<>();
    private final List<String> approvals = new ArrayList<>(List.of("tech_lead", "developer", "qa"));
    private final List<String> blockers = new ArrayList<>();
    private Optional<String> epic = Optional.empty();
    private String phase = "deployment";
    private String tier = "standard";
    private String mode = "full";
    private int iteration = 1;

    private ConsensusBuilder() {}

    /**
     * An epic with a plan of one step {@code deploy}, one way back {@code undo}, and one health check {@code check}.
     *
     * @return a builder
     */
    public static ConsensusBuilder ready() {
        return ofPlan(USUAL_PLAN);
    }

    /**
     * An epic with this plan.
     *
     * @param json as {@code plan.json} has it, valid or not
     * @return a builder
     */
    public static ConsensusBuilder ofPlan(String json) {
        return new ConsensusBuilder().file(PLAN, json);
    }

    /**
     * An epic with the plan of this file.
     *
     * @param file such as a team's own {@code plan.json}, which is copied
     * @return a builder
     * @throws UncheckedIOException if it cannot be read
     */
    public static ConsensusBuilder ofPlan(Path file) {
        return ofPlan(JsonDocument.text(file));
    }

    /**
     * Another epic than that of the plan.
     *
     * @param id by default what the plan says, else {@value #EPIC}
     * @return this
     */
    public ConsensusBuilder epic(String id) {
        epic = Optional.of(id);
        return this;
    }

    /**
     * Adds an approval to those of {@code tech_lead}, {@code developer} and {@code qa}.
     *
     * @param role such as {@code security}
     * @return this
     */
    public ConsensusBuilder approvedBy(String role) {
        approvals.add(Objects.requireNonNull(role, "role"));
        return this;
    }

    /**
     * Takes an approval away.
     *
     * @param role such as {@code qa}
     * @return this
     */
    public ConsensusBuilder withoutApprovalOf(String role) {
        approvals.remove(role);
        return this;
    }

    /**
     * Sets the phase, {@code deployment} by default.
     *
     * @param label as {@code status.json} has it
     * @return this
     */
    public ConsensusBuilder inPhase(String label) {
        phase = Objects.requireNonNull(label, "label");
        return this;
    }

    /**
     * Sets the tier, {@code standard} by default.
     *
     * @param label as {@code status.json} has it
     * @return this
     */
    public ConsensusBuilder inTier(String label) {
        tier = Objects.requireNonNull(label, "label");
        return this;
    }

    /**
     * Sets the mode, {@code full} by default.
     *
     * @param label as {@code status.json} has it
     * @return this
     */
    public ConsensusBuilder inMode(String label) {
        mode = Objects.requireNonNull(label, "label");
        return this;
    }

    /**
     * Sets the iteration, 1 by default.
     *
     * @param number at least 1, for a status that is valid
     * @return this
     */
    public ConsensusBuilder atIteration(int number) {
        iteration = number;
        return this;
    }

    /**
     * Adds an open blocker. None by default.
     *
     * @param type such as {@code question}
     * @param by the role that added it
     * @param reason for people
     * @return this
     */
    public ConsensusBuilder blocker(String type, String by, String reason) {
        blockers.add(
                "{\"type\": " + JsonDocument.quoted(type) + ", \"by\": " + JsonDocument.quoted(by) + ", \"reason\": "
                        + JsonDocument.quoted(reason) + ", \"created_at\": " + JsonDocument.quoted(CREATED_AT) + "}");
        return this;
    }

    /**
     * Sets the test results. By default one test has passed.
     *
     * @param json as {@code test_results.json} has it, or another tool's report
     * @return this
     */
    public ConsensusBuilder testResults(String json) {
        return file(TEST_RESULTS, json);
    }

    /**
     * Leaves {@code test_results.json} out.
     *
     * @return this
     */
    public ConsensusBuilder withoutTestResults() {
        return withoutFile(TEST_RESULTS);
    }

    /**
     * Puts a message into the inbox of devops. None by default.
     *
     * @param name the file's name
     * @param text of any notation
     * @return this
     */
    public ConsensusBuilder message(String name, String text) {
        return file("messages/inbox/devops/" + name, text);
    }

    /**
     * Puts the file {@code HOLD} there, with which deployments wait.
     *
     * @param reason what it says
     * @return this
     */
    public ConsensusBuilder onHold(String reason) {
        return file("HOLD", reason + "\n");
    }

    /**
     * Writes a file, over what would be there otherwise.
     *
     * @param path relative to the consensus directory, such as {@code status.json}
     * @param text in UTF-8
     * @return this
     */
    public ConsensusBuilder file(String path, String text) {
        files.put(Objects.requireNonNull(path, "path"), Objects.requireNonNull(text, "text"));
        leftOut.remove(path);
        return this;
    }

    /**
     * Leaves a file out that would be there otherwise.
     *
     * @param path relative to the consensus directory, such as {@code artifacts/plan.json}
     * @return this
     */
    public ConsensusBuilder withoutFile(String path) {
        leftOut.add(Objects.requireNonNull(path, "path"));
        return this;
    }

    /**
     * Writes the directory.
     *
     * @param directory in which a directory {@code consensus} is made
     * @return that directory, absolute
     * @throws UncheckedIOException if it cannot be written, or is there already: nothing is written over
     */
    public Path in(Path directory) {
        Path root = made(directory);
        Map<String, String> all = new LinkedHashMap<>();
        all.put(STATUS, status());
        all.put(TEST_RESULTS, passingTests());
        all.putAll(files);
        all.keySet().removeAll(leftOut);
        try {
            Files.createDirectories(root.resolve("artifacts"));
            Files.createDirectories(root.resolve("messages/inbox/devops"));
            for (Map.Entry<String, String> file : all.entrySet()) {
                Path path = root.resolve(file.getKey());
                Files.createDirectories(path.resolveSibling(""));
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return root;
    }

    /**
     * Copies a team's own consensus directory, without what agents keep of their runs in {@code .devops}.
     *
     * @param consensus which is left as it is
     * @param directory in which a directory {@code consensus} is made
     * @return that directory, absolute
     * @throws UncheckedIOException if it cannot be read or written, or is there already: nothing is written over
     */
    public static Path copyOf(Path consensus, Path directory) {
        Path root = made(directory);
        try (Stream<Path> found = Files.walk(consensus)) {
            for (Path file : found.toList()) {
                Path path = consensus.relativize(file);
                Path copy = root.resolve(path.toString());
                if (path.startsWith(OWN) || file.equals(consensus)) {
                    continue;
                }
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return root;
    }

    private static Path made(Path directory) {
        Path root = directory.resolve("consensus").toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            return Files.createDirectory(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String epicId() {
        return epic.or(() -> JsonDocument.parsed(files.getOrDefault(PLAN, "")).flatMap(plan -> plan.text("/epic_id")))
                .orElse(EPIC);
    }

    private String passingTests() {
        return """
                {
                  "epic_id": EPIC,
                  "scenarios": [ {"id": "T-1", "type": "e2e", "description": "it works", "status": "pass"} ]
                }
                """.replace("EPIC", JsonDocument.quoted(epicId()));
    }

    private String status() {
        return """
                {
                  "epic_id": EPIC,
                  "tier": TIER,
                  "phase": PHASE,
                  "mode": MODE,
                  "iteration": ITERATION,
                  "approvals": [APPROVALS],
                  "blockers": [BLOCKERS],
                  "updated_at": CREATED_AT,
                  "updated_by": "qa"
                }
                """.replace("TIER", JsonDocument.quoted(tier))
                .replace("PHASE", JsonDocument.quoted(phase))
                .replace("MODE", JsonDocument.quoted(mode))
                .replace("ITERATION", Integer.toString(iteration))
                .replace("CREATED_AT", JsonDocument.quoted(CREATED_AT))
                .replace("EPIC", JsonDocument.quoted(epicId()))
                .replace(
                        "APPROVALS",
                        approvals.stream().map(JsonDocument::quoted).collect(Collectors.joining(", ")))
                .replace("BLOCKERS", String.join(", ", blockers));
    }
}
