package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The documents that are judged and executed. They were read before, and others write there: what stands in a file now may be
 * an approved plan, while another one is executed.
 *
 * @param directory the consensus directory
 * @param digests of what was read
 */
record JudgedDocuments(Path directory, Deployment.Digests digests) {

    /** Of one of them, plan or test results; nothing if it is missing. */
    byte[] bytes(String file) throws IOException, GitRefusal {
        Path path = directory.resolve(file);
        boolean isThere = Files.isRegularFile(path);
        byte[] bytes = isThere ? Files.readAllBytes(path) : new byte[0];
        String judged = file.equals(Plan.FILE) ? digests.plan() : digests.testResults();
        if (!(isThere ? sha256(bytes) : "").equals(judged)) {
            throw new GitRefusal(
                    path + " is not what is judged: it was written since it was read. Run again when nobody"
                            + " writes it any more.");
        }
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
