package io.github.devopsagent.git.internal.rollbackpoint;

import io.github.devopsagent.contract.RollbackPointContract;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class GitRollbackPointContractTest extends RollbackPointContract {

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));

    @BeforeEach
    void makeRepository() {
        repo = TestRepository.in(directory);
    }

    @Override
    protected RollbackPoint point() {
        return GitAdapter.of(directory).rollbackPoint();
    }

    @Override
    protected void change() {
        repo.write("a.txt", "changed").commitAll("change");
    }

    @Override
    protected Object seen() {
        return List.of(repo.git("rev-parse", "HEAD"), repo.git("status", "--porcelain"), repo.git("ls-files", "-s"));
    }
}
