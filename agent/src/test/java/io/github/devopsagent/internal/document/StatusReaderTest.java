package io.github.devopsagent.internal.document;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static io.github.devopsagent.internal.json.QuotedJson.lines;
import static io.github.devopsagent.internal.json.QuotedJson.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.internal.json.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusReaderTest {

    private static final String VALID = """
            {'epic_id': 'EP-1', 'tier': 'standard', 'phase': 'deployment', 'mode': 'full', 'iteration': 2,
             'approvals': ['qa', 'developer'], 'blockers': [{'type': 'veto', 'by': 'qa', 'reason': 'red'}],
             'updated_at': '2025-12-31T14:00:00Z', 'updated_by': 'qa', 'workstreams': 'whatever', 'x': {'y': [1e5]}}""";

    @Test
    void reads_what_a_decision_needs_and_ignores_the_rest() {
        assertThat(StatusReader.read(bytes(VALID)).get())
                .isEqualTo(new Status(
                        "EP-1",
                        Tier.STANDARD,
                        Phase.DEPLOYMENT,
                        Mode.FULL,
                        2,
                        Set.of("qa", "developer"),
                        List.of(new Blocker(Blocker.Type.VETO, "qa", "red"))));
    }

    @Test
    void approvals_and_blockers_are_optional_and_null_counts_as_absent() {
        byte[] withNull = bytes("{'epic_id':'E','tier':'starter','phase':'done','mode':'hotfix','iteration':1.0,"
                + "'approvals':null}");
        Status status = StatusReader.read(withNull).get();
        assertThat(status.approvals()).isEmpty();
        assertThat(status.blockers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'EP-1'        | 'EP 1'  | wrong_value /epic_id found the string \"EP 1\"; allowed is an id of 1 to"
                        + " 100 letters, digits, '_' and '-', such as \"EP-AUTH-001\"; write a shorter one, without other"
                        + " characters",
                "'standard'    | 'gold'  | wrong_value /tier found the string \"gold\"; allowed is one of starter,"
                        + " standard, enterprise; choose one of them",
                "'standard'    | 7       | wrong_type /tier found the number 7; allowed is a string; write it in quotes",
                "'deployment'  | 'ship'  | wrong_value /phase found the string \"ship\"; allowed is one of"
                        + " requirements, architecture, planning, implementation, testing, deployment, done, blocked;"
                        + " choose one of them",
                "'full'        | null    | missing_field /mode found no 'mode'; allowed is one of full, fast_track,"
                        + " hotfix; add 'mode'",
                "2             | 0       | wrong_value /iteration found the number 0; allowed is a whole number from 1;"
                        + " write a number in this range",
                "2             | 1.5     | wrong_value /iteration found the number 1.5; allowed is a whole number from"
                        + " 1; write a number in this range",
                "2             | 1e999999999 | wrong_value /iteration found the number 1E+999999999; allowed is a whole"
                        + " number from 1; write a number in this range",
                "2             | '2'     | wrong_type /iteration found the string \"2\"; allowed is a whole number from"
                        + " 1; write a number without quotes",
                "['qa', 'developer'] | 'qa' | wrong_type /approvals found the string \"qa\"; allowed is a list of"
                        + " roles; write it as [ … ]",
                "'developer'   | {}      | wrong_type /approvals/1 found an object with no fields; allowed is a string;"
                        + " write it in quotes",
                "'veto'        | 'no'    | wrong_value /blockers/0/type found the string \"no\"; allowed is one of"
                        + " veto, question, dependency; choose one of them",
                "'by'          | 'from'  | missing_field /blockers/0/by found no 'by'; allowed is the role that raised"
                        + " it; add 'by'",
                "'red'         | true    | wrong_type /blockers/0/reason found true; allowed is a string; write it in"
                        + " quotes"
            })
    void names_found_allowed_and_fix(String text, String replacement, String line) {
        byte[] bytes = bytes(VALID.replaceFirst(java.util.regex.Pattern.quote(text), replacement));
        assertThat(lines(StatusReader.read(bytes))).containsExactly(line);
    }

    @Test
    void reports_everything_that_is_wrong_at_once() {
        assertThat(lines(StatusReader.read(bytes("{'blockers': [1, {'type': 'veto'}]}"))))
                .extracting(line -> line.substring(0, line.indexOf(" found")))
                .containsExactly(
                        "missing_field /epic_id",
                        "missing_field /tier",
                        "missing_field /phase",
                        "missing_field /mode",
                        "missing_field /iteration",
                        "wrong_type /blockers/0",
                        "missing_field /blockers/1/by",
                        "missing_field /blockers/1/reason");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'deployment ' | the string \"deployment \" | write \"deployment\"",
                "'\\tdeployment' | the string \"\\tdeployment\" | write \"deployment\"",
                "'deployment\\n' | the string \"deployment\\n\" | write \"deployment\"",
                "'deploy\\u200bment' | the string \"deploy\\u200bment\" | write \"deployment\"",
                "'deployment\\u00a0' | the string \"deployment\\u00a0\" | write \"deployment\"",
                "'Deployment' | the string \"Deployment\" | write \"deployment\"",
                "'  ' | the string \"  \" | choose one of them"
            })
    void a_blank_around_a_constant_is_seen(String value, String found, String fix) {
        assertThat(lines(StatusReader.read(bytes(VALID.replace("'deployment'", value)))))
                .singleElement()
                .asString()
                .startsWith("wrong_value /phase found " + found + "; allowed is one of ")
                .endsWith("; " + fix);
    }

    @Test
    void reports_a_bounded_number_of_errors_and_counts_the_rest() {
        String many = VALID.replace("['qa', 'developer']", "[" + "1,".repeat(1400) + "1]");
        List<String> lines = lines(StatusReader.read(bytes(many)));
        assertThat(lines).hasSize(Limits.REFUSALS + 1);
        assertThat(lines.get(Limits.REFUSALS))
                .isEqualTo("wrong_value  found 401 more errors; allowed is none; correct those that are named first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | `` | found an empty file; allowed is a JSON object; write the document again",
                "`  \n` | `` | found an empty file; allowed is a JSON object; write the document again",
                "{'a': {'b': [1, {'c | /a/b/1 | found the end of the file at line 1, column 20; allowed is a complete"
                        + " JSON document; the file is cut off: write it again",
                "`{'a': 1,\n 'b': {'k': 1, 'k': 2}}` | /b/k | found the key \"k\" twice, the second time before line 2, column 19;"
                        + " allowed is each key once; remove one of them",
                "{'a': 1} x | `` | found more after the end of the document at line 1, column 10: Unrecognized token 'x':"
                        + " was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false'); allowed"
                        + " is one JSON object; remove the rest",
                "Here is the plan: {'a': 1} | `` | found text where the document should begin, at line 1, column 1:"
                        + " Unrecognized token 'Here': was expecting (JSON String, Number, Array, Object or token 'null',"
                        + " 'true' or 'false'); allowed is one JSON object and nothing around it; remove what stands before"
                        + " and after { … }, such as a sentence or a Markdown fence",
                "{'a': 1} {} | `` | found more after the end of the document at line 1, column 10; allowed is one JSON"
                        + " object; remove the rest"
            })
    void says_where_the_syntax_breaks(String text, String pointer, String reason) {
        assertThat(lines(StatusReader.read(bytes(text)))).containsExactly("unreadable " + pointer + " " + reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':[1}",
                "{'a':1]",
                "{'a':NaN}",
                "{'a':1 /* c */}",
                "{'a'",
                "nul",
                "{'a':'\n'}",
                "}",
                "{'a':.5}"
            })
    void the_parsers_own_options_are_not_talked_about(String text) {
        assertThat(lines(StatusReader.read(bytes(text))))
                .singleElement()
                .asString()
                .contains("found ", "line 1, column ", "allowed is ")
                .doesNotContain("Feature", "Source", "enable", "UNKNOWN");
    }

    @Test
    void the_root_must_be_an_object() {
        assertThat(lines(StatusReader.read(bytes("[]"))))
                .containsExactly(
                        "wrong_type  found a list of 0; allowed is a JSON object; write the document as { … }");
    }

    @Test
    void says_which_limit_is_exceeded() {
        String deep = "{'a':" + "[".repeat(100) + "]".repeat(100) + "}";
        assertThat(lines(StatusReader.read(bytes(deep))))
                .singleElement()
                .asString()
                .startsWith("unreadable /a")
                .contains("nesting depth (65) exceeds the maximum allowed (64)", "line 1, column ", "shorten")
                .doesNotContain("StreamReadConstraints");
        assertThat(lines(StatusReader.read(bytes("{'a':" + "9".repeat(2000) + "}"))))
                .singleElement()
                .asString()
                .contains("Number value length (2000) exceeds the maximum allowed (1000)");
        assertThat(lines(StatusReader.read(bytes("{'" + "a".repeat(2000) + "':1}"))))
                .singleElement()
                .asString()
                .contains("exceeds the maximum allowed (1000)");
        assertThat(lines(StatusReader.read(new byte[Limits.STATUS_BYTES + 1])))
                .containsExactly("unreadable  found a larger file; allowed is a file of 1048576 bytes; remove what is"
                        + " not needed");
    }

    @Test
    void says_which_byte_is_no_utf_8() {
        String fix = "; allowed is UTF-8; save the file as UTF-8 without a byte order mark";
        assertThat(lines(StatusReader.read(utf8("\uFEFF{}"))))
                .containsExactly("unreadable  found a UTF-8 byte order mark at byte 0" + fix);
        assertThat(lines(StatusReader.read("{\"ä\":1}".getBytes(StandardCharsets.ISO_8859_1))))
                .containsExactly("unreadable  found no UTF-8 at byte 2" + fix);
        assertThat(lines(StatusReader.read("{}".getBytes(StandardCharsets.UTF_16))))
                .containsExactly("unreadable  found what looks like UTF-16 or UTF-32 at byte 0" + fix);
        assertThat(lines(StatusReader.read("{}".getBytes(StandardCharsets.UTF_16LE))))
                .containsExactly("unreadable  found what looks like UTF-16 or UTF-32 at byte 1" + fix);
        assertThat(lines(StatusReader.read(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"'})))
                .containsExactly("unreadable  found no UTF-8 at byte 2" + fix);
        assertThat(lines(StatusReader.read(new byte[] {'{', '"', (byte) 0xE2, (byte) 0x82})))
                .containsExactly("unreadable  found a cut-off character at byte 2" + fix);
    }
}
