package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.worktree.UncommittedFiles.Uncommitted;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.veto.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The untracked files that the plan's backup steps leave: the plan is asked again when they are done, and these change nothing. */
record BackupProducts(Path root, List<Path> paths) {

    BackupProducts {
        paths = List.copyOf(paths);
    }

    static BackupProducts of(Optional<Plan> plan, OpenWorkTree tree, Site site) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (Step step : plan.map(Plan::backup).orElse(List.of())) {
            Path directory = step.workingDirectory()
                    .map(site.workingDirectory()::resolve)
                    .orElse(site.workingDirectory());
            step.produces().forEach(path -> paths.add(directory.resolve(path).normalize()));
        }
        Path root = tree.root().toRealPath();
        return new BackupProducts(
                root,
                paths.stream()
                        .flatMap(path -> path.startsWith(tree.root())
                                ? java.util.stream.Stream.of(tree.root().relativize(path))
                                : path.startsWith(root)
                                        ? java.util.stream.Stream.of(root.relativize(path))
                                        : java.util.stream.Stream.empty())
                        .filter(path -> !path.toString().isEmpty())
                        .toList());
    }

    /** What else no commit has. A tracked file that is another one is a change, whoever says to have left it. */
    List<String> without(Uncommitted files) {
        List<String> others = new ArrayList<>(files.tracked());
        files.untracked().stream()
                .filter(path ->
                        paths.stream().noneMatch(product -> Path.of(path).startsWith(product)))
                .forEach(others::add);
        return others;
    }
}
