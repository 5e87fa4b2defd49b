package io.github.devopsagent.testkit;

import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.testkit.contract.RollbackPointContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class GitRollbackPointContractTest extends RollbackPointContract {

    @TempDir
    Path directory;

    private CommittedDirectory repository = new CommittedDirectory(Path.of("."));

    @BeforeEach
    void makeRepository() throws Exception {
        repository = CommittedDirectory.in(directory);
        repository.commit("first");
    }

    @Override
    protected RollbackPoint point() {
        return GitAdapter.of(directory).rollbackPoint();
    }

    @Override
    protected void change() throws Exception {
        repository.commit("changed");
    }

    @Override
    protected Object seen() throws Exception {
        return List.of(
                repository.git("rev-parse", "HEAD"),
                repository.git("status", "--porcelain"),
                repository.git("ls-files", "-s"));
    }
}
