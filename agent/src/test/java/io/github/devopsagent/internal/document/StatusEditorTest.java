package io.github.devopsagent.internal.document;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static io.github.devopsagent.internal.json.QuotedJson.json;
import static io.github.devopsagent.internal.json.QuotedJson.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.internal.json.QuotedJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusEditorTest {

    private static final Instant NOW = Instant.parse("2025-12-31T14:00:00.987Z");
    private static final StatusEdit DONE = new StatusEdit(
            Optional.of(Phase.DONE), Optional.empty(), true, Set.of(Blocker.Type.values()), List.of(), NOW);
    private static final StatusEdit VETO = new StatusEdit(
            Optional.of(Phase.TESTING), Optional.of(3), false, Set.of(Blocker.Type.VETO), List.of(veto("red")), NOW);

    private static Blocker veto(String reason) {
        return new Blocker(Blocker.Type.VETO, "devops", reason);
    }

    private static String edited(String document, StatusEdit edit) {
        byte[] once = StatusEditor.apply(bytes(document), edit);
        assertThat(StatusEditor.apply(once, edit)).as("applied twice").isEqualTo(once);
        return text(once);
    }

    @Test
    void only_what_is_ours_changes() {
        String document = """
                {
                  'epic_id': 'EP-1',  'tier':'standard',
                  'x': [1.10, 1e5, -0.0, 'caf\\u00e9 é 😀', {'phase': 'deployment', 'iteration': 2}],
                \t'phase' : 'deployment',
                  'mode': 'full',
                  'iteration': 2,
                  'approvals': ['developer',  'q\\u0061'],
                  'blockers': [
                    { 'type': 'veto', 'by': 'devops', 'reason': 'inbox_veto: old (x)' },
                    { 'type': 'question', 'by': 'qa', 'reason': 'why?', 'n': 1.50 }
                  ],
                  'workstreams': [ ],
                  'updated_at': 'yesterday', 'updated_by': 'qa'
                }
                """;
        assertThat(edited(document, DONE))
                .isEqualTo(json(document.replace("'phase' : 'deployment'", "'phase' : 'done'")
                        .replace("'q\\u0061']", "'q\\u0061',  'devops']")
                        .replace("{ 'type': 'veto', 'by': 'devops', 'reason': 'inbox_veto: old (x)' },\n    ", "")
                        .replace("'yesterday', 'updated_by': 'qa'", "'2025-12-31T14:00:00Z', 'updated_by': 'devops'")));
    }

    @Test
    void a_new_blocker_looks_like_the_one_beside_it() {
        String document = """
                {"epic_id": "E", "tier": "standard", "phase": "deployment", "mode": "full", "iteration": 2,
                 "blockers": [
                    {
                       "type" : "veto",
                       "by" : "qa",
                       "reason" : "slow"
                    }
                 ],
                 "updated_at": "x", "updated_by": "qa"}""";
        String added = """
                ,
                    {
                       "type" : "veto",
                       "by" : "devops",
                       "reason" : "red",
                       "created_at" : "2025-12-31T14:00:00Z"
                    }""";
        assertThat(edited(document, VETO)).contains("\"slow\"\n    }" + added + "\n ],\n");
    }

    @Test
    void what_is_missing_is_added_in_the_indentation_of_the_document() {
        String document = """
                {
                    'epic_id': 'E',
                    'tier': 'standard',
                    'phase': 'deployment',
                    'mode': 'full',
                    'iteration': 2
                }""";
        String added = """
                ,
                    'blockers': [
                        {
                            'type': 'veto',
                            'by': 'devops',
                            'reason': 'red',
                            'created_at': '2025-12-31T14:00:00Z'
                        }
                    ],
                    'updated_at': '2025-12-31T14:00:00Z',
                    'updated_by': 'devops'
                }""";
        String expected = document.replace("'deployment'", "'testing'").replace("2\n}", "3" + added);
        assertThat(edited(document, VETO)).isEqualTo(json(expected));
        assertThat(edited(document.replace("\n", "\r\n"), VETO)).isEqualTo(json(expected.replace("\n", "\r\n")));
        assertThat(edited(document.replace("    ", "\t"), VETO)).isEqualTo(json(expected.replace("    ", "\t")));
    }

    @Test
    void a_document_on_one_line_stays_on_one_line() {
        String compact = "{'epic_id':'E','tier':'standard','phase':'deployment','mode':'full','iteration':2}";
        assertThat(edited(compact, VETO))
                .isEqualTo(json("{'epic_id':'E','tier':'standard','phase':'testing','mode':'full','iteration':3,"
                        + "'blockers':[{'type':'veto','by':'devops','reason':'red',"
                        + "'created_at':'2025-12-31T14:00:00Z'}],"
                        + "'updated_at':'2025-12-31T14:00:00Z','updated_by':'devops'}"));
        String spaced =
                "{ 'epic_id': 'E', 'tier': 'standard', 'phase': 'deployment', 'mode': 'full', 'iteration': 2 }\n";
        assertThat(edited(spaced, VETO))
                .isEqualTo(json("{ 'epic_id': 'E', 'tier': 'standard', 'phase': 'testing', 'mode': 'full', 'iteration':"
                        + " 3, 'blockers': [{ 'type': 'veto', 'by': 'devops', 'reason': 'red', 'created_at':"
                        + " '2025-12-31T14:00:00Z' }], 'updated_at': '2025-12-31T14:00:00Z', 'updated_by': 'devops'"
                        + " }\n"));
    }

    @Test
    void the_name_of_the_last_field_may_be_any_text() {
        String name = "\\\\\\\"\\u0061: ".repeat(100);
        String document = "{'epic_id':'E','tier':'standard','phase':'deployment','mode':'full','iteration':2,\n '"
                + name + "' : 1}";
        assertThat(edited(document, DONE)).endsWith(json(",\n 'updated_by' : 'devops'}"));
    }

    private static String approvals(String list, boolean approve) {
        String document = "{'epic_id':'E','tier':'standard','phase':'deployment','mode':'full','iteration':2,"
                + "'updated_at':'2025-12-31T14:00:00Z','updated_by':'devops','approvals':" + list + "}";
        StatusEdit edit = new StatusEdit(Optional.empty(), Optional.empty(), approve, Set.of(), List.of(), NOW);
        String edited = edited(document, edit);
        return edited.substring(edited.indexOf("\"approvals\":") + 12, edited.length() - 1)
                .replace('"', '\'');
    }

    @Test
    void devops_is_among_the_approvals_once_or_not_at_all() {
        assertThat(approvals("[]", true)).isEqualTo("['devops']");
        assertThat(approvals("[ ]", true)).isEqualTo("['devops']");
        assertThat(approvals("null", true)).isEqualTo("['devops']");
        assertThat(approvals("['qa']", true)).isEqualTo("['qa','devops']");
        assertThat(approvals("[ 'qa', 'sre' ]", true)).isEqualTo("[ 'qa', 'sre', 'devops' ]");
        assertThat(approvals("[\n  'qa'\n]", true)).isEqualTo("[\n  'qa',\n  'devops'\n]");
        assertThat(approvals("['devops','qa']", true)).isEqualTo("['devops','qa']");
        assertThat(approvals("['d\\u0065vops']", true)).isEqualTo("['d\\u0065vops']");

        assertThat(approvals("['devops']", false)).isEqualTo("[]");
        assertThat(approvals("[\n 'devops'\n]", false)).isEqualTo("[]");
        assertThat(approvals("['devops' , 'qa']", false)).isEqualTo("['qa']");
        assertThat(approvals("['qa', 'devops']", false)).isEqualTo("['qa']");
        assertThat(approvals("['devops','qa','devops',\n'sre', 'devops' ]", false))
                .isEqualTo("['qa',\n'sre' ]");
        assertThat(approvals("[ ]", false)).isEqualTo("[ ]");
        assertThat(approvals("null", false)).isEqualTo("null");
    }

    @Test
    void a_blocker_that_is_there_already_stays_as_it_is() {
        String document = "{'epic_id':'E','tier':'standard','phase':'testing','mode':'full','iteration':3,"
                + "'blockers':[{'created_at':'long ago','type':'veto','by':'devops','reason':'red'}],"
                + "'updated_at':'2025-12-31T14:00:00Z','updated_by':'devops'}";
        assertThat(edited(document, VETO)).isEqualTo(json(document));
    }

    @Test
    void blockers_of_other_types_and_of_others_stay() {
        String document = "{'epic_id':'E','tier':'standard','phase':'testing','mode':'full','iteration':3,"
                + "'blockers':[{'type':'veto','by':'devops','reason':'inbox_veto: a (x)'},{'type':'veto','by':'qa','reason':'b'},"
                + "{'type':'veto','by':'devops','reason':'inbox_veto: c (x)'},{'type':'question','by':'devops','reason':'d'}],"
                + "'updated_at':'2025-12-31T14:00:00Z','updated_by':'devops'}";
        assertThat(edited(document, VETO))
                .contains(json("'blockers':[{'type':'veto','by':'qa','reason':'b'},"
                        + "{'type':'question','by':'devops','reason':'d'},"
                        + "{'type':'veto','by':'devops','reason':'red','created_at':'2025-12-31T14:00:00Z'}],"));
    }

    @Test
    void what_others_wrote_in_our_name_stays() {
        String document = "{'epic_id':'E','tier':'standard','phase':'testing','mode':'full','iteration':3,"
                + "'blockers':[{'type':'veto','by':'devops','reason':'alice: stop (CVE-1)'}],"
                + "'updated_at':'2025-12-31T14:00:00Z','updated_by':'devops'}";
        assertThat(edited(document, VETO))
                .contains(json("'blockers':[{'type':'veto','by':'devops','reason':'alice: stop (CVE-1)'},"
                        + "{'type':'veto','by':'devops','reason':'red','created_at':'2025-12-31T14:00:00Z'}],"));
    }

    @Test
    void a_reason_may_be_any_text() {
        String reason = "\"quoted\" \\ \n\t\u0001 é 😀 \ud800";
        StatusEdit edit = new StatusEdit(
                Optional.empty(), Optional.empty(), false, Set.of(), List.of(veto(reason), veto(reason)), NOW);
        String edited = edited("{'epic_id':'E','tier':'standard','phase':'testing','mode':'full','iteration':3}", edit);
        assertThat(StatusReader.read(QuotedJson.utf8(edited)).get().blockers()).containsExactly(veto(reason));
    }

    @Test
    void what_cannot_be_read_cannot_be_edited() {
        assertThatThrownBy(() -> StatusEditor.apply(bytes("{}"), DONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/epic_id");
    }

    @Test
    void only_blockers_of_ours_can_be_added() {
        assertThatThrownBy(() -> new StatusEdit(
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Set.of(),
                        List.of(new Blocker(Blocker.Type.VETO, "qa", "x")),
                        NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("devops");
    }

    @Test
    void many_elements_take_no_time() {
        String many = "'qa','devops',".repeat(10_000) + "'qa'";
        assertThat(approvals("[" + many + "]", false)).isEqualTo("[" + many.replace("'devops',", "") + "]");
    }

    @Test
    void fields_may_be_in_any_order() {
        String document = "{'updated_by': 'qa', 'updated_at': 'yesterday', 'workstreams': [], 'blockers': [],"
                + " 'approvals': ['qa'], 'iteration': 2, 'mode': 'full', 'phase': 'deployment', 'tier': 'standard',"
                + " 'epic_id': 'EP-1'}";
        assertThat(edited(document, DONE))
                .isEqualTo(json(document.replace("'deployment'", "'done'")
                        .replace("['qa']", "['qa', 'devops']")
                        .replace("'yesterday'", "'2025-12-31T14:00:00Z'")
                        .replace("'updated_by': 'qa'", "'updated_by': 'devops'")));
    }

    /** Others may have written it otherwise than we would. */
    @Test
    void a_phase_that_does_not_change_stays_byte_for_byte() {
        String document =
                "{'epic_id': 'EP-1', 'tier': 'standard', 'phase': 'd\\u006fne', 'mode': 'full', 'iteration': 2,"
                        + " 'approvals': ['qa', 'devops'], 'blockers': [], 'workstreams': [], 'updated_at': 'x', 'updated_by': 'y'}";
        assertThat(edited(document, DONE)).contains("\"phase\": \"d\\u006fne\"");
    }

    @Test
    void an_iteration_starts_at_1() {
        assertThat(new StatusEdit(Optional.empty(), Optional.of(1), false, Set.of(), List.of(), NOW).iteration())
                .contains(1);
        assertThatThrownBy(() -> new StatusEdit(Optional.empty(), Optional.of(0), false, Set.of(), List.of(), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 0");
    }
}
