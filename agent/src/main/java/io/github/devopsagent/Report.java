package io.github.devopsagent;

import io.github.devopsagent.DeploymentHistory.PastDeployment;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.document.DeploymentJson;
import io.github.devopsagent.internal.files.RecordFile;
import io.github.devopsagent.internal.files.StatusFile;
import io.github.devopsagent.internal.json.JsonView;
import io.github.devopsagent.internal.page.DecisionPage;
import io.github.devopsagent.internal.page.HistoryPage;
import io.github.devopsagent.internal.page.NoRecordPage;
import io.github.devopsagent.internal.page.RecordContext;
import io.github.devopsagent.internal.page.RecordPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Pages for people: what happened, and what has to be done next, in HTML that stands alone. A page has no script and asks for
 * nothing, so that it can be opened from a file or attached to a message. Whatever a record holds is shown as text.
 *
 * <pre>{@code
 * Files.writeString(Path.of("DEP-001.html"), Report.html(Path.of("consensus"), "DEP-001"));
 * }</pre>
 *
 * <p>{@link DevOpsAgent.Builder#htmlReports()} has the agent write the page of each deployment beside its record.
 */
public final class Report {

    private Report() {}

    /**
     * The page of what a run came to.
     *
     * @param outcome of whatever kind
     * @return a whole HTML document
     */
    public static String html(Outcome outcome) {
        return outcome.fold(
                deployed -> html(deployed.deployment(), outcome),
                DecisionPage::of,
                DecisionPage::of,
                aborted -> html(aborted.deployment(), outcome),
                rolledBack -> html(rolledBack.deployment(), outcome),
                failed -> html(failed.deployment(), outcome),
                DecisionPage::of);
    }

    private static String html(Deployment deployment, Outcome outcome) {
        return RecordPage.of(DeploymentJson.view(deployment), RecordContext.NONE.warning(outcome.warnings()));
    }

    /**
     * The page of a deployment, by its record in {@code artifacts/deployments}, whatever version has written it. It tells as
     * well what became of the deployment later. Nothing is changed.
     *
     * @param consensus the consensus directory
     * @param deploymentId such as {@code DEP-001}
     * @return a whole HTML document. Of a run that has not come to its end it tells what {@link DevOpsAgent#inspect} does; if
     *     there is no record, or what lies in its place is none, it says that
     * @throws IllegalArgumentException if the id is none of a deployment
     * @throws DevOpsAgentException if the directory of the records cannot be listed
     */
    public static String html(Path consensus, String deploymentId) {
        Arguments.requireDeploymentId(deploymentId);
        Path directory = consensus.toAbsolutePath().normalize();
        Optional<UnfinishedRun> unfinished = DevOpsAgent.inspect(directory);
        Predicate<UnfinishedRun> isThis = run -> run.run().equals(Optional.of(deploymentId));
        RecordFile file = RecordFile.of(directory, deploymentId);
        if (!file.isThere()) {
            return unfinished
                    .filter(isThis)
                    .map(NoRecordPage::unfinished)
                    .orElseGet(() -> NoRecordPage.missing(deploymentId));
        }
        return file.read()
                .fold(
                        why -> NoRecordPage.unreadable(deploymentId, why),
                        record -> RecordPage.of(
                                record,
                                deploymentId,
                                context(directory, deploymentId, epic(record), unfinished.filter(isThis.negate()))));
    }

    /** Whose it is, which need not be the epic of {@code status.json} any more. */
    private static Optional<String> epic(byte[] record) {
        return JsonView.document(record).toJavaOptional().flatMap(view -> view.text("epic_id"));
    }

    private static RecordContext context(
            Path consensus, String deploymentId, Optional<String> epic, Optional<UnfinishedRun> unfinished) {
        List<PastDeployment> all = DevOpsAgent.history(consensus, epic).deployments();
        Optional<PastDeployment> self = all.stream()
                .filter(each -> each.deploymentId().equals(deploymentId))
                .findFirst();
        return new RecordContext(
                self.flatMap(PastDeployment::rolledBackBy),
                self.flatMap(PastDeployment::rollbackFailedBy),
                all.stream()
                        .filter(each -> DeploymentIds.order(each.deploymentId()) > DeploymentIds.order(deploymentId))
                        .toList(),
                unfinished.filter(run -> run.run().isPresent() || run.mayHaveDeployed()),
                StatusFile.read(consensus)
                        .filter(status -> Optional.of(status.epicId()).equals(epic))
                        .map(Status::approvals)
                        .map(roles -> roles.stream().sorted().toList())
                        .orElse(List.of()),
                List.of());
    }

    /**
     * The page of an epic's deployments: that of {@code status.json}, or of all epics if that cannot be read. A run that has
     * not come to its end stands first. Nothing is changed.
     *
     * @param consensus the consensus directory
     * @return a whole HTML document
     * @throws DevOpsAgentException if the directory of the records cannot be listed
     */
    public static String html(Path consensus) {
        Path directory = consensus.toAbsolutePath().normalize();
        return HistoryPage.of(DevOpsAgent.history(directory), DevOpsAgent.inspect(directory));
    }
}
