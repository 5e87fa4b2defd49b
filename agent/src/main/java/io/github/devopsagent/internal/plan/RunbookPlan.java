package io.github.devopsagent.internal.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.barestring.WrittenCommands;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.script.Runbook;
import io.github.devopsagent.script.Runbook.ProposedStep;
import io.github.devopsagent.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a plan could be whose steps are the text of a runbook.
 *
 * @param json the same plan, in which commands that stand in these texts are steps
 * @param leftOut what of these texts is not in it, each with the reason
 */
public record RunbookPlan(String json, List<String> leftOut) {

    private static final int LONGEST_LINE = 300;

    /** What makes an entry of a list of a line. */
    private static final Pattern ENTRY = Pattern.compile("\\s*(?:[-*+\\u2022]|\\(?\\d{1,3}[.)])\\s+");

    private static final String ROLLBACK_PLAN = "rollback_plan";
    private static final List<String> LISTS = List.of("preflight", "backup", "deployment_steps", "health_checks");

    public RunbookPlan {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Proposes a plan with what a runbook in it would execute.
     *
     * @param plan the file, which was read without faults
     * @param prose the texts of its steps and checks that are read as prose
     * @return what it could be; empty if no command stands in these texts
     */
    public static Optional<RunbookPlan> of(byte[] plan, Set<String> prose) {
        return prose.isEmpty() || !(TrustedJson.read(plan) instanceof ObjectNode root)
                ? Optional.empty()
                : new Search(Set.copyOf(prose), new ArrayList<>()).proposal(root);
    }

    private record Search(Set<String> prose, List<String> leftOut) {

        private Optional<RunbookPlan> proposal(ObjectNode root) {
            boolean proposes = false;
            for (String list : LISTS) {
                proposes |= replace(root, list, false);
            }
            if (root.path(ROLLBACK_PLAN) instanceof ObjectNode inside) {
                for (String list : PlanVocabulary.STEP_LISTS) {
                    proposes |= replace(inside, list, true);
                }
            } else {
                proposes |= replace(root, ROLLBACK_PLAN, true);
            }
            return proposes
                    ? Optional.of(new RunbookPlan(new String(TrustedJson.pretty(root), UTF_8), leftOut))
                    : Optional.empty();
        }

        private boolean replace(ObjectNode object, String name, boolean undoes) {
            JsonNode list = object.path(name);
            List<JsonNode> entries = list.isArray() ? List.copyOf(list.values()) : List.of(list);
            Runbook runbook = Runbook.of(entries.stream().map(this::entry).toList(), undoes);
            if (list.isMissingNode() || !runbook.proposes()) {
                return false;
            }
            runbook.leftOut().forEach(each -> leftOut.add(Printable.line(name + ": " + each, LONGEST_LINE)));
            ArrayNode steps = object.putArray(name);
            runbook.steps().forEach(step -> add(step, entries, steps));
            return true;
        }

        private Runbook.RunbookEntry entry(JsonNode node) {
            String text = Script.withLineFeeds(node.asString(""));
            boolean isProse = node.isString() && (text.isBlank() || prose.contains(text));
            return new Runbook.RunbookEntry(isProse ? marked(text) : text, isProse);
        }

        /** All of it is written as commands, or some of its lines are; in a fence they are marked already. */
        private static String marked(String text) {
            Optional<String> all = asMarkdown(text);
            if (all.isPresent() || text.contains("```") || text.contains("~~~")) {
                return all.orElse(text);
            }
            return text.lines().map(line -> asMarkdown(line).orElse(line)).collect(Collectors.joining("\n"));
        }

        private static Optional<String> asMarkdown(String text) {
            Matcher entry = ENTRY.matcher(text);
            String mark = entry.lookingAt() ? entry.group() : "";
            return WrittenCommands.of(text).flatMap(WrittenCommands::asMarkdown).map(commands -> mark + commands);
        }

        private static void add(ProposedStep step, List<JsonNode> entries, ArrayNode steps) {
            if (step instanceof ProposedStep.Kept kept) {
                steps.add(entries.get(kept.entry()));
            } else if (step instanceof ProposedStep.Found found) {
                ObjectNode node = steps.addObject();
                if (!found.name().isEmpty()) {
                    node.put("name", found.name());
                }
                node.put("run", found.run());
            }
        }
    }
}
