package io.github.devopsagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A consensus directory on the disk. Whatever an agent writes into it must be valid. */
@SuppressWarnings("exports")
public final class ConsensusDirectory {

    private static final Pattern RUN = Pattern.compile("DEVOPS_RUN=[0-9a-f-]{36}");

    /** A journal tells who wrote it, and so does what has its digest. */
    private static final Pattern DIGEST =
            Pattern.compile("(\"bytes\" : \\d+|\"deployment_id\" : \"DEP-\\d+\"),\\s*\"sha256\" : \"[0-9a-f]{64}\"");

    public static final Clock CLOCK = Clock.fixed(Instant.parse("2025-12-31T14:00:00.987Z"), ZoneOffset.UTC);

    private static final Duration NEXT = Duration.ofMillis(1);
    private static final HealthCheck.Timing AT_ONCE =
            new HealthCheck.Timing(Duration.ZERO, Duration.ZERO, NEXT, Duration.ofSeconds(20), 1, 1);

    private final Path root;

    public ConsensusDirectory(Path root) {
        this.root = root;
    }

    public Path path() {
        return root;
    }

    public Path path(String file) {
        return root.resolve(file);
    }

    /** An agent that loses no time: each check is asked once, monitoring takes one sample, the clock stands still. */
    public TestBuilder agent(StepExecutor shell) {
        TestBuilder agent = TestBuilder.anAgent();
        if (shell instanceof ScriptedShell scripted && scripted.hasNeighbour()) {
            agent.listener(scripted.neighbour());
        }
        return agent.consensus(root)
                .withoutDiscovery()
                .executor("shell", shell)
                .workingDirectory(root)
                .healthCheckTiming(AT_ONCE)
                .monitoring(new Monitoring(Duration.ZERO, NEXT, 0))
                .settling(cancellation -> false)
                .brakePause(cancellation -> false)
                .clock(CLOCK);
    }

    public Outcome run(StepExecutor shell) {
        return run(shell, agent -> agent);
    }

    public Outcome run(StepExecutor shell, UnaryOperator<TestBuilder> with) {
        Outcome outcome = run(with.apply(agent(shell)).build());
        if (shell instanceof ScriptedShell scripted) {
            scripted.requireNothingWrong();
        }
        return outcome;
    }

    /** Runs an agent. A refusal leaves everything as it was; anything else leaves only what is valid. */
    public Outcome run(DevOpsAgent agent) {
        SortedMap<String, String> before = files();
        Outcome outcome = agent.run();
        assertThat(Schemas.OUTCOME.errorsIn(outcome.toJson()))
                .as(outcome.toJson())
                .isEmpty();
        if (outcome instanceof Outcome.Refused) {
            assertThat(files()).as("after " + outcome).isEqualTo(before);
        } else {
            assertValid();
        }
        return outcome;
    }

    public void assertValid() {
        assertThat(Schemas.STATUS.errorsIn(bytes("status.json"))).isEmpty();
        for (String file : paths()) {
            if (file.matches("artifacts/deployment\\.json|artifacts/deployments/[^/]*\\.json")) {
                assertThat(Schemas.OUR_DEPLOYMENT.errorsIn(bytes(file)))
                        .as(text(file))
                        .isEmpty();
            } else if (file.matches("messages/inbox/(?!devops/).*\\.json")) {
                assertThat(Schemas.MESSAGE.errorsIn(bytes(file))).as(text(file)).isEmpty();
            }
        }
    }

