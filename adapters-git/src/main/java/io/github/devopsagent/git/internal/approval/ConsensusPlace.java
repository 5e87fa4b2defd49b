package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.git.internal.approval.ApprovalFact.NoHistory;
import io.github.devopsagent.git.internal.repository.EnclosingWorkTree;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Where the consensus directory is in the work tree.
 *
 * @param directory the directory itself, beyond symbolic links
 * @param path its path from the root, with {@code /} at its end; empty for the root
 */
record ConsensusPlace(Path directory, String path) {

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

    boolean isRoot() {
        return path.isEmpty();
    }

    String status() {
        return path + Status.FILE;
    }
}
