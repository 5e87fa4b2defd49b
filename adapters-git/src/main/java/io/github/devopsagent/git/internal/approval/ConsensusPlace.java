package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.git.internal.approval.ApprovalFact.NoHistory;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.repository.EnclosingWorkTree;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Where the consensus directory is in the work tree.
 *
 * @param directory the directory itself, beyond symbolic links
 * @param path its path from the root, with {@code /} at its end; empty for the root
 */
record ConsensusPlace(Path directory, String path) {

    /** What agents write there. */
    private static final Set<String> OWN =
            Set.of(Status.FILE, "HOLD", "status_history.jsonl", "artifacts", "messages", "README.md");

    /** Only in the repository that the host named: who writes files can make another one around the directory. */
    static Either<NoHistory, ConsensusPlace> of(Path consensus, Path root) throws IOException {
        Path real = consensus.toRealPath();
        Path realRoot = root.toRealPath();
        Optional<Path> around = EnclosingWorkTree.find(real);
        if (around.isEmpty() || !around.get().equals(realRoot)) {
            boolean isOutside =
                    !real.startsWith(realRoot) && !consensus.startsWith(root) && !consensus.startsWith(realRoot);
            return Either.left(around.isEmpty() && isOutside ? NoHistory.NONE : NoHistory.ELSEWHERE);
        }
        boolean hasLink = List.of(Status.FILE, Plan.FILE, TestResults.FILE).stream()
                .anyMatch(file -> isLink(real, real.resolve(file)));
        return hasLink
                ? Either.left(NoHistory.LINK)
                : Either.right(new ConsensusPlace(real, gitPath(realRoot.relativize(real))));
    }

    private static boolean isLink(Path directory, Path file) {
        Path reached = directory;
        for (Path name : directory.relativize(file)) {
            reached = reached.resolve(name);
            if (Files.isSymbolicLink(reached)) {
                return true;
            }
        }
        return false;
    }

    private static String gitPath(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .filter(name -> !name.isEmpty())
                .map(name -> name + "/")
                .collect(Collectors.joining());
    }

    /** What lies beside the agents' own files where the consensus directory is the whole repository: it is not compared. */
    List<String> warnings(Path root) throws IOException {
        List<String> others = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!OWN.contains(name) && !name.startsWith(".")) {
                    others.add(PrintableText.of(name, PrintableText.NAME));
                }
            }
        }
        Collections.sort(others);
        return others.isEmpty()
                ? List.of()
                : List.of("the consensus directory " + directory
                        + " is the root of its repository, so that plan and test"
                        + " results alone are compared with what was approved, and not: " + FirstPaths.of(others)
                        + ". If that is deployed, give the consensus directory a place of its own, such as "
                        + root.resolve("consensus"));
    }

    boolean isRoot() {
        return path.isEmpty();
    }

    String status() {
        return path + Status.FILE;
    }
}
