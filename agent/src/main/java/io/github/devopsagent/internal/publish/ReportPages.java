package io.github.devopsagent.internal.publish;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.RecordFile;
import io.github.devopsagent.internal.files.StatusFile;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.page.RecordContext;
import io.github.devopsagent.internal.page.RecordPage;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes pages for people beside the records that they show. Nothing depends on them.
 *
 * @param runEnvironment of the run that has been recorded
 */
public record ReportPages(RunEnvironment runEnvironment) {

    private static final byte[] BEGINNING = RecordPage.BEGINNING.getBytes(StandardCharsets.UTF_8);

    /**
     * Writes the page of a deployment, and that of the deployment which it undid, anew: somebody may have it open who would take
     * for live what is live no more.
     *
     * @param deployment that is recorded
     * @return what could not be written, for people
     */
    public List<String> write(Deployment deployment) {
        if (!runEnvironment.settings().htmlReports()) {
            return List.of();
        }
        RecordContext context = RecordContext.NONE.approvedBy(approvals(deployment.epicId()));
        RecordContext ofUndone = deployment.result() == Deployment.Result.ROLLED_BACK
                ? context.undoneBy(deployment.deploymentId())
                : context.rollbackBegunBy(deployment.deploymentId());
        Stream<Optional<String>> undone = deployment.rollsBack().stream().map(id -> write(id, ofUndone));
        return Stream.concat(Stream.of(write(deployment.deploymentId(), context)), undone)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Writes the page of a deployment anew whose rollback begins now: until that has come to its end, and if its agent is killed,
     * nobody knows what of it is left. What cannot be written is told at the end.
     *
     * @param header of the run that begins; of one that deploys there is no page yet
     */
    public void begin(RunHeader header) {
        if (runEnvironment.settings().htmlReports() && header.rollsBack().isPresent()) {
            write(
                    header.rollsBack().get().deploymentId(),
                    RecordContext.NONE.approvedBy(approvals(header.epicId())).rollbackBegunBy(header.run()));
        }
    }

    private Optional<String> write(String id, RecordContext context) {
        Path page = runEnvironment.settings().consensus().resolve(EpicRecords.pagePath(id));
        try {
            if (isOfOthers(page)) {
                return Optional.of(
                        EpicRecords.pagePath(id)
                                + " was not written, since another file lies there; move it away, and Report.html(…) makes the page");
            }
            Either<String, byte[]> record =
                    RecordFile.of(runEnvironment.settings().consensus(), id).read();
            record.peek(bytes -> runEnvironment
                    .durable()
                    .replace(page, RecordPage.of(bytes, id, context).getBytes(StandardCharsets.UTF_8)));
            return record.fold(why -> Optional.of(unwritten(id, "of its record, " + why)), bytes -> Optional.empty());
        } catch (IOException | RuntimeException e) {
            // Whatever it is: all is recorded, and a page must not turn that into a failure.
            return Optional.of(unwritten(id, String.valueOf(e.getMessage())));
        }
    }

    private static String unwritten(String id, String why) {
        return EpicRecords.pagePath(id) + " was not written: " + why
                + "; all is recorded, and Report.html(…) makes the page";
    }

    private static boolean isOfOthers(Path page) throws IOException {
        if (!Files.exists(page, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isRegularFile(page, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try (InputStream in = Files.newInputStream(page)) {
            return !Arrays.equals(in.readNBytes(BEGINNING.length), BEGINNING);
        }
    }

    private List<String> approvals(String epicId) {
        return StatusFile.read(runEnvironment.settings().consensus())
                .filter(status -> status.epicId().equals(epicId))
                .map(Status::approvals)
                .map(roles -> roles.stream().sorted().toList())
                .orElse(List.of());
    }
}
