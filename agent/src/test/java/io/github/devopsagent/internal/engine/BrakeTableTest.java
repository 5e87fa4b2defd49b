package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DirectoryTrees;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoRule;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The documentation's table of what stops a run: each row happens between two steps of a run, and the run does what the row says. */
class BrakeTableTest {

    private static final String STATUS = "status.json";
    private static final String INBOX = "messages/inbox/devops/";
    private static final String VETO = "{ \"st\": \"veto\", \"r\": \"qa\", \"epic\": \"EP-1\", \"sm\": [\"stop\"],"
            + " \"d\": \"2025-12-31\", \"ts\": \"2025-12-31T13:00:00Z\", \"nx\": [] }";
    private static final String APPROVAL = "{ \"st\": \"approval\", \"r\": \"qa\", \"epic\": \"EP-1\","
            + " \"sm\": [\"Approved: it is fixed\"], \"d\": \"2025-12-31\", \"ts\": \"2025-12-31T13:30:00Z\", \"nx\": [] }";
    private static final String PLAN =
            "\"deployment_steps\": [ {\"run\": \"one\", \"rollback\": {\"run\": \"undo one\"}},"
                    + " {\"run\": \"two\", \"rollback\": {\"run\": \"undo two\"}} ]";

    private static final String LATER_VETO = VETO.replace("13:00", "13:40");
    private static final String LATER_APPROVAL = APPROVAL.replace("13:30", "13:50");

    /** What others do to the directory while the first step runs. */
    private record Change(String what, boolean stops, Consumer<ConsensusDirectory> deed) {

        static Change stopping(String what, Consumer<ConsensusDirectory> deed) {
            return new Change(what, true, deed);
        }

        static Change passing(String what, Consumer<ConsensusDirectory> deed) {
            return new Change(what, false, deed);
        }

        static Change inStatus(String old, String now) {
            return stopping(now, consensus -> consensus.edit(STATUS, old, now));
        }
    }

