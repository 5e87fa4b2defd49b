package io.github.devopsagent.internal.files;

import io.github.devopsagent.internal.json.StrictJson;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What lies in the place of a record.
 *
 * @param path of the file
 */
public record RecordFile(Path path) {

    /**
     * The place of a deployment's record.
     *
     * @param consensus the consensus directory
     * @param deploymentId such as {@code DEP-001}
     */
    public static RecordFile of(Path consensus, String deploymentId) {
        return new RecordFile(consensus.resolve(EpicRecords.path(deploymentId)));
    }

    /** Whether anything lies there. */
    public boolean isThere() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** The whole file; or why it is no record. */
    public Either<String, byte[]> read() {
        try {
            Either<String, InputStream> opened = open();
            if (opened.isLeft()) {
                return Either.left(opened.getLeft());
            }
            try (InputStream in = opened.get()) {
                return Either.right(in.readNBytes(EpicRecords.LONGEST_RECORD));
            }
        } catch (IOException e) {
            return Either.left(e.toString());
        }
    }

    /** The file, to be closed; or why it is no record. */
    public Either<String, InputStream> open() throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return Either.left("it is no regular file");
        }
        if (Files.size(path) > EpicRecords.LONGEST_RECORD) {
            return Either.left(StrictJson.tooLarge(EpicRecords.LONGEST_RECORD));
        }
        return Either.right(Files.newInputStream(path));
    }
}
