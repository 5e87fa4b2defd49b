package io.github.devopsagent.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands as runbooks and language models write them, each with a twin that differs in what becomes of a failure. */
class LostFailureTest {

    /** In the file {@code \n} is the end of a line. */
    private static List<String> commands(String kind) throws IOException {
        try (InputStream stream = LostFailureTest.class.getResourceAsStream("/exit-codes/commands.tsv")) {
            List<String> commands = new String(stream.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .filter(parts -> parts[0].equals(kind))
                    .map(parts -> Script.of(parts[1].replace("\\n", "\n")).text())
                    .toList();
            assertThat(commands).hasSizeGreaterThan(5);
            return commands;
        }
    }

    @Test
    void a_check_that_succeeds_whatever_it_finds_never_fails() throws IOException {
        assertThat(commands("check never fails"))
                .filteredOn(command -> VainCommand.asCheck(command).isEmpty())
                .isEmpty();
    }

    @Test
    void a_check_that_executes_elsewhere_what_cannot_fail_finds_out_whether_it_gets_there() throws IOException {
        assertThat(commands("check elsewhere"))
                .allSatisfy(command -> assertThat(VainCommand.asCheck(command)).isEmpty())
                .allSatisfy(command -> assertThat(VainCommand.asListing(command))
                        .hasValueSatisfying(why -> assertThat(why).contains("gets there")));
    }

    @Test
    void a_check_may_lose_an_answer() throws IOException {
        assertThat(commands("check loses an answer"))
                .allSatisfy(command -> assertThat(VainCommand.asCheck(command)).isEmpty())
                .allSatisfy(
                        command -> assertThat(VainCommand.lostAnswer(command)).isPresent());
    }

    @Test
    void a_check_that_may_fail_is_told_nothing() throws IOException {
        assertThat(commands("check may fail"))
                .allSatisfy(command -> assertThat(VainCommand.asCheck(command)).isEmpty())
                .allSatisfy(
                        command -> assertThat(VainCommand.asListing(command)).isEmpty())
                .allSatisfy(
                        command -> assertThat(VainCommand.lostAnswer(command)).isEmpty())
                .allSatisfy(command -> assertThat(BlindRequest.of(command)).isEmpty());
    }

    @Test
    void a_step_may_lose_a_failure() throws IOException {
        assertThat(commands("step loses a failure"))
                .filteredOn(command -> VainCommand.lostFailure(command).isEmpty())
                .isEmpty();
    }

    @Test
    void a_step_that_ends_at_its_failures_loses_none() throws IOException {
        assertThat(commands("step loses none"))
                .filteredOn(command -> VainCommand.lostFailure(command).isPresent())
                .isEmpty();
    }
}
