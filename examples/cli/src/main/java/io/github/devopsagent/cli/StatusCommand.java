package io.github.devopsagent.cli;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DeploymentHistory.PastDeployment;
import io.github.devopsagent.DeploymentHistory.UnreadableRecord;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.domain.Deployment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code status}: what is under way, where the epic stands, what holds, what came last. */
@Command(
        name = "status",
        description = "Tells which run is under way or unfinished, the phase and what blocks the epic, what holds"
                + " deployments, and how the last one ended. Nothing is changed, locked or executed.",
        footer = {
            "",
            "Exits with 0; with 20 if a run is unfinished, or an agent works on the directory;",
            "with 1 if status.json cannot be read, or the newest record cannot be read or",
            "contradicts itself, so that nobody can tell from it what is deployed; with 15 if",
            "a rollback has failed, and nothing was deployed or rolled back since: a person",
            "is needed."
        })
final class StatusCommand extends Subcommand {

    /** Beside those of runs that were aborted, which change nothing. */
    static final String NEWEST = "the newest record of what may be deployed, ";

    StatusCommand(Streams streams) {
        super(streams);
    }

    @Override
    int carryOut() {
        Path directory = existingConsensus();
        EpicState state = new EpicState(
                DevOpsAgent.inspect(directory),
                StatusDocument.of(directory),
                new Hold(directory),
                DevOpsAgent.history(directory));
        answer(state.json(), state.text());
        return state.unfinished().isPresent()
                ? ProgramExit.UNFINISHED
                : state.isInDoubt()
                        ? ProgramExit.FAILURE
                        : state.needsPerson() ? ProgramExit.ROLLBACK_FAILED : ProgramExit.OK;
    }

    /** Only its records are told: a directory may have those of earlier epics as well. */
    static String ofEpic(DeploymentHistory history) {
        return history.epicId().map(" of "::concat).orElse("");
    }

    /** What is unfinished, and what a person has to do about it. */
    static List<String> unfinished(UnfinishedRun run) {
        String found = "unfinished (" + run.life().name().toLowerCase(Locale.ROOT) + "): " + run.summary();
        return run.life() == UnfinishedRun.Life.ALIVE
                ? List.of(found)
                : List.of(
                        found,
                        "to do: "
                                + (run.life() == UnfinishedRun.Life.UNKNOWN
                                        ? "see on its machine whether the agent still works; if not, "
                                        : "")
                                + "run goes on with it, forward or back, and verifies that; if no agent can, bring the system"
                                + " into a known state, and record that with give-up");
    }

    private record EpicState(
            Optional<UnfinishedRun> unfinished,
            Optional<StatusDocument> document,
            Hold hold,
            DeploymentHistory history) {

        boolean isInDoubt() {
            return history.epicId().isEmpty()
                    || history.newestUnreadable().isPresent()
                    || deciding()
                            .filter(last -> !last.contradictions().isEmpty())
                            .isPresent();
        }

        /** The newest that can be read, and was not aborted before it changed something. */
        private Optional<PastDeployment> deciding() {
            return history.deployments().stream()
                    .filter(each -> each.result() != Deployment.Result.ABORTED
                            || !each.contradictions().isEmpty())
                    .findFirst();
        }

        /** The newest cannot be relied on or its rollback has failed, and nothing was deployed or rolled back since. */
        boolean needsPerson() {
            return history.needsPerson().isPresent();
        }

        String text() {
            List<String> lines = new ArrayList<>();
            lines.add("epic: " + history.epicId().orElse("unknown, since status.json cannot be read"));
            lines.addAll(unfinished.map(StatusCommand::unfinished).orElse(List.of("no run is unfinished")));
            document.flatMap(StatusDocument::phase).ifPresent(phase -> lines.add("phase: " + phase));
            document.ifPresent(known -> known.blockerLines().forEach(line -> lines.add("blocked: " + line)));
            List<String> holds = hold.files();
            if (holds.isEmpty()) {
                lines.add("no HOLD file");
            }
            holds.forEach(file -> lines.add(
                    "ON HOLD by " + file + hold.reason(file).map(": "::concat).orElse("")));
            history.newestUnreadable()
                    .map(UnreadableRecord::toString)
                    .ifPresent(newest -> lines.add("IN DOUBT: " + NEWEST + newest));
            lines.add(history.deployments().stream()
                    .findFirst()
                    .map(last ->
                            (history.newestUnreadable().isPresent() ? "the last that can be read: " : "last: ") + last)
                    .orElse("no deployment" + ofEpic(history) + " is recorded yet"));
            if (needsPerson()) {
                String id = history.newestUnreadable()
                        .flatMap(UnreadableRecord::deploymentId)
                        .or(() -> deciding().map(PastDeployment::deploymentId))
                        .orElseThrow();
                lines.add("A PERSON IS NEEDED: look at what is deployed; report " + id
                        + " tells what is in doubt, and what to do");
            }
            return TerminalText.text(String.join("\n", lines));
        }

        String json() {
            ObjectNode status = Json.object("status");
            history.epicId().ifPresent(epic -> status.put("epic_id", epic));
            unfinished.ifPresent(run -> status.set("unfinished", Json.read("the unfinished run", run.toJson())));
            document.flatMap(StatusDocument::phase).ifPresent(phase -> status.put("phase", phase));
            document.ifPresent(known -> known.blockers().forEach(status.putArray("blockers")::add));
            hold.files().forEach(status.putArray("on_hold")::add);
            JsonNode all = Json.read("the history", history.toJson());
            history.newestUnreadable().ifPresent(newest -> status.putObject("newest_unreadable")
                    .put("file", newest.file())
                    .put("reason", newest.reason()));
            all.path("deployments").values().stream()
                    .findFirst()
                    .ifPresent(last -> status.set("last_deployment", last));
            history.needsPerson().ifPresent(why -> status.put("needs_person", why));
            return status.toString();
        }
    }
}
