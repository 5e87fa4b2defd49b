package io.github.devopsagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Each sub-command on a consensus directory in each state, for people and for programs. */
class EveryDirectoryTest {

    @TempDir
    Path root = Path.of(".");

    /** The last word of a row stands in the answer for people, and the type is that of the one for programs. */
    private static void check(Epic epic, String words, int code, String type, String said) {
        String[] command = words.split(" ", -1);
        String[] further = Arrays.copyOfRange(command, 1, command.length);

        Epic.Result forPeople = epic.call(command[0], further);
        assertThat(forPeople.code()).as(forPeople.toString()).isEqualTo(code);
        assertThat(forPeople.out() + forPeople.err()).contains(said);
        checkJson(epic, command[0], code, type, further);
    }

    private static JsonNode checkJson(Epic epic, String command, int code, String type, String... further) {
        String[] json = Arrays.copyOf(further, further.length + 1);
        json[further.length] = "--json";
        Epic.Result forPrograms = epic.call(command, json);
        assertThat(forPrograms.code()).as(forPrograms.toString()).isEqualTo(code);
        JsonNode answer = Answers.read(forPrograms.out());
        assertThat(answer.path("type").asString("record")).isEqualTo(type);
        return answer;
    }

    /** What a browser would be given. */
    private static String page(Epic epic, String command, int code) {
        Path file = epic.work().resolve("page.html");
        Epic.Result written = epic.call(command, "--html=" + file);
        assertThat(written.code()).as(written.toString()).isEqualTo(code);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class A_good_one {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "preview          |  0 | preview | would deploy",
                    "preview --rollback=DEP-001 | 11 | preview | unknown_deployment",
                    "status           |  0 | status  | no run is unfinished",
                    "history          |  0 | history | no deployment of EP-CLI-001 is recorded yet",
                    "report           |  1 | error   | no deployment of EP-CLI-001 is recorded yet",
                    "report ../status |  1 | error   | no deployment of EP-CLI-001 is recorded yet",
                    "rollback DEP-001 | 11 | outcome | unknown_deployment",
                    "give-up lost     | 11 | outcome | nothing_unfinished",
                    "hold             |  0 | hold    | on hold",
                    "release          |  0 | hold    | no HOLD file",
                })
        void is_untouched(String words, int code, String type, String said) {
            check(Epic.ready(root), words, code, type, said);
        }

        @Test
        void is_in_doubt_while_its_status_is_half_written() {
            Epic epic = Epic.ready(root);
            epic.write("consensus/status.json", "{");
            check(epic, "status", 1, "status", "epic: unknown, since status.json cannot be read");
        }

        @Test
        void is_deployed_reported_and_rolled_back() {
            Epic epic = Epic.ready(root);

            Epic.Result run = epic.call("run");
            assertThat(run.code()).as(run.toString()).isZero();
            assertThat(run.out())
                    .contains("deploy step 1 of 1 'publish' (deployment_steps/0)")
                    .contains("DEPLOYED: DEP-001 of EP-CLI-001 to production")
                    .doesNotContain("\u001b");
            assertThat(epic.work().resolve("live")).exists();
            check(epic, "run", 10, "outcome", "wrong_phase");
            check(epic, "status", 0, "status", "last: DEP-001 success");
            check(epic, "history", 0, "history", "DEP-001 success");
            check(epic, "report", 0, "record", "DEP-001 of EP-CLI-001 to production: SUCCESS");
            check(
                    epic,
                    "report DEP-007",
                    1,
                    "error",
                    "there is no record of 'DEP-007' of EP-CLI-001; there are DEP-001");

            check(epic, "preview --rollback=DEP-001", 14, "preview", "would roll the deployment back");
            assertThat(epic.work().resolve("live")).exists();
            JsonNode rolledBack = checkJson(epic, "rollback", 14, "outcome", "DEP-001");
            assertThat(rolledBack.path("result").asString()).isEqualTo("rolled_back");
            assertThat(epic.work().resolve("live")).doesNotExist();
            check(epic, "report DEP-002", 0, "record", "rolled back DEP-001, as user ");
            check(epic, "report DEP-001", 0, "record", "ROLLED BACK LATER, by DEP-002");
            assertThat(page(epic, "report", 0)).startsWith("<!DOCTYPE html>").contains("DEP-002");
            assertThat(page(epic, "history", 0)).startsWith("<!DOCTYPE html>").contains("DEP-001");
            check(epic, "report --html=no/such/page.html", 1, "error", "the page cannot be written to ");
            check(
                    epic,
                    "report --html=" + epic.consensus().resolve("status.json"),
                    1,
                    "error",
                    "status.json, which is no page: name another");
            check(epic, "history", 0, "history", "rolled back by DEP-002");
        }

