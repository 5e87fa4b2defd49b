package io.github.devopsagent.internal.coordination;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.MemoryCoordination;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.internal.coordination.RunOfAnotherWorkerTest.Killed;
import io.github.devopsagent.internal.coordination.SharedWork.SharedWorker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that stands still at a moment at which nothing is recorded, for longer than its lease lasts. */
class LateWorkerTest {

    @TempDir
    Path directory;

    private final MemoryCoordination shared = new MemoryCoordination(SharedWork.TERM, System::nanoTime);
    private SharedWork work;

    @BeforeEach
    void share() throws IOException {
        work = work("one");
    }

    private SharedWork work(String name) throws IOException {
        return new SharedWork(aConsensus().in(Files.createDirectories(directory.resolve(name))), shared);
    }

    /** Once, after the answer to a question. */
    private static Consumer<String> onceAfter(String question, Runnable deed) {
        boolean[] isDone = new boolean[1];
        return asked -> {
            if (asked.equals(question) && !isDone[0]) {
                isDone[0] = true;
                deed.run();
            }
        };
    }

    private String journal() {
        try {
            return Files.readString(work.consensus().path(".devops/journal"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void at_its_end_it_leaves_the_journal_of_the_next_run_alone() {
        SharedWorker one = work.worker("one");
        one.link().doingAfter(onceAfter("archive DEP-001", () -> {
            shared.expire(work.key());
            work.consensus()
                    .write(
                            "status.json",
                            aConsensus()
                                    .atIteration(2)
                                    .in(directory.resolve("one"))
                                    .text("status.json"));
            SharedWorker two = work.worker("two");
            two.link().doingBefore(RunOfAnotherWorkerTest.killing(two, "append 6", () -> {}));
            assertThatThrownBy(() -> two.run(aShell())).isInstanceOf(Killed.class);
        }));
        assertThat(one.agent(aShell()).build().run()).isInstanceOf(Outcome.Deployed.class);
        assertThat(journal()).contains("DEP-002");
    }

    @Test
    void before_it_begins_it_finds_that_another_one_has_the_directory() {
        SharedWorker late = work.worker("late");
        late.link().doingAfter(onceAfter("records", () -> {
            shared.expire(work.key());
            assertThat(work.worker("other").run(aShell())).isInstanceOf(Outcome.Deployed.class);
        }));
        ScriptedShell none = aShell();
        assertThat(OutcomeRefusals.codes(late.agent(none).build().run())).containsExactly("lock_held");
        assertThat(none.commands()).isEmpty();
    }

    @Test
    void what_it_has_read_it_does_not_write_over_what_another_one_has_written_since_then() {
        SharedWorker dead = work.worker("dead");
        dead.link().doingBefore(RunOfAnotherWorkerTest.killing(dead, "append 6", () -> {}));
        assertThatThrownBy(() -> dead.run(aShell())).isInstanceOf(Killed.class);
        shared.expire(work.key());
        SharedWorker late = work.worker("late");
        late.link().doingAfter(onceAfter("records", () -> {
            shared.expire(work.key());
            assertThat(work.worker("other").run(aShell())).isNotInstanceOf(Outcome.Refused.class);
            assertThat(work.consensus().path(".devops/journal")).doesNotExist();
        }));
        assertThat(OutcomeRefusals.codes(late.agent(aShell()).build().run())).containsExactly("lock_held");
        assertThat(work.consensus().path(".devops/journal")).doesNotExist();
    }

    @Test
    void what_is_recorded_and_archived_has_succeeded_whoever_has_the_target_by_then() throws IOException {
        SharedWork other = work("other");
        SharedWorker one = work.worker("one");
        one.link().doingAfter(onceAfter("archive DEP-001", () -> {
            shared.expire(LeaseKey.target("shop"));
            assertThat(other.worker("two").run(aShell(), agent -> agent.target("shop")))
                    .isInstanceOf(Outcome.Deployed.class);
        }));
        assertThat(one.run(aShell(), agent -> agent.target("shop"))).isInstanceOf(Outcome.Deployed.class);
    }
}
