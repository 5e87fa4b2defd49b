package io.github.devopsagent.shell.internal.log;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.internal.kept.KeptFile;
import io.github.devopsagent.text.VisibleText;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Counts the lines that a log has had since the run looked at it for the first time, and prints the number as the last
 * line of its output. The first look makes the mark, and finds none.
 */
public final class LogExecutor implements StepExecutor {

    private static final int LONGEST_EXCERPT = 300;

    private final Optional<Path> root;

    /** Takes where logs may be read; empty for the step's directory. */
    public LogExecutor(Optional<Path> root) {
        this.root = root;
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        return LogInput.read(input).fold(why -> Optional.of(StepFinding.cannotRun(why)), log -> {
            try {
                return place(context).find(log.file()).isPresent()
                        ? Optional.empty()
                        : Optional.of(StepFinding.missingNow(missing(log)));
            } catch (LogFault e) {
                return Optional.of(StepFinding.cannotRun(e.reason()));
            }
        });
    }

    @Override
    public StepResult execute(StepRequest step) throws IOException {
        Either<String, LogInput> input = LogInput.read(step.input());
        if (input.isLeft()) {
            return new NotStarted(input.getLeft());
        }
        try {
            return count(input.get(), step);
        } catch (LogFault e) {
            return StepResult.failure(VisibleText.of(e.reason()));
        }
    }

    private StepResult count(LogInput input, StepRequest step) throws IOException, LogFault {
        KeptFile kept = KeptFile.of(
                step.attempt().scratch(),
                "log-mark",
                input.file() + "\0" + input.pattern().pattern());
        Optional<LogMemory> memory = kept.find(LogMemory::of);
        LogPlace place = place(step.context());
        Optional<Path> file = place.find(input.file());
        LineCounter counter = new LineCounter(new BoundedPattern(input.pattern()), step.timeout());
        if (file.isEmpty()) {
            if (memory.isEmpty()) {
                RotatedLogs rotated = RotatedLogs.beside(place.missing(input.file()));
                kept.keep(new LogMemory(LogMark.ofNone(), rotated).text());
                // Of a log that nobody has written there are no lines: all of it will be new.
                step.output().line("none");
            }
            throw new LogFault(missing(input));
        }
        RotatedLogs rotated = RotatedLogs.beside(file.get());
        LogLook look =
                memory.isPresent() ? LogLook.since(memory.get(), file.get(), counter) : LogLook.first(file.get());
        kept.keep(new LogMemory(look.mark(), rotated).text());
        counter.kept().forEach(line -> step.output().line(VisibleText.of(shortened(line))));
        if (!look.isComplete()) {
            throw new LogFault("the log " + input.file() + " was rotated or truncated, and what was written before that"
                    + " is not found beside it (compressed or deleted?), so that lines may be missing; "
                    + look.mark().matches() + " match that are there");
        }
        step.output().line(String.valueOf(look.mark().matches()));
        return StepResult.success(String.valueOf(look.mark().matches()));
    }

    /** Never within a word: the first half of a secret would not be masked. */
    private static String shortened(String line) {
        if (line.length() <= LONGEST_EXCERPT) {
            return line;
        }
        return line.substring(0, line.lastIndexOf(' ', LONGEST_EXCERPT) + 1) + "… (" + line.length() + " characters)";
    }

    private LogPlace place(ExecutionContext context) {
        return new LogPlace(root.orElse(context.workingDirectory()), context.workingDirectory());
    }

    private static String missing(LogInput input) {
        return "the log " + input.file() + " does not exist";
    }
}
