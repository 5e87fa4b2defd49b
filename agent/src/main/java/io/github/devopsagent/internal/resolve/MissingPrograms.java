package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.commandline.ProgramName;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepFinding.Certainty;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Programs of a plan that are not installed: whether an earlier step brings them, and what is said of them. It is said
 * once, however many steps need one.
 */
final class MissingPrograms {

    private static final String BROUGHT = "; an earlier step may bring it";
    private static final String FIX = "; install it, or correct the name";

    private final List<String> earlier = new ArrayList<>();
    private final Set<String> messages = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /** Takes note of what a step does that comes before those that are judged from now on. */
    void precede(String command) {
        earlier.add(command);
    }

    /**
     * Judges what was found.
     *
     * @param finding of a step's executor
     * @param command the step's command
     * @param isBare whether it is a bare string, for which nobody vouches
     * @return one that cannot run, if nothing shows that a step brings its program
     */
    StepFinding judge(StepFinding finding, String command, boolean isBare) {
        if (finding.certainty() != Certainty.NOT_INSTALLED) {
            return finding;
        }
        finding.note().ifPresent(notes::add);
        boolean isBrought = ProgramName.of(command)
                .filter(program -> earlier.stream().anyMatch(program::isHandledBy))
                .isPresent();
        String message = finding.message() + (isBrought || (!isBare && !earlier.isEmpty()) ? BROUGHT : FIX);
        messages.add(message);
        if (isBrought) {
            return StepFinding.notInstalled(message, finding.note());
        }
        return isBare ? StepFinding.cannotRun(message) : StepFinding.missingNow(message);
    }

    /** The same findings, with those of one program as one, and with where it was looked for. */
    List<Finding> once(List<Finding> findings) {
        List<Finding> all = new ArrayList<>();
        for (Finding finding : findings) {
            all.add(withFix(finding));
        }
        for (String message : messages) {
            merge(all, message);
        }
        for (String note : notes) {
            all.add(new Finding(Severity.NOTE, "PATH", note));
        }
        return all;
    }

    /** No step that may come before is a comfort where the run is aborted for it, as for the only way back. */
    private Finding withFix(Finding finding) {
        if (finding.severity() != Severity.ERROR || messages.isEmpty()) {
            return finding;
        }
        Optional<String> program = messages.stream()
                .filter(message ->
                        message.endsWith(BROUGHT) && finding.message().endsWith("': " + message))
                .findFirst()
                .map(message -> message.substring(0, message.length() - BROUGHT.length()));
        return program.map(name -> {
                    messages.add(name + FIX);
                    String before =
                            finding.message().substring(0, finding.message().length() - BROUGHT.length());
                    return new Finding(finding.severity(), finding.path(), before + FIX);
                })
                .orElse(finding);
    }

    private static void merge(List<Finding> all, String message) {
        List<Finding> same = all.stream()
                .filter(finding -> finding.message().endsWith("': " + message))
                .toList();
        if (same.size() < 2) {
            return;
        }
        Finding first =
                same.stream().min(Comparator.comparing(Finding::severity)).orElseThrow();
        List<String> others = same.stream()
                .filter(finding -> !finding.equals(first))
                .map(Finding::path)
                .toList();
        all.set(
                all.indexOf(first),
                new Finding(
                        first.severity(),
                        first.path(),
                        first.message() + "; so it is with " + String.join(", ", others)));
        all.removeAll(same);
    }
}