    /** For each row, by its first cell, what it speaks of. */
    private static Map<String, List<Change>> rows() {
        Map<String, List<Change>> rows = new LinkedHashMap<>();
        rows.put(
                "a file in our inbox [says no](inbox.md), and no approval lifts it; or the approval that lifted one is gone",
                List.of(
                        Change.stopping("a veto", consensus -> consensus.write(INBOX + "x.json", LATER_VETO)),
                        Change.stopping(
                                "a veto in prose", consensus -> consensus.write(INBOX + "x.md", "I veto this.")),
                        Change.stopping(
                                "a directory whose name does", consensus -> consensus.write(INBOX + "STOP/x", "")),
                        Change.stopping(
                                "a link to nowhere", consensus -> link(consensus, INBOX + "veto.json", "nowhere")),
                        Change.passing("a directory", consensus -> consensus.write(INBOX + "archive/x", "veto")),
                        Change.passing("a veto that is lifted", consensus -> consensus
                                .write(INBOX + "x.json", LATER_VETO)
                                .write(INBOX + "y.json", LATER_APPROVAL)),
                        Change.stopping("the approval is gone", consensus -> consensus.delete(INBOX + "lifts.json"))));
        rows.put(
                "a file that says no came, or changed, since the run began, and no approval that came with it or later lifts it, whatever time it names",
                List.of(
                        Change.stopping(
                                "a veto without a time of its day",
                                consensus -> consensus.write(INBOX + "x.json", VETO.replace("13:00:00", "00:00:00"))),
                        Change.passing("with an approval", consensus -> consensus
                                .write(INBOX + "x.json", VETO.replace("13:00:00", "00:00:00"))
                                .write(INBOX + "y.json", LATER_APPROVAL)),
                        Change.passing("a copy of an old one", consensus -> consensus.write(INBOX + "x.json", VETO)),
                        Change.stopping(
                                "an old one that is changed",
                                consensus -> consensus.edit(INBOX + "old.json", "[\"stop\"]", "[\"stop it\"]"))));
        rows.put(
                "a file in our inbox may not be read, or is too long",
                List.of(
                        Change.stopping("a link to itself", consensus -> loop(consensus, INBOX + "x.json")),
                        Change.stopping(
                                "too long", consensus -> consensus.write(INBOX + "x", "Fine.\n".repeat(60_000)))));
        rows.put(
                "a file that [holds](#hold): `HOLD`, `hold.md` or the like, whatever is in it",
                List.of(
                        Change.stopping("HOLD", consensus -> consensus.write("HOLD", "")),
                        Change.stopping("a directory", consensus -> consensus.write("hold.md/x", "")),
                        Change.stopping("a link to nowhere", consensus -> link(consensus, "HOLD.txt", "nowhere")),
                        Change.passing("another word", consensus -> consensus.write("holdings.txt", ""))));
        rows.put(
                "`phase` is not `deployment`, `tier` not `standard` or `enterprise`, `epic_id` another",
                List.of(
                        Change.inStatus("\"phase\": \"deployment\"", "\"phase\": \"testing\""),
                        Change.inStatus("\"phase\": \"deployment\"", "\"phase\": \"done\""),
                        Change.inStatus("\"tier\": \"standard\"", "\"tier\": \"starter\""),
                        Change.passing(
                                "\"tier\": \"enterprise\"",
                                consensus ->
                                        consensus.edit(STATUS, "\"tier\": \"standard\"", "\"tier\": \"enterprise\"")),
                        Change.inStatus("\"epic_id\": \"EP-1\"", "\"epic_id\": \"EP-2\"")));
        rows.put(
                "`iteration` is not that of the plan that is being deployed: a veto began another",
                List.of(Change.inStatus("\"iteration\": 1", "\"iteration\": 2")));
        rows.put(
                "a blocker of another role, a `question` of ours, or what others raise in our name",
                List.of(
                        blocker("veto", "qa", true),
                        blocker("question", "devops", true),
                        blocker("veto", "devops", true),
                        blocker("veto", "devops", "alice: stop this, CVE-1", true),
                        blocker("dependency", "devops", "alice: stop this, CVE-1", true),
                        blocker("veto", "devops", "alice: stop (CVE-1)", true),
                        blocker("veto", "devops", "qa: red (artifacts/test_results.json)", true),
                        blocker("veto", "devops", "tech_lead: stop (artifacts/plan.json)", true),
                        blocker("dependency", "devops", "EP-7 was aborted: wait for it", true),
                        blocker("veto", "devops", "change_freeze: until Monday (status.json#/x)", true),
                        blocker("dependency", "devops", "DEP-001 was aborted: the disk is full", true),
                        blocker("veto", "devops", "tests_not_passing: red (artifacts/test_results.json)", true)));
        rows.put("`qa` is not in `approvals`", List.of(Change.inStatus("[\"developer\", \"qa\"]", "[\"developer\"]")));
        rows.put(
                "`status.json` is gone, or no regular file",
                List.of(
                        Change.stopping("it is gone", consensus -> consensus.delete(STATUS)),
                        Change.stopping("a link to nowhere", consensus -> link(consensus.delete(STATUS), STATUS, "x")),
                        Change.stopping("a link to itself", consensus -> loop(consensus.delete(STATUS), STATUS)),
                        Change.stopping(
                                "a directory in its place",
                                consensus -> consensus.delete(STATUS).write(STATUS + "/x", ""))));
        rows.put(
                "`status.json` is JSON, but no valid status",
                List.of(
                        Change.inStatus("\"phase\": \"deployment\"", "\"phase\": \"STOPPED\""),
                        Change.inStatus("\"epic_id\": \"EP-1\"", "\"epic_id\": 1"),
                        Change.inStatus("[\"developer\", \"qa\"]", "\"none\""),
                        Change.inStatus("\"blockers\": []", "\"blockers\": \"stop\""),
                        Change.stopping(
                                "a phase, and nothing else",
                                consensus -> consensus.write(STATUS, "{\"phase\": \"blocked\"}")),
                        Change.stopping("another document", consensus -> consensus.write(STATUS, "[]")),
                        Change.inStatus("\"iteration\": 1", "\"iteration\": \"one\""),
                        Change.inStatus("\"mode\": \"full\"", "\"mode\": \"paused\""),
                        Change.inStatus("\"tier\": \"standard\"", "\"tier\": \"Standard\""),
                        Change.inStatus("\"phase\": \"deployment\"", "\"phase\": null"),
                        Change.inStatus(
                                "\"phase\": \"deployment\"", "\"phase\": \"blocked\", \"phase\": \"deployment\""),
                        encoded("a status in UTF-16 with another phase", "blocked", StandardCharsets.UTF_16, true)));
        rows.put(
                "a field of `status.json` that [nobody reads](#fields-that-nobody-reads) says no, or is one of the protocol's, misspelled",
                List.of(
                        more("\"Blockers\": [{\"type\": \"veto\", \"by\": \"qa\", \"reason\": \"x\"}]", true),
                        more("\"veto\": {\"by\": \"qa\", \"reason\": \"x\"}", true),
                        more("\"hold\": true", true),
                        more("\"status\": \"blocked\"", true),
                        more("\"blocked\": true", true),
                        more("\"phase \": \"testing\"", true),
                        more("\"hold\": false, \"blocked\": [], \"veto\": null", false),
                        more("\"history\": [{\"phase\": \"blocked\"}], \"rejections\": [{\"by\": \"qa\"}]", false)));
        rows.put(
                "`status.json` is no JSON, and says no as far as it can be read: another phase, iteration, tier or epic, a blocker, approvals without `qa`, one of those fields, a line beside the object",
                List.of(
                        written("a comma too many", text -> phase(text, "blocked")
                                .replace("}", ",}")),
                        written("a comment", text -> "// qa\n" + phase(text, "testing")),
                        written("single quotes", text -> phase(text, "blocked").replace('"', '\'')),
                        written("a phase that is none", text -> phase(text, "REJECTED")
                                .replace("}", ",}")),
                        written("YAML", text -> "epic_id: EP-1\ntier: standard\nphase: blocked\n"),
                        written("a text", text -> "STOP"),
                        written("torn behind the phase", text -> {
                            String other = phase(text, "blocked");
                            return other.substring(0, other.indexOf("\"blocked\"") + 12);
                        }),
                        written(
                                "a blocker, and a comma too many",
                                text -> text.replace(
                                        "\"blockers\": []",
                                        "\"blockers\": [{\"type\": \"veto\", \"by\": \"qa\", \"reason\": \"x\"},]")),
                        written(
                                "no approval of qa, and a comma too many",
                                text -> text.replace("[\"developer\", \"qa\"]", "[\"developer\",]")),
                        written("a field that says no", text -> text.replace("}", ", \"hold\": true,}")),
                        new Change(
                                "nothing of the kind, and a comma too many",
                                false,
                                consensus -> consensus.write(
                                        STATUS, consensus.text(STATUS).replace("}", ",}"))),
                        written("a line behind it", text -> text + "STOP\n"),
                        written("an iteration, and a comma too many", text -> text.replace(
                                        "\"iteration\": 1", "\"iteration\": 2")
                                .replace("}", ",}")),
                        written("a merge that is not resolved", text -> "<<<<<<< ours\n" + text + "=======\n"),
                        written(
                                "a blocker that breaks off",
                                text ->
                                        "{\"phase\": \"deployment\", \"blockers\": [{\"type\": \"veto\", \"by\": \"dev"),
                        new Change(
                                "a blocker of ours that breaks off",
                                false,
                                consensus -> consensus.write(
                                        STATUS,
                                        "{\"phase\": \"deployment\", \"blockers\": [{\"type\": \"veto\", \"by\": \"devops\", \"rea"))));
        rows.put(
                "`status.json` begins with a byte order mark, or is in UTF-16 or UTF-32",
                List.of(
                        encoded("the same in UTF-16", "deployment", StandardCharsets.UTF_16, false),
                        encoded("the same in UTF-16LE", "deployment", StandardCharsets.UTF_16LE, false),
                        Change.passing(
                                "a byte order mark",
                                consensus -> consensus.write(STATUS, "\uFEFF" + consensus.text(STATUS)))));
        rows.put(
                "`status.json` is no JSON, and says no such thing, or may not be read",
                List.of(
                        Change.passing(
                                "half of it",
                                consensus -> consensus.write(
                                        STATUS, consensus.text(STATUS).substring(0, 40))),
                        Change.passing("nothing of it", consensus -> consensus.write(STATUS, "")),
                        Change.passing(
                                "a link that no system follows",
                                consensus -> link(consensus.delete(STATUS), STATUS, "x".repeat(300)))));
        rows.put(
                "`plan.json`, `test_results.json`, facts and rules of the host",
                List.of(
                        Change.passing("another plan", consensus -> consensus.write("artifacts/plan.json", "{}")),
                        Change.passing("a rule and a fact of the host, in each of these runs", consensus -> {}),
                        Change.passing(
                                "other results",
                                consensus -> consensus.write("artifacts/test_results.json", "{\"scenarios\": []}"))));
        return rows;
    }

