package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.veto.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the plan's backup steps leave: the plan is asked again when they are done, and what they left changes nothing. */
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

    List<String> without(Collection<String> changed) {
        return changed.stream()
                .filter(path ->
                        paths.stream().noneMatch(product -> Path.of(path).startsWith(product)))
                .toList();
    }
}
