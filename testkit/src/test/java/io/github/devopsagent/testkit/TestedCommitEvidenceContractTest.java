package io.github.devopsagent.testkit;

import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.testkit.contract.EvidenceSourceContract;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class TestedCommitEvidenceContractTest extends EvidenceSourceContract {

    @TempDir
    Path directory;

    @BeforeEach
    void makeRepositories() throws Exception {
        Files.createDirectories(directory.resolve("committed"));
        Files.createDirectories(directory.resolve("empty"));
        Files.createDirectories(directory.resolve("consensus"));
        CommittedDirectory.in(directory.resolve("committed")).commit("first");
        CommittedDirectory.in(directory.resolve("empty"));
    }

    @Override
    protected EvidenceSource source() {
        return GitAdapter.of(directory.resolve("committed")).testedCommitEvidence();
    }

    @Override
    protected Evidence evidence() {
        Status status = new Status("EP-1", Tier.STANDARD, Phase.DEPLOYMENT, Mode.FULL, 1, Set.of("qa"), List.of());
        return new Evidence(status, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());
    }

    @Override
    protected Site site() {
        return new Site(directory.resolve("consensus"), directory.resolve("committed"));
    }

    @Override
    protected Optional<EvidenceSource> unavailable() {
        return Optional.of(GitAdapter.of(directory.resolve("empty")).testedCommitEvidence());
    }
}
