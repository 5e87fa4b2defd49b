package io.github.devopsagent.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.gate.OwnBlockers;
import io.github.devopsagent.internal.json.QuotedJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StatusEditorLawsTest {

    private static final String OURS = "\u0000";

    /**
     * A document in pieces.
     *
     * @param pieces its text; those that start with a NUL, which is not part of it, may be changed by an edit
     */
    record Document(List<String> pieces) {

        byte[] bytes() {
            return QuotedJson.utf8(String.join("", pieces).replace(OURS, ""));
        }

        /** What an edit must leave alone, in order. */
        List<String> foreign() {
            return pieces.stream().filter(each -> !each.startsWith(OURS)).toList();
        }
    }

    @Property(tries = 200)
    void foreign_bytes_survive_in_their_order(
            @ForAll("documents") Document document, @ForAll("edits") StatusEdit edit) {
        String edited = QuotedJson.text(StatusEditor.apply(document.bytes(), edit));
        int position = 0;
        for (String piece : document.foreign()) {
            int found = edited.indexOf(piece, position);
            assertThat(found).as("'%s' in %s", piece, edited).isNotNegative();
            position = found + piece.length();
        }
        assertThat(edited).endsWith(document.pieces().get(document.pieces().size() - 1));
    }

    @Property(tries = 200)
    void the_edit_is_what_the_document_says(@ForAll("documents") Document document, @ForAll("edits") StatusEdit edit) {
        Status before = StatusReader.read(document.bytes()).get();
        Status after =
                StatusReader.read(StatusEditor.apply(document.bytes(), edit)).get();
        assertThat(after.phase()).isEqualTo(edit.phase().orElse(before.phase()));
        assertThat(after.iteration()).isEqualTo(edit.iteration().orElse(before.iteration()));
        assertThat(after.approvals().contains("devops")).isEqualTo(edit.approve());
        assertThat(after.blockers()).containsAll(edit.add());
        assertThat(after.blockers().stream()
                        .filter(each -> !OwnBlockers.isWritten(each))
                        .filter(each -> !edit.add().contains(each)))
                .containsExactlyElementsOf(before.blockers().stream()
                        .filter(each -> !OwnBlockers.isWritten(each))
                        .filter(each -> !edit.add().contains(each))
                        .toList());
        assertThat(after.blockers().stream()
                        .filter(OwnBlockers::isWritten)
                        .filter(each -> edit.remove().contains(each.type())
                                && !edit.add().contains(each)))
                .isEmpty();
    }

    @Property(tries = 100)
    void an_edit_that_is_applied_twice_is_applied_once(
            @ForAll("documents") Document document, @ForAll("edits") StatusEdit edit) {
        byte[] once = StatusEditor.apply(document.bytes(), edit);
        assertThat(StatusEditor.apply(once, edit)).isEqualTo(once);
    }

    @Property(tries = 100)
    void what_was_valid_stays_valid(@ForAll("protocolDocuments") Document document, @ForAll("edits") StatusEdit edit) {
        assertThat(Schemas.STATUS.errorsIn(document.bytes())).isEmpty();
        assertThat(Schemas.STATUS.errorsIn(StatusEditor.apply(document.bytes(), edit)))
                .isEmpty();
    }

    @Provide
    Arbitrary<StatusEdit> edits() {
        Arbitrary<List<Blocker>> added = Combinators.combine(
                        Arbitraries.of(Blocker.Type.values()), Arbitraries.of("red", "rot \"x\"", "é\n😀"))
                .as((type, reason) -> new Blocker(type, "devops", reason))
                .list()
                .ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of(Phase.values()).optional(),
                        Arbitraries.integers().between(1, 1000).optional(),
                        Arbitraries.of(true, false),
                        Arbitraries.subsetOf(Blocker.Type.values()),
                        added,
                        Arbitraries.of(Instant.parse("2025-12-31T14:00:00Z"), Instant.parse("2026-01-01T00:00:00.5Z")))
                .as(StatusEdit::new);
    }

    @Provide
    Arbitrary<Document> documents() {
        return fields(true).flatMap(this::laidOut);
    }

    @Provide
    Arbitrary<Document> protocolDocuments() {
        return fields(false).flatMap(this::laidOut);
    }

    /** The fields of a status in any order, each as pieces. */
    private Arbitrary<List<List<String>>> fields(boolean unknown) {
        List<Arbitrary<List<String>>> fields = new ArrayList<>(List.of(
                Arbitraries.just(List.of("\"epic_id\" : \"EP-1\"")),
                Arbitraries.of("\"tier\":\"standard\"", "\"tier\" :\n\"enterprise\"")
                        .map(List::of),
                Arbitraries.of("\"deployment\"", "\"te\\u0073ting\"")
                        .map(value -> List.of("\"phase\": ", OURS + value)),
                Arbitraries.just(List.of("\"mode\": \"full\"")),
                Arbitraries.of("1", "2", "17").map(value -> List.of("\"iteration\":", OURS + value)),
                Arbitraries.of("\"2025-12-30T14:00:00Z\"").map(value -> List.of("\"updated_at\" : ", OURS + value)),
                Arbitraries.of("\"qa\"", "\"devops\"").map(value -> List.of("\"updated_by\":", OURS + value))));
        Arbitrary<List<List<String>>> all = Combinators.combine(fields).as(list -> list);
        Arbitrary<List<List<String>>> more = Combinators.combine(
                        approvals().optional(),
                        blockers().optional(),
                        unknown().list().ofMaxSize(unknown ? 2 : 0).uniqueElements(StatusEditorLawsTest::key))
                .as((approvals, blockers, others) -> Stream.of(approvals.stream(), blockers.stream(), others.stream())
                        .flatMap(each -> each)
                        .toList());
        return Combinators.combine(all, more)
                .as((a, b) -> Stream.concat(a.stream(), b.stream()).toList())
                .flatMap(list -> Arbitraries.shuffle(list));
    }

    private static String key(List<String> field) {
        return field.get(0).substring(0, field.get(0).indexOf(':'));
    }

    private Arbitrary<List<String>> unknown() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1_000_000),
                        Arbitraries.of(
                                "1.10",
                                "1e5",
                                "-0.0",
                                "\"caf\\u00e9 é 😀\"",
                                "{ \"phase\":\"x\", \"l\" : [ ] }",
                                "[1 ,\t{}]",
                                "null",
                                "\"a\\\\\\\"b\""))
                .as((n, value) -> List.of("\"ü" + n + "\" : " + value));
    }

    private Arbitrary<List<String>> approvals() {
        return Combinators.combine(
                        Arbitraries.subsetOf("\"qa\"", "\"d\\u0065veloper\"", "\"devops\"", "\"sre\"")
                                .map(each -> each.stream().sorted().toList())
                                .flatMap(list -> Arbitraries.shuffle(list)),
                        spaces(),
                        spaces())
                .as((roles, open, between) -> list(
                        "\"approvals\": ",
                        roles.stream().map(List::of).toList(),
                        open,
                        between,
                        roles.stream().map(role -> role.contains("devops")).toList()));
    }

    private Arbitrary<List<String>> blockers() {
        Arbitrary<String> ours = Arbitraries.of(
                        "veto\", \"reason\": \"inbox_veto: red (x.json)",
                        "question\", \"reason\": \"why?",
                        "dependency\", \"reason\": \"DEP-001 was aborted: red")
                .map(type -> "{\"type\":\"" + type + "\",\n \"by\" : \"devops\"}");
        Arbitrary<String> others = Arbitraries.of(
                "{\"reason\":\"é\", \"by\" :\"qa\", \"type\":\"veto\", \"n\":1.50}",
                "{\"reason\":\"alice: stop (CVE-1)\", \"by\" :\"dev\\u006fps\", \"type\":\"veto\"}",
                "{\r\n  \"type\":\"question\",\r\n  \"by\":\"person\",\r\n  \"reason\":\"\\u0041\"\r\n}");
        return Combinators.combine(Arbitraries.oneOf(ours, others).list().ofMaxSize(5), spaces(), spaces())
                .as((blockers, open, between) -> list(
                        "\"blockers\" :",
                        blockers.stream().map(List::of).toList(),
                        open,
                        between,
                        blockers.stream().map(each -> each.contains("devops")).toList()));
    }

    // The white space and the commas of a list may change with its elements; others' elements may not.
    private static List<String> list(
            String name, List<List<String>> elements, String open, String between, List<Boolean> ours) {
        List<String> pieces = new ArrayList<>(List.of(name, OURS + "[" + open));
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                pieces.add(OURS + "," + between);
            }
            String element = String.join("", elements.get(i));
            pieces.add(ours.get(i) ? OURS + element : element);
        }
        pieces.add(OURS + open + "]");
        return pieces;
    }

    private Arbitrary<Document> laidOut(List<List<String>> fields) {
        return Combinators.combine(spaces(), spaces(), spaces(), Arbitraries.of("", "\n", "\r\n", " \n\n"))
                .as((open, between, close, end) -> {
                    List<String> pieces = new ArrayList<>(List.of(end + "{" + open));
                    for (int i = 0; i < fields.size(); i++) {
                        pieces.add(i == 0 ? "" : "," + between);
                        pieces.addAll(fields.get(i));
                    }
                    pieces.add(close + "}" + end);
                    return new Document(pieces);
                });
    }

    private static Arbitrary<String> spaces() {
        return Arbitraries.of("", " ", "\n", "\n  ", "\r\n\t", "\r\n    ", "\n\n  ", "  ");
    }
}