    private static Change more(String fields, boolean stops) {
        return new Change(
                fields, stops, consensus -> consensus.edit(STATUS, "\"blockers\": []", "\"blockers\": [], " + fields));
    }

    private static String phase(String status, String phase) {
        return status.replace("\"phase\": \"deployment\"", "\"phase\": \"" + phase + "\"");
    }

    private static Change written(String what, UnaryOperator<String> how) {
        return Change.stopping(what, consensus -> consensus.write(STATUS, how.apply(consensus.text(STATUS))));
    }

    private static Change encoded(String what, String phase, Charset charset, boolean stops) {
        return new Change(what, stops, consensus -> {
            String text = consensus.text(STATUS).replace("\"deployment\"", "\"" + phase + "\"");
            try {
                Files.write(consensus.path(STATUS), text.getBytes(charset));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** As root, whom no permission stops, nothing else cannot be read. */
    private static void loop(ConsensusDirectory consensus, String file) {
        link(consensus, file, file);
    }

    private static void link(ConsensusDirectory consensus, String file, String target) {
        try {
            Files.createSymbolicLink(consensus.path(file), consensus.path(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path path) {
        try {
            if (Files.isDirectory(path)) {
                DirectoryTrees.delete(path);
            } else {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Change blocker(String type, String by, boolean stops) {
        return blocker(type, by, "stop", stops);
    }

    private static Change blocker(String type, String by, String reason, boolean stops) {
        String blocker = "\"blockers\": [{\"type\": \"" + type + "\", \"by\": \"" + by + "\", \"reason\": \"" + reason
                + "\", \"created_at\": \"2025-12-31T13:00:00Z\"}]";
        return new Change(
                type + " by " + by + ": " + reason,
                stops,
                consensus -> consensus.edit(STATUS, "\"blockers\": []", blocker));
    }

    /** The documentation's rows: what is found, and what the run does. */
    private static Map<String, String> documented() throws IOException {
        Matcher table = Pattern.compile("(?ms)^\\| what is found \\| the run \\|\\R\\|---\\|---\\|\\R(.*?)\\R\\R")
                .matcher(Files.readString(Path.of("../docs/stopping.md")));
        assertThat(table.find()).isTrue();
        Map<String, String> rows = new LinkedHashMap<>();
        for (String row : table.group(1).split("\\R", -1)) {
            String[] cells = row.split(" ?\\| ?", -1);
            rows.put(cells[1], cells[2]);
        }
        return rows;
    }

    @Test
    void each_row_is_tried_and_nothing_is_tried_that_is_no_row() throws IOException {
        assertThat(rows().keySet()).containsExactlyElementsOf(documented().keySet());
    }

    @Test
    void a_row_says_stops_where_something_stops_a_run() throws IOException {
        Map<String, List<Change>> rows = rows();
        assertThat(documented()).allSatisfy((found, run) -> assertThat(run.startsWith("stops"))
                .as(found)
                .isEqualTo(rows.getOrDefault(found, List.of()).stream().anyMatch(Change::stops)));
    }

    @TestFactory
    @Tag(MatrixCells.TAG)
    Stream<DynamicTest> a_run_does_what_the_row_says(@TempDir Path temporary) throws IOException {
        Map<String, String> documented = documented();
        List<DynamicTest> tests = new ArrayList<>();
        List<Map.Entry<String, List<Change>>> rows = List.copyOf(rows().entrySet());
        for (int number = 0; number < rows.size(); number += MatrixCells.stride(3)) {
            Map.Entry<String, List<Change>> row = rows.get(number);
            boolean warns = documented.getOrDefault(row.getKey(), "").contains("with a warning");
            for (Change change : MatrixCells.tried(row.getValue(), number)) {
                Path directory = Files.createDirectory(temporary.resolve("run-" + tests.size()));
                tests.add(DynamicTest.dynamicTest(
                        row.getKey() + ": " + change.what(), () -> happens(change, warns, directory)));
            }
        }
        return tests.stream();
    }

    private static void happens(Change change, boolean warns, Path directory) {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(PLAN)
                .withInboxFile("old.json", VETO)
                .withInboxFile("lifts.json", APPROVAL)
                .in(directory);
        String before = consensus.text(STATUS);
        ScriptedShell shell = aShell();
        shell.doing("one", step -> {
            change.deed().accept(consensus);
            return StepResult.success();
        });
        // What is recorded in the end is for other tests.
        for (String after : List.of("two", "undo one")) {
            shell.doing(after, step -> {
                remove(consensus.path(STATUS));
                consensus.write(STATUS, before);
                return StepResult.success();
            });
        }

        Outcome outcome = consensus.run(shell, agent -> agent.vetoRule("freeze", saysNoOnceDeployed(shell))
                .evidenceSource(failsOnceDeployed(shell)));

        if (change.stops()) {
            assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
            assertThat(((Outcome.RolledBack) outcome).reason()).contains("stopped before step 'two'");
            assertThat(shell.commands()).containsExactly("one", "undo one");
        } else {
            assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
            assertThat(shell.commands()).containsExactly("one", "two");
        }
        if (warns) {
            assertThat(outcome.warnings()).anyMatch(note -> note.contains("status.json could not be read"));
            assertThat(consensus.deployment().path("warnings").toString()).contains("status.json could not be read");
        }
    }

    /** It is judged when the run begins, and never again. */
    private static VetoRule saysNoOnceDeployed(ScriptedShell shell) {
        return evidence -> shell.count("one") == 0
                ? Either.right(new Ok("freeze"))
                : Either.left(Veto.of("freeze", "nothing is deployed now", Source.of("calendar")));
    }

    private static EvidenceSource failsOnceDeployed(ScriptedShell shell) {
        return (evidence, site) -> {
            if (shell.count("one") > 0) {
                throw new IOException("the calendar does not answer");
            }
            return new Calendar(true);
        };
    }

    private record Calendar(boolean open) {}
}
