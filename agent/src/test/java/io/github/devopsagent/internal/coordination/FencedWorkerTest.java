package io.github.devopsagent.internal.coordination;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.contract.MemoryCoordination.Append;
import io.github.devopsagent.internal.coordination.SharedWork.SharedWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A worker stands still at a record, its lease ends, another one takes the run and ends it; then the first one wakes up, and
 * believes for an hour that it has the lease.
 */
@Tag(MatrixCells.TAG)
class FencedWorkerTest {

    private static final String PLAN = """
            "deployment_steps": [
              {"run": "first", "rollback": {"run": "undo first"}}, {"run": "last", "rollback": {"run": "undo last"}} ]
            """;

    @TempDir
    Path directory;

    private SharedWork work(String name) throws IOException {
        return new SharedWork(aConsensus().withPlanOf(PLAN).in(Files.createDirectories(directory.resolve(name))));
    }

    private static ScriptedShell shell(boolean isBroken) {
        return isBroken ? aShell().failing("last") : aShell();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void who_wakes_up_before_a_record_was_taken_does_nothing_more(boolean isBroken) throws IOException {
        SharedWork whole = work("whole");
        whole.worker("one").run(shell(isBroken));
        int records = whole.shared().appends().size();
        assertThat(records).isGreaterThan(10);
        for (int record : MatrixCells.tried(IntStream.range(0, records).boxed().toList(), isBroken ? 1 : 0)) {
            SharedWork work = work("before-" + record + isBroken);
            Takeover takeover = new Takeover(work, record, isBroken);
            takeover.first.link().doingBefore(takeover::at);
            Outcome fenced = takeover.run();
            assertThat(fenced).as("at record " + record).isInstanceOf(Outcome.Fenced.class);
            assertThat(takeover.shell.commands()).as("at record " + record).isEqualTo(takeover.doneUntilThen);
            takeover.assertTrueEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void who_wakes_up_after_a_record_was_taken_does_at_most_what_it_had_announced(boolean isBroken) throws IOException {
        SharedWork whole = work("whole");
        whole.worker("one").run(shell(isBroken));
        int records = whole.shared().appends().size();
        for (int record : MatrixCells.tried(IntStream.range(0, records).boxed().toList(), isBroken ? 3 : 2)) {
            SharedWork work = work("after-" + record + isBroken);
            Takeover takeover = new Takeover(work, record, isBroken);
            takeover.first.link().doingAfter(takeover::at);
            assertThat(takeover.run()).as("at record " + record).isInstanceOf(Outcome.Fenced.class);
            assertThat(takeover.shell.commands().size() - takeover.doneUntilThen.size())
                    .as("at record " + record)
                    .isBetween(0, 1);
            takeover.assertTrueEnd();
        }
    }

    /** What happens at one record. */
    private static final class Takeover {

        private final SharedWork work;
        private final String question;
        private final SharedWorker first;
        private final ScriptedShell shell;
        private final ScriptedShell others;
        private final List<Outcome> ends = new ArrayList<>();
        private List<String> doneUntilThen = List.of();
        private String documents = "";

        Takeover(SharedWork work, int record, boolean isBroken) {
            this.work = work;
            this.question = "append " + record;
            this.first = work.worker("one");
            this.shell = shell(isBroken);
            this.others = shell(isBroken);
        }

        Outcome run() {
            return first.run(shell);
        }

        void at(String asked) {
            if (asked.equals(question) && ends.isEmpty()) {
                first.link().awaitFirstRenewal();
                doneUntilThen = shell.commands();
                work.shared().expire(work.key());
                ends.add(work.worker("two").run(others));
                documents = work.consensus().files().toString();
            }
        }

        void assertTrueEnd() {
            String course = question + " and then " + ends + " " + shell.commands() + others.commands();
            assertThat(ends).as(course).hasSize(1).noneMatch(Outcome.Fenced.class::isInstance);
            // Nothing that the first one did since then is to be seen.
            assertThat(work.consensus().files().toString()).as(course).isEqualTo(documents);
            assertThat(DevOpsAgent.inspect(work.consensus().path())).as(course).isEmpty();
            assertThat(work.shared().records(work.directory())).as(course).isEmpty();
            assertThat(work.shared().appends())
                    .as(course)
                    .extracting(Append::fence)
                    .isSorted();
            List<String> all = new ArrayList<>(doneUntilThen);
            all.addAll(others.commands());
            if (ends.get(0) instanceof Outcome.Deployed) {
                assertThat(all).as(course).contains("first", "last").doesNotContain("undo first", "undo last");
            } else if (ends.get(0) instanceof Outcome.RolledBack) {
                assertThat(all).as(course).contains("undo first");
            }
        }
    }
}
