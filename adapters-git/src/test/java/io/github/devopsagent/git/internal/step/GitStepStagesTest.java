package io.github.devopsagent.git.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.git.GitExecutors;
import io.github.devopsagent.plan.Stage;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where git's steps may stand in a plan. */
class GitStepStagesTest {

    /** What a health check or a metric makes is made again with each look, and what a backup makes stays. */
    @Test
    void what_is_undone_stands_where_a_way_back_undoes_it() {
        new GitExecutors().executors().forEach((name, executor) -> assertThat(executor.stages())
                .as(name)
                .isEqualTo(name.equals("git/fetch") ? Set.of(Stage.values()) : Set.of(Stage.DEPLOY, Stage.ROLLBACK)));
    }
}