    /** Everything but what is the agent's own: for each path its kind, permissions, time of change, and content. */
    public SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        // Not by its name: what is no UTF-8 is lost in that.
        found().forEach(path -> files.put(root.relativize(path).toString(), describe(path)));
        return files;
    }

    private List<String> paths() {
        return found().stream().map(path -> root.relativize(path).toString()).toList();
    }

    private List<Path> found() {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !path.startsWith(root.resolve(".devops")))
                    .filter(path -> !path.equals(root))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(Path path) {
        try {
            String kind = Files.readAttributes(path, "unix:mode,lastModifiedTime,ino", LinkOption.NOFOLLOW_LINKS)
                    .toString();
            // A directory changes with the agent's own beside it.
            if (Files.isDirectory(path)) {
                return "directory";
            }
            return kind + (Files.isRegularFile(path) ? HexFormat.of().formatHex(Files.readAllBytes(path)) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean has(String file) {
        return Files.exists(root.resolve(file));
    }

    public byte[] bytes(String file) {
        try {
            return Files.readAllBytes(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /**
     * A file as it would be in any other directory and run, so that the documents of two can be compared byte for byte:
     * the command of a rollback and the digest of the journal tell both.
     */
    public String comparable(String file) {
        String ofAnyRun =
                RUN.matcher(text(file).replace(root.toString(), "@CONSENSUS@")).replaceAll("DEVOPS_RUN=@RUN@");
        return DIGEST.matcher(ofAnyRun).replaceAll("@DIGEST@");
    }

    public JsonNode json(String file) {
        return JsonMapper.shared().readTree(bytes(file));
    }

    public JsonNode status() {
        return json("status.json");
    }

    public JsonNode deployment() {
        return json("artifacts/deployment.json");
    }

    /** What the steps of the latest deployment came to: {@code place=status}. */
    public List<String> steps() {
        return deployment().path("steps_executed").values().stream()
                .flatMap(stage -> stage.path("steps").values().stream())
                .map(step -> step.path("place").asString() + "="
                        + step.path("status").asString())
                .toList();
    }

    /** What the stages of the latest deployment came to: {@code stage=status}. */
    public List<String> stages() {
        return deployment().path("steps_executed").values().stream()
                .map(stage -> stage.path("step").asString() + "="
                        + stage.path("status").asString())
                .toList();
    }

    /** The open blockers: {@code type by: reason}. */
    public List<String> blockers() {
        return status().path("blockers").values().stream()
                .map(blocker -> blocker.path("type").asString() + " "
                        + blocker.path("by").asString() + ": "
                        + blocker.path("reason").asString())
                .toList();
    }

    public List<String> approvals() {
        return status().path("approvals").values().stream()
                .map(JsonNode::asString)
                .toList();
    }

    public String phase() {
        return status().path("phase").asString();
    }

    public int iteration() {
        return status().path("iteration").asInt();
    }

    /** The names of the messages that a role got. */
    public List<String> inboxOf(String role) {
        return names("messages/inbox/" + role);
    }

    /** The only message that a role got. */
    public JsonNode messageTo(String role) {
        List<String> names = inboxOf(role);
        assertThat(names).as("messages to " + role).hasSize(1);
        return json("messages/inbox/" + role + "/" + names.get(0));
    }

    /** The names of what lies in a directory; empty if it is not there. */
    public List<String> names(String directory) {
        if (!Files.isDirectory(root.resolve(directory))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the epic deployed once more, as whoever wants that does: what was deployed counts for its iteration. */
    public ConsensusDirectory toBeDeployedAgain() {
        edit("status.json", "\"phase\": \"done\"", "\"phase\": \"deployment\"");
        return inNextIteration();
    }

    public ConsensusDirectory inNextIteration() {
        return edit("status.json", "\"iteration\": " + iteration(), "\"iteration\": " + (iteration() + 1));
    }

    /** Replaces a text in a file, as another role would. */
    public ConsensusDirectory edit(String file, String old, String now) {
        String before = text(file);
        assertThat(before).contains(old);
        return write(file, before.replace(old, now));
    }

    public ConsensusDirectory write(String file, String text) {
        try {
            Files.createDirectories(root.resolve(file).resolveSibling(""));
            Files.writeString(root.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ConsensusDirectory delete(String file) {
        try {
            Files.delete(root.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
