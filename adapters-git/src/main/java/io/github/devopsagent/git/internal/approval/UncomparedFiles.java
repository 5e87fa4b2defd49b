package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.tested.PlannedAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the plan's commands name in the consensus directory, such as scripts: it is compared with nothing that was approved,
 * since agents write there until the end.
 */
record UncomparedFiles(ConsensusPlace place) {

    /** What is compared, or changes in every run. */
    private static final List<Path> KNOWN = List.of(
            Path.of(Plan.FILE),
            Path.of(TestResults.FILE),
            Path.of("artifacts/deployment.json"),
            Path.of("artifacts/deployments"),
            Path.of(Status.FILE),
            Path.of("status_history.jsonl"),
            Path.of("HOLD"),
            Path.of("messages"),
            Path.of(".devops"));

    private static final Pattern WRITTEN = Pattern.compile(">>?\\s*\\S+");
    private static final Pattern WORD = Pattern.compile("[^\\s'\"`;|&<>()=]+");
    private static final Pattern VARIABLE = Pattern.compile("^\\$\\{?\\w+}?/");

    /** At most one. */
    List<String> warnings(Plan plan, Path workingDirectory) {
        Set<String> named = new TreeSet<>();
        for (PlannedAction planned : PlannedAction.of(plan, workingDirectory)) {
            for (String text : texts(planned.action().use().input().values())) {
                for (String word : WORD.matcher(WRITTEN.matcher(text).replaceAll(" "))
                        .results()
                        .map(MatchResult::group)
                        .toList()) {
                    add(word, planned.directory(), named);
                }
            }
        }
        return named.isEmpty()
                ? List.of()
                : List.of("the plan names what lies in the consensus directory, where plan and test results alone are"
                        + " compared with what was approved: " + FirstPaths.of(List.copyOf(named))
                        + ". Keep it elsewhere in the repository");
    }

    private static List<String> texts(Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> texts.addAll(texts(each)));
        } else if (value instanceof Iterable<?> list) {
            list.forEach(each -> texts.addAll(texts(each)));
        } else if (value instanceof String text) {
            texts.add(text);
        }
        return texts;
    }

    /** From where the step runs, or from the consensus directory, if it goes there first. */
    private void add(String word, Path directory, Set<String> named) {
        String path = VARIABLE.matcher(word).replaceFirst("");
        try {
            for (Path file : List.of(directory.resolve(path), place.directory().resolve(path))) {
                Path name = file.getFileName();
                Path parent = file.toAbsolutePath().getParent();
                if (name != null && parent != null && Files.exists(file)) {
                    // Of a link the link itself can be changed, and what it leads to.
                    addIfInside(parent.toRealPath().resolve(name), named);
                    addIfInside(file.toRealPath(), named);
                    return;
                }
            }
        } catch (InvalidPathException | IOException e) {
            // It is no name of a file, or of none any more.
        }
    }

    private void addIfInside(Path file, Set<String> named) {
        Path found = file.normalize();
        Path inside = found.startsWith(place.directory()) ? place.directory().relativize(found) : Path.of("");
        boolean isKnown = KNOWN.stream().anyMatch(known -> inside.startsWith(known) || known.startsWith(inside));
        if (!inside.toString().isEmpty() && !isKnown) {
            named.add(PrintableText.of(place.path() + inside, PrintableText.NAME));
        }
    }
}
