package io.github.devopsagent.git.internal.steprecord;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.HeadTransition;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a git step is about to do, noted before it does anything: what is needed to find out whether it is done, and to
 * undo it.
 *
 * @param commit is kept from being collected
 * @param since when it was made, in whole seconds
 * @param notes by name; neither has a line's end
 */
public record StepRecord(ObjectId commit, Instant since, Map<String, String> notes) {

    private static final Pattern FIRST = Pattern.compile("([0-9a-f]{40}) (-?[0-9]{1,15})");

    private static final String OPERATION = "operation";
    private static final String RUN = "run";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String PROCESS = "process";

    /** No other process has it, wherever and whenever it runs. */
    private static final String THIS_PROCESS = UUID.randomUUID().toString();

    public StepRecord {
        notes = Map.copyOf(notes);
    }

    public static StepRecord of(String operation, ObjectId commit) {
        return new StepRecord(
                commit,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Map.of(OPERATION, operation, PROCESS, THIS_PROCESS));
    }

    /** Of a step that moves the work tree. */
    public static StepRecord of(String operation, HeadTransition transition) {
        return of(operation, transition.from().commit())
                .with(FROM, transition.from().line())
                .with(TO, transition.to().line());
    }

    public StepRecord with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(notes);
        more.put(name, value);
        return new StepRecord(commit, since, more);
    }

    /**
     * Since when an attempt that was killed can have left locks; empty if none was: attempts of this process end before
     * another begins, and leave none.
     */
    public Optional<Instant> killedSince() {
        return find(PROCESS).filter(THIS_PROCESS::equals).isPresent() ? Optional.empty() : Optional.of(since);
    }

    StepRecord of(ExecutionContext context) {
        return with(RUN, context.run());
    }

    /** An older one can have the same name, if deployment ids began anew. */
    boolean isOf(ExecutionContext context) {
        return find(RUN).orElse("").equals(context.run());
    }

    public String operation() throws GitRefusal {
        return note(OPERATION);
    }

    public HeadTransition transition() throws GitRefusal {
        return new HeadTransition(head(FROM), head(TO));
    }

    private Head head(String name) throws GitRefusal {
        return Head.read(note(name)).orElseThrow(() -> damaged(name));
    }

    public String note(String name) throws GitRefusal {
        return find(name).orElseThrow(() -> damaged(name));
    }

    public ObjectId id(String name) throws GitRefusal {
        String id = note(name);
        if (!ObjectId.isId(id)) {
            throw damaged(name);
        }
        return ObjectId.fromString(id);
    }

    /** A note that the version before did not make, or another text. */
    public String noteOr(String name, String other) {
        return find(name).orElse(other);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    private static GitRefusal damaged(String name) {
        return new GitRefusal("The record of the step does not say '" + name + "', so it was not made by this agent.");
    }

    String text() {
        return new TreeMap<>(notes)
                .entrySet().stream()
                        .map(note -> note.getKey() + ": " + note.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    static StepRecord read(ObjectId commit, Instant since, String text) {
        return new StepRecord(
                commit,
                since,
                text.lines()
                        .map(line -> line.split(": ", 2))
                        .filter(note -> note.length == 2)
                        .collect(Collectors.toMap(note -> note[0], note -> note[1], (one, other) -> other)));
    }

    /** With all that {@link #text} has not. */
    String ownText() {
        return commit.name() + " " + since.getEpochSecond() + "\n" + text();
    }

    /** Reads what {@link #ownText} has written. */
    static StepRecord readOwn(String text) throws IOException {
        String[] parts = text.split("\n", 2);
        Matcher first = FIRST.matcher(parts[0]);
        if (parts.length != 2 || !first.matches()) {
            throw new IOException("The run's own record of the step is damaged.");
        }
        return read(
                ObjectId.fromString(first.group(1)), Instant.ofEpochSecond(Long.parseLong(first.group(2))), parts[1]);
    }
}
