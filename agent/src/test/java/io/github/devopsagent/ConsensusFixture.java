package io.github.devopsagent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Describes a consensus directory. Unless it says otherwise, everything is there and a deployment may happen. */
public final class ConsensusFixture {

    public static final String EPIC = "EP-1";

    private static final String PLAN = """
            {
              "epic_id": "EP-1",
              "deployment_steps": [ {"run": "deploy"} ],
              "rollback_plan": {"run": "undo"},
              "health_checks": [ {"run": "check"} ]
            }
            """;

    private static final String TEST_RESULTS = """
            {
              "epic_id": "EP-1",
              "scenarios": [ {"id": "T-1", "type": "e2e", "description": "it works", "status": "pass"} ],
              "coverage": {"lines": 92.50, "branches": 80}
            }
            """;

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final List<String> approvals = new ArrayList<>(List.of("developer", "qa"));
    private final List<String> blockers = new ArrayList<>();
    private String phase = "deployment";
    private String tier = "standard";
    private int iteration = 1;
    private boolean status = true;

    private ConsensusFixture() {
        withPlan(PLAN);
        withTestResults(TEST_RESULTS);
    }

    public static ConsensusFixture aConsensus() {
        return new ConsensusFixture();
    }

    public ConsensusFixture withPlan(String json) {
        return withFile("artifacts/plan.json", json);
    }

    /** A plan of the usual epic, of the given fields, with a health check unless it names some. */
    public ConsensusFixture withPlanOf(String fields) {
        String checks = fields.contains("\"health_checks\"") ? "" : ", \"health_checks\": [ {\"run\": \"check\"} ]";
        return withPlan("{ \"epic_id\": \"EP-1\", " + fields + checks + " }");
    }

    public ConsensusFixture withoutPlan() {
        files.remove("artifacts/plan.json");
        return this;
    }

    public ConsensusFixture withTestResults(String json) {
        return withFile("artifacts/test_results.json", json);
    }

    public ConsensusFixture withScenarios(String scenarios) {
        return withTestResults("{ \"epic_id\": \"EP-1\", \"scenarios\": [ " + scenarios + " ] }");
    }

    public ConsensusFixture withoutTestResults() {
        files.remove("artifacts/test_results.json");
        return this;
    }

    public ConsensusFixture withoutQaApproval() {
        approvals.remove("qa");
        return this;
    }

    public ConsensusFixture approvedBy(String role) {
        approvals.add(role);
        return this;
    }

    public ConsensusFixture inPhase(String label) {
        phase = label;
        return this;
    }

    public ConsensusFixture inTier(String label) {
        tier = label;
        return this;
    }

    public ConsensusFixture atIteration(int number) {
        iteration = number;
        return this;
    }

    public ConsensusFixture withBlocker(String type, String by, String reason) {
        blockers.add("{ \"type\": \"" + type + "\", \"by\": \"" + by + "\", \"reason\": \"" + reason
                + "\", \"created_at\": \"2025-12-30T08:00:00Z\" }");
        return this;
    }

    public ConsensusFixture withInboxFile(String name, String text) {
        return withFile("messages/inbox/devops/" + name, text);
    }

    public ConsensusFixture withHistory(String lines) {
        return withFile("status_history.jsonl", lines);
    }

    public ConsensusFixture withStatus(String json) {
        status = false;
        return withFile("status.json", json);
    }

    public ConsensusFixture withoutStatus() {
        status = false;
        return this;
    }

    public ConsensusFixture withFile(String path, String text) {
        return withFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public ConsensusFixture withFile(String path, byte[] bytes) {
        if (path.equals("status.json")) {
            status = false;
        }
        files.put(path, bytes);
        return this;
    }

    /** Writes it to a directory. */
    public ConsensusDirectory in(Path directory) {
        Path root = directory.resolve("consensus");
        try {
            Files.createDirectories(root.resolve("artifacts"));
            Files.createDirectories(root.resolve("messages/inbox/devops"));
            if (status) {
                Files.writeString(root.resolve("status.json"), status());
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = root.resolve(file.getKey());
                Files.createDirectories(path.resolveSibling(""));
                Files.write(path, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConsensusDirectory(root);
    }

    private String status() {
        String quoted = approvals.stream().map(role -> "\"" + role + "\"").collect(Collectors.joining(", "));
        return """
                {
                  "epic_id": "EP-1",
                  "tier": "TIER",
                  "phase": "PHASE",
                  "mode": "full",
                  "iteration": NUMBER,
                  "approvals": [APPROVALS],
                  "blockers": [BLOCKERS],
                  "workstreams": [ { "id": "WS-01", "title": "the\\u0020feature", "status": "done" } ],
                  "updated_at": "2025-12-30T08:00:00Z",
                  "updated_by": "qa"
                }
                """.replace("TIER", tier)
                .replace("PHASE", phase)
                .replace("NUMBER", Integer.toString(iteration))
                .replace("APPROVALS", quoted)
                .replace("BLOCKERS", String.join(", ", blockers));
    }
}
