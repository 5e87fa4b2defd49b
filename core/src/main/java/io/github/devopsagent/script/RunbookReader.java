package io.github.devopsagent.script;

import io.github.devopsagent.script.Runbook.ProposedStep;
import io.github.devopsagent.script.Runbook.RunbookEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a runbook line by line, and remembers what is said before a command. */
final class RunbookReader {

    private static final Pattern COMMENT = Pattern.compile("(?m)(?:^|\\s)#(?!!)#*[ \\t]*(\\S.*)$");

    /** A heading, and how far down it is. */
    private record Section(int level, String title) {}

    private final List<ProposedStep> steps = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> shell = new ArrayList<>();
    private final Deque<Section> sections = new ArrayDeque<>();
    private final boolean undoes;
    private String heading = "";
    private String said = "";
    private String lead = "";
    /** How far it is indented, if it is an entry of a list: the next entry of that list is not what it says. */
    private int saidEntry = -1;

    private String session = "";
    private String inner = "";
    private boolean isShellUsed = true;
    private boolean isComment;
    private Optional<RunbookFence> fence = Optional.empty();

    RunbookReader(boolean undoes) {
        this.undoes = undoes;
    }

    void read(RunbookEntry entry, int number) {
        if (!entry.prose() && fence.isEmpty()) {
            leaveOutSaid();
            lead = "";
            steps.add(new ProposedStep.Kept(number));
            return;
        }
        entry.text().lines().forEach(this::read);
    }

    private void read(String line) {
        if (fence.isPresent()) {
            readInside(fence.get(), line);
        } else if (isComment || line.contains("<!--")) {
            isComment = line.lastIndexOf("-->") < Math.max(0, line.lastIndexOf("<!--"));
            if (!line.isBlank()) {
                leaveOut(line.strip(), "it is a comment");
            }
        } else {
            fence = RunbookFence.openedBy(line);
            readOutside(line);
        }
    }

    private void readInside(RunbookFence open, String line) {
        if (open.isClosedBy(line)) {
            fence = Optional.empty();
            open.script().ifPresentOrElse(run -> found("", run), () -> leaveOut(open.shown(), open.reason()));
        } else {
            open.add(line);
        }
    }

    private void readOutside(String text) {
        RunbookLine line = RunbookLine.of(text);
        int entry = RunbookLine.entry(text);
        boolean isCommand = fence.isPresent() || line.kind() == RunbookLine.LineKind.COMMAND;
        if (isCommand && entry >= 0 && entry <= saidEntry) {
            leaveOutSaid();
        }
        if (fence.isEmpty()) {
            read(line);
        }
        if (line.kind() != RunbookLine.LineKind.BLANK) {
            saidEntry = entry;
        }
    }

    private void read(RunbookLine line) {
        switch (line.kind()) {
            case BLANK -> {}
            case HEADING -> {
                leaveOutSaid();
                lead = "";
                heading = line.text();
                enter(new Section(line.name().length(), heading));
            }
            case COMMAND -> found(line.name(), line.text());
            case UNCLEAR -> leaveOut(line.text(), line.name());
            case PROSE -> {
                leaveOutSaid();
                said = line.text();
                lead = said;
            }
        }
    }

    private void enter(Section section) {
        while (!sections.isEmpty() && sections.peek().level() >= section.level()) {
            sections.pop();
        }
        sections.push(section);
    }

    private void found(String name, String run) {
        String what = !name.isEmpty() ? name : !said.isEmpty() ? said : heading;
        if (!name.isEmpty()) {
            leaveOutSaid();
        }
        Optional<String> against = against(name.isEmpty() ? said : name);
        Optional<String> commented = againstCommented(run);
        if (against.isPresent()) {
            leaveOut(run, against.get());
        } else if (run.lines().anyMatch(RunbookLine::isMarked)) {
            leaveOut(
                    run,
                    "its backticks would execute what the command between them prints; $(…) says that it is meant");
        } else if (!session.isEmpty() || RunbookSession.isOpenedBy(run)) {
            session = session.isEmpty() ? run : session;
            leaveOut(
                    run,
                    "it is for what '" + session + "' opens, which no step goes on in; write one command, as in"
                            + " ssh host 'command'");
        } else if (commented.isPresent()) {
            leaveOut(run, commented.get());
        } else if (RunbookSession.isChangeOfShell(run)) {
            shell.add(run);
            isShellUsed = false;
            return;
        } else {
            if (!inner.isEmpty()) {
                leaveOut(inner, "it holds for the step in which it stands, and not for those that follow");
            }
            inner = RunbookSession.changeOfShell(run).orElse("");
            isShellUsed = true;
            List<String> script = new ArrayList<>(shell);
            script.add(run);
            steps.add(new ProposedStep.Found(what, String.join("\n", script)));
        }
        said = "";
        heading = "";
    }

    private Optional<String> against(String what) {
        Stream<Optional<String>> sentences =
                Stream.of(what, lead).map(each -> because(each, RunbookWords.against(each, undoes)));
        Stream<Optional<String>> headings = sections.stream()
                .map(Section::title)
                .map(each -> because(each, RunbookWords.againstHeaded(each, undoes)));
        return Stream.concat(sentences, headings).flatMap(Optional::stream).findFirst();
    }

    /** A script may have the steps of another time below a comment that says so. */
    private Optional<String> againstCommented(String run) {
        return COMMENT.matcher(run)
                .results()
                .map(comment -> comment.group(1))
                .map(said -> RunbookWords.againstCommented(said, undoes)
                        .map(why -> "its comment '" + said + "' is one " + why))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> because(String title, Optional<String> against) {
        return against.map(why -> "it stands under '" + title + "', " + why);
    }

    /** What no command followed. */
    private void leaveOutSaid() {
        if (!said.isEmpty()) {
            leaveOut(said, "no command is given with it");
            said = "";
        }
    }

    private void leaveOut(String text, String why) {
        leftOut.add("'" + text + "': " + why);
    }

    Runbook end() {
        fence.ifPresent(open -> leaveOut(open.shown(), "its fence is not closed"));
        leaveOutSaid();
        if (!isShellUsed) {
            leaveOut(String.join("; ", shell), "it changes only the shell that executes it, and no command follows");
        }
        return new Runbook(steps, leftOut);
    }
}