        @Test
        void is_deployed_for_a_program() {
            Epic.Result run = Epic.ready(root).call("run", "--json");
            assertThat(run.code()).as(run.toString()).isZero();
            assertThat(Answers.read(run.out()).path("result").asString()).isEqualTo("deployed");
            assertThat(run.err()).contains("deploy step 1 of 1");
        }
    }

    @Nested
    class One_that_is_vetoed {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "preview          | 12 | preview | qa_not_approved",
                    "status           |  0 | status  | no deployment of EP-CLI-001 is recorded yet",
                    "history          |  0 | history | no deployment of EP-CLI-001 is recorded yet",
                    "report           |  1 | error   | no deployment of EP-CLI-001 is recorded yet",
                    "rollback DEP-001 | 11 | outcome | unknown_deployment",
                    "give-up lost     | 11 | outcome | nothing_unfinished",
                    "hold             |  0 | hold    | on hold",
                    "release          |  0 | hold    | no HOLD file",
                })
        void is_untouched(String words, int code, String type, String said) {
            check(Epic.vetoed(root), words, code, type, said);
        }

        @MatricesOnly
        @Test
        void is_vetoed_once_and_then_in_another_phase() {
            Epic epic = Epic.vetoed(root);
            JsonNode vetoed = checkJson(epic, "run", 12, "outcome");
            assertThat(vetoed.path("vetoes").path(0).path("code").asString()).isEqualTo("qa_not_approved");
            check(epic, "preview", 10, "preview", "wrong_phase");
            check(epic, "run", 10, "outcome", "wrong_phase");
            check(epic, "rollback DEP-001", 11, "outcome", "rollback_phase");
        }
    }

    @Nested
    @MatricesOnly
    class One_that_was_rolled_back {

        @Test
        void is_told_by_each_and_deployed_by_none() {
            Epic epic = Epic.failing(root);
            Epic.Result run = epic.call("run");
            assertThat(run.code()).as(run.toString()).isEqualTo(14);
            assertThat(run.out()).contains("ROLLED BACK: ");
            assertThat(epic.work().resolve("live")).doesNotExist();

            check(epic, "preview", 11, "preview", "open_blocker");
            check(epic, "run", 11, "outcome", "open_blocker");
            check(epic, "status", 0, "status", "last: DEP-001 rolled_back");
            check(epic, "history", 0, "history", "DEP-001 rolled_back");
            check(epic, "report", 0, "record", "FAILED in deploy at deployment_steps/1: ");
            check(epic, "report DEP-001", 0, "record", "  | no such table");
            check(epic, "rollback DEP-001", 11, "outcome", "not_deployed");
            check(epic, "give-up lost", 11, "outcome", "nothing_unfinished");
            check(epic, "hold", 0, "hold", "on hold");
            check(epic, "release", 0, "hold", "no HOLD file");
        }
    }

    @Nested
    class One_whose_rollback_failed {

        @Test
        void says_to_each_that_somebody_must_look() {
            Epic epic = Epic.of(root, "\"tech_lead\", \"developer\", \"qa\"", Epic.step("start", "exit 3", "exit 4"));
            assertThat(epic.call("run").code()).isEqualTo(15);
            check(epic, "run", 11, "outcome", "open_blocker");
            check(epic, "preview", 11, "preview", "open_blocker");
            check(epic, "status", 15, "status", "phase: blocked");
            check(epic, "status", 15, "status", "blocked: question of devops: DEP-001 failed");
            check(epic, "status", 15, "status", "A PERSON IS NEEDED: look at what is deployed; report DEP-001 tells");
            check(epic, "report", 1, "record", "IN DOUBT: the rollback failed");
        }

        @MatricesOnly
        @Test
        void leaves_what_it_was_to_undo_in_doubt() {
            Epic epic =
                    Epic.of(root, "\"tech_lead\", \"developer\", \"qa\"", Epic.step("start", "touch live", "exit 4"));
            assertThat(epic.call("run").code()).isZero();
            assertThat(epic.call("rollback", "DEP-001").code()).isEqualTo(15);
            check(epic, "report DEP-001", 1, "record", "IN DOUBT: its rollback by DEP-002 failed");
            check(epic, "report DEP-002", 1, "record", "IN DOUBT: the rollback failed");
            assertThat(checkJson(epic, "status", 15, "status")
                            .path("needs_person")
                            .asString())
                    .startsWith("DEP-002 rollback_failed");
        }
    }

    @Nested
    @MatricesOnly
    class One_whose_newest_record_is_no_success {

        private static final String RECORD = "consensus/artifacts/deployments/DEP-001.json";

        private Epic deployed() {
            Epic epic = Epic.ready(root);
            assertThat(epic.call("run").code()).isZero();
            return epic;
        }

        @Test
        void is_torn_which_each_names() throws IOException {
            Epic epic = deployed();
            epic.write(RECORD.replace("001", "002"), epic.read(RECORD).substring(0, 100));
            String newest =
                    "the newest record of what may be deployed, artifacts/deployments/DEP-002.json cannot be read";
            check(epic, "report", 1, "error", newest);
            check(epic, "status", 1, "status", newest);
            check(epic, "status", 1, "status", "the last that can be read: DEP-001 success");
            check(epic, "report DEP-001", 0, "record", "SUCCESS");
            assertThat(checkJson(epic, "status", 1, "status")
                            .at("/newest_unreadable/file")
                            .asString())
                    .isEqualTo("artifacts/deployments/DEP-002.json");
            assertThat(page(epic, "report", 1)).contains("DEP-002", "In doubt: the record cannot be read");
            Path page = epic.work().resolve("of-its-id.html");
            check(epic, "report DEP-002 --html=" + page, 1, "error", "DEP-002.json cannot be read");
            assertThat(page).content().contains("In doubt: the record cannot be read");

            Files.delete(root.resolve(RECORD));
            check(epic, "report", 1, "error", newest);
            check(epic, "status", 1, "status", newest);
        }

        @MatricesOnly
        @Test
        void contradicts_itself_which_each_names() {
            Epic epic = deployed();
            epic.write(
                    RECORD,
                    epic.read(RECORD)
                            .replaceFirst("\\{", "{\"failure\": {\"stage\": \"deploy\", \"reason\": \"boom\"},"));
            check(
                    epic,
                    "report",
                    1,
                    "record",
                    "IN DOUBT: this record contradicts itself: it says success, and names a failure");
            check(epic, "status", 1, "status", "last: DEP-001 IN DOUBT");
            check(epic, "history", 0, "history", "DEP-001 IN DOUBT");
            assertThat(page(epic, "history", 0)).contains("in doubt, its record contradicts itself");

            abort(epic);
            check(epic, "status", 1, "status", "last: DEP-002 aborted");
            check(epic, "status", 1, "status", "report DEP-001 tells");
        }

        @MatricesOnly
        @Test
        void is_torn_and_stays_the_newest_when_a_later_run_is_aborted() {
            Epic epic = deployed();
            epic.write(RECORD.replace("001", "002"), "{");
            abort(epic);
            check(
                    epic,
                    "status",
                    1,
                    "status",
                    "what may be deployed, artifacts/deployments/DEP-002.json cannot be read");
            check(epic, "status", 1, "status", "report DEP-002 tells");
            check(epic, "report", 1, "error", "DEP-002.json cannot be read");
            check(epic, "report DEP-003", 0, "record", "ABORTED");
        }

        /** A run that ends before its first deploy step. */
        private void abort(Epic epic) {
            epic.write(
                    "consensus/status.json",
                    epic.read("consensus/status.json")
                            .replaceFirst("\"phase\"\\s*:\\s*\"[a-z]+\"", "\"phase\": \"deployment\""));
            epic.plan("\"preflight\": [{\"run\": \"false\"}], \"deployment_steps\": ["
                    + Epic.step("publish", "touch live", "rm -f live")
                    + "], \"health_checks\": [{\"name\": \"up\", \"run\": \"true\"}]");
            Epic.Result run = epic.call("run");
            assertThat(run.code()).as(run.toString()).isEqualTo(13);
        }

        @Test
        void may_have_been_changed_by_a_run_of_which_nothing_can_be_read() {
            Epic epic = deployed();
            epic.write("consensus/.devops/journal/what-no-agent-writes", "");
            check(epic, "status", 20, "status", "unfinished");
            check(epic, "report DEP-001", 1, "record", "IN DOUBT: an unfinished run may have changed it");
            assertThat(page(epic, "report", 1)).contains("In doubt: an unfinished run may have changed it");
        }
    }

    @Nested
    @FewerCases(every = 4)
    class One_whose_agent_was_killed {

        @Test
        void is_told_by_each_and_given_up_by_a_person() throws Exception {
            Epic epic = Epic.waiting(root).killed();

            check(epic, "status", 20, "status", "unfinished (dead): ");
            check(epic, "status", 20, "status", "to do: run goes on with it");
            check(epic, "preview", 20, "preview", "unfinished: ");
            check(epic, "history", 0, "history", "unfinished (dead): ");
            check(epic, "report", 20, "unfinished_run", "to do: run goes on with it");
            assertThat(page(epic, "report", 20)).contains("DEP-001").contains("What to do now");
            assertThat(page(epic, "history", 0)).contains("DEP-001");
            check(epic, "rollback DEP-001", 11, "outcome", "unfinished_run");
            check(epic, "hold", 0, "hold", "on hold");
            check(epic, "release", 0, "hold", "no HOLD file");

            JsonNode givenUp = checkJson(epic, "give-up", 15, "outcome", "looked, and stopped it");
            assertThat(givenUp.path("result").asString()).isEqualTo("rollback_failed");
            check(epic, "status", 15, "status", "last: DEP-001 rollback_failed");
            check(epic, "report", 1, "record", "looked, and stopped it");
            assertThat(epic.work().resolve("undone")).doesNotExist();
        }

        @MatricesOnly
        @Test
        void leaves_in_doubt_what_it_was_to_undo() throws Exception {
            Epic epic = Epic.of(
                    root,
                    "\"tech_lead\", \"developer\", \"qa\"",
                    Epic.step("start", "touch live", "touch begun; until [ -e go ]; do sleep 0.05; done"));
            assertThat(epic.call("run").code()).isZero();
            epic.killed("rollback", "DEP-001");
            check(epic, "report DEP-001", 1, "record", "IN DOUBT: its rollback has not come to its end");
            check(epic, "history", 0, "history", "to do: run goes on with it");
        }

        @Test
        void is_brought_to_its_end_by_the_next_run() throws Exception {
            Epic epic = Epic.waiting(root).killed();

            Epic.Result run = epic.call("run", "--on-interrupted=ask");
            assertThat(run.code()).as(run.toString()).isEqualTo(11);
            assertThat(run.out()).contains("unfinished_run");

            run = epic.call("run");
            assertThat(run.code()).as(run.toString()).isEqualTo(14);
            assertThat(epic.work().resolve("undone")).exists();
            check(epic, "status", 0, "status", "last: DEP-001 rolled_back");
            check(epic, "report", 0, "record", "DEP-001 of EP-CLI-001 to production: ROLLED BACK");
        }
    }

    @Nested
    @MatricesOnly
    class One_on_which_an_agent_works {

        @MatricesOnly
        @Test
        void is_told_by_each_changed_by_none_and_stopped_by_a_hold() {
            Epic epic = Epic.waiting(root);
            CompletableFuture<Epic.Result> run = CompletableFuture.supplyAsync(() -> epic.call("run", "--json"));
            Epic.await(() -> epic.work().resolve("begun").toFile().exists());

            check(epic, "status", 20, "status", "unfinished (alive): ");
            check(epic, "preview", 11, "preview", "lock_held");
            check(epic, "run", 11, "outcome", "lock_held");
            check(epic, "run --previewed=0123", 11, "outcome", "lock_held");
            check(epic, "run --lock-wait=1ms", 11, "outcome", "lock_held");
            check(epic, "history", 0, "history", "unfinished (alive): ");
            check(epic, "report", 20, "unfinished_run", "DEP-001");
            check(epic, "rollback DEP-001", 11, "outcome", "lock_held");
            check(epic, "give-up lost", 11, "outcome", "lock_held");
            check(epic, "release", 0, "hold", "no HOLD file");
            assertThat(run).isNotDone();

            check(epic, "hold", 0, "hold", "on hold");
            epic.write("work/go", "");
            assertThat(run.join().code()).as(run.join().toString()).isEqualTo(14);
            assertThat(run.join().out()).contains("HOLD");
            assertThat(epic.work().resolve("undone")).exists();
        }
    }
}
