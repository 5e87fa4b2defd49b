package io.github.devopsagent.machine.command;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.machine.RunScript;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever stands in a command, its directory or its variables comes to the shell as it is. */
@FewerTries
class PastedTextTest {

    private Path temporary = Path.of(".");

    @BeforeTry
    void makes_a_directory() throws IOException {
        temporary = Files.createTempDirectory("pasted");
    }

    @AfterTry
    void deletes_what_was_written() throws IOException {
        try (Stream<Path> all = Files.walk(temporary)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab01 '\"\\!%$`#&;|<>(){}[]*?~^=-\n\t\r\u0007\u001b\u007f\u0085\u00e9\u202e\u2028\u20ac")
                .ofMaxLength(40);
    }

    @Property(tries = 150)
    void a_pasted_line_gives_every_text_unchanged(@ForAll("texts") String text, @ForAll("texts") String value)
            throws IOException, InterruptedException {
        Path inside = Files.createDirectory(temporary.resolve("it's \"$HOME\" \\ !x\u00e9"));
        String command =
                "printf '%s|%s|%s|' \"$V\" \"$DEVOPS_EPIC_ID\" \"${PWD##*/}\"\ncat <<'E_O_F'\n" + text + "\nE_O_F";
        String pasted = line(inside, command, Map.of("V", value, "-no.identifier", value), "EP\n1");

        assertThat(pasted).matches("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*");
        assertThat(paste(pasted)).isEqualTo(value + "|EP\n1|" + inside.getFileName() + "|" + text + "\n");
    }

    @Property(tries = 50)
    void a_command_of_one_line_stays_readable(@ForAll("texts") String text) throws IOException, InterruptedException {
        String oneLine = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "");
        String pasted = line(temporary, "printf %s " + ShellText.quoted(oneLine), Map.of(), "EP-1");

        // What is drawn may look like an escape itself; only the wrapping must not be there.
        assertThat(pasted).doesNotContain("\"$(printf '");
        assertThat(paste(pasted)).isEqualTo(oneLine);
    }

    private static String line(Path directory, String command, Map<String, String> variables, String epic) {
        Step undo = new Step(
                "undo",
                Action.shell(command),
                List.of(),
                Duration.ofSeconds(1),
                variables,
                Optional.empty(),
                false,
                0,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of());
        RunScript run = RunScript.of(
                        aPlan().in(directory, Map.of("DEVOPS_EPIC_ID", epic)).rolledBackBy(undo))
                .prepared()
                .everyStepSucceeds()
                .verified()
                .monitored();
        return RollbackCommand.of(run.state(), run.state().plan(), Set.of());
    }

    private String paste(String line) throws IOException, InterruptedException {
        Path input = Files.writeString(temporary.resolve("input"), line + "\n", UTF_8);
        Path output = temporary.resolve("output");
        Process shell = new ProcessBuilder("/bin/sh")
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(shell.waitFor()).as(line).isZero();
        return Files.readString(output, UTF_8);
    }
}
