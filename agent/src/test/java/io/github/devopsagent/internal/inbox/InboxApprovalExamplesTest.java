package io.github.devopsagent.internal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which approval lifts which veto, and which is too doubtful. */
class InboxApprovalExamplesTest extends InboxExamples {

    private static final String APPROVAL =
            "{'d':'2026-01-10','st':'approval','r':'qa','epic':'EP-1','sm':['Approved: the CVE is fixed'],'nx':[],"
                    + "'ts':'2026-01-10T10:00:00Z'}";

    private static String approvalSaying(String line) {
        return APPROVAL.replace("Approved: the CVE is fixed", line);
    }

    private static String approvalWith(String field) {
        return APPROVAL.substring(0, APPROVAL.length() - 1) + "," + field + "}";
    }

    @Test
    void a_plain_approval_lifts_a_veto() {
        assertThat(vetoes(VETO, APPROVAL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Approved",
                "LGTM",
                "All 12 tests pass",
                "12/12 tests pass, 0 failed",
                "Reviewed and approved",
                "Approved for EP-1 by qa",
                "qa: approved, no errors",
                "Café approved"
            })
    void so_does_each_of_these(String line) {
        assertThat(vetoes(VETO, approvalSaying(line))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p95 is 80 ms, no errors",
                "The CVE is back",
                "Please approve the fix",
                "Seeking approval",
                "Approved for EP-2",
                "Approved for Monday",
                "Approved: fix to follow",
                "Approved modulo the CVE",
                "Approved w/ caveats",
                "Approved, I think",
                "Approved\u2026",
                "Genehmigt unter Vorbehalt",
                "I still veto this",
                "The earlier block stays",
                "We do not approve",
                "I cant approve it",
                "I wont approve it",
                "This isnt approved",
                "That isn´t approved",
                "That isn‘t approved",
                "That isn&#39;t approved",
                "never approve this",
                "un-approved",
                "unapproved",
                "Unverified",
                "approval withheld",
                "none of the tests pass",
                "neither fast nor stable",
                "without tests",
                "the tests fail",
                "approval denied",
                "I revoke my approval",
                "stop",
                "abort",
                "NACK",
                "❌",
                "👎",
                "🔴 perf",
                "⚠ look at it",
                "Approved if the CVE is fixed",
                "Approved once the CVE is fixed",
                "Approved until Monday",
                "Approved unless it rains",
                "Approve after the fix",
                "approved when green",
                "as soon as the fix is in",
                "subject to review",
                "contingent on the fix",
                "provided it is fast",
                "assuming the cache is warm",
                "conditional",
                "as long as p95 is low",
                "all but checkout, except payments",
                "only the docs",
                "We will approve tomorrow",
                "approval comes later",
                "pending",
                "TODO",
                "TBD",
                "draft",
                "WIP",
                "partially tested",
                "in progress",
                "retest",
                "approved for staging",
                "ignore this message",
                "Is it approved?",
                "needs a fix",
                "3/12 tests pass",
                "3 of 12 tests pass",
                "10 failed",
                "Noch nicht freigegeben",
                "nоt approved",
                "не одобрено",
                "承認しない",
                "doNotDeploy",
                "approved:NOT",
                "N0T-approved, no"
            })
    void no_approval_lifts_that_leaves_a_doubt_in_sm_nx_or_answers(String line) {
        for (String approval : List.of(
                approvalSaying(line),
                APPROVAL.replace("'nx':[]", "'nx':['Go','" + line + "']"),
                approvalWith("'answers':{'q1':'" + line + "'}"))) {
            assertThat(vetoes(VETO, approval)).as(approval).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'verification':{'tests':'3/12 passed'}",
                "'verification':{'tests':'N/A'}",
                "'verification':{'tests':12}",
                "'verification':{'tests':'maybe'}",
                "'verification':{'tests_pending':true}",
                "'verification':{'skipped':['e2e']}",
                "'verification':{'conditional':'yes'}",
                "'verification':{'untested':true}",
                "'verification':{'draft':1}",
                "'verification':{'failed':'yes'}",
                "'verification':{'open_issues':2}",
                "'verification':{'critical_vulnerabilities':null}",
                "'verification':{'a':[true,{'b':'unknown'}]}",
                "'verification':{'no_failures':false}",
                "'status':''",
                "'status':'approved?'",
                "'status':'approved (staging)'",
                "'status':'✅'",
                "'status':'pending'"
            })
    void nor_one_with_a_doubt_in_its_status_or_verification(String field) {
        assertThat(vetoes(VETO, approvalWith(field))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'verification':{'tests':true,'e2e':'passed','failed':0,'blockers':[],'errors':'none'}",
                "'verification':{'open_issues':0,'critical_vulnerabilities':0,'pending':false,'skipped':0}",
                "'status':' Approved '",
                "'answers':{'q1':'yes'}",
                "'artifacts':['artifacts/hold.json']"
            })
    void but_one_in_which_everything_is_certain_does(String field) {
        assertThat(vetoes(VETO, approvalWith(field))).isEmpty();
    }

    @Test
    void the_remark_names_the_word_and_what_to_write() {
        assertThat(vetoes(VETO, approvalSaying("Fine if it is fixed")).get(0))
                .contains(
                        "does not: 'sm' says \"if\"; write a plain approval, such as \"sm\": [\"Approved: the CVE is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'veto','from':'qa','ts':'2026-01-01T10:00:00Z'}",
                "[{'type':'veto','from':'QA','ts':'2026-01-01T10:00:00Z','to':'developer'}]",
                "{'header':{'type':'veto','from':'qa','timestamp':'2026-01-01'},'body':{'reason':'slow'}}",
                "{'metadata':{'sender':'qa','created_at':'2026-01-01T10:00:00Z'},'decision':'rejected'}",
                "type: veto\nfrom: qa\nts: 2026-01-01T10:00:00Z\nreasons:\n- slow\n- ugly\n",
                "---\ntype: veto\nfrom: qa\ndate: 2026-01-01\n---\n\n# Too slow\n\nIt is.\n",
                "// mine\n{'type':'veto','from':'qa','ts':'2026-01-01T10:00:00Z',}",
                "{'veto':{'active':true},'from':'qa','ts':'2026-01-01T10:00:00Z','due':'2026-01-03'}"
            })
    void a_structured_veto_with_a_certain_sender_and_time_is_lifted(String veto) {
        assertThat(vetoes(veto)).hasSize(1);
        assertThat(vetoes(veto, APPROVAL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'veto','from':'qa','vetoed_by':'security','ts':'2026-01-01T10:00:00Z'}",
                "{'type':'veto','from':'qa','on_behalf_of':'sre','ts':'2026-01-01T10:00:00Z'}",
                "{'type':'veto','from':'qa','issued_by':'the board','ts':'2026-01-01T10:00:00Z'}",
                "{'type':'veto','from':'qa','raised_by':'sre','ts':'2026-01-01T10:00:00Z'}",
                "{'type':'veto','from':'qa','signed':'sre','ts':'2026-01-01T10:00:00Z'}",
                "{'type':'veto','from':'qa','owner':'tech_lead','ts':'2026-01-01T10:00:00Z'}",
                "{'type':'veto','from':'qa','veto':'security says no','ts':'2026-01-01T10:00:00Z'}",
                "{'from':'qa','ts':'2026-01-01T10:00:00Z','reviews':[{'who':'security','decision':'rejected'}]}",
                "{'from':'qa','ts':'2026-01-01T10:00:00Z','approvals':{'security':false}}",
                "{'from':'qa','ts':'2026-01-01T10:00:00Z','security':{'decision':'rejected'}}",
                "{'type':'veto','from':'qa','ts':'2026-01-01T10:00:00Z','body':'Too slow.\\n-- Tech Lead'}",
                "{'type':'veto','body':{'from':'qa'},'ts':'2026-01-01T10:00:00Z'}",
                "{'type':'veto','quoted':{'from':'qa','ts':'2026-01-01T10:00:00Z'}}",
                "{'type':'veto','body':'from: qa\\nts: 2026-01-01T10:00:00Z'}",
                "{'r':'qa','r':'sre','st':'veto','ts':'2026-01-01T10:00:00Z'}",
                "[{'from':'qa','type':'veto','ts':'2026-01-01T10:00:00Z'},{'from':'qa','type':'status'}]",
                "{'from':'qa','ts':'2026-01-01T10:00:00Z'} {'type':'veto'}",
                "From: qa\nDate: 2026-01-01\n\n```json\n{'type':'veto'}\n```",
                "```json\n{'type':'veto','from':'qa','ts':'2026-01-01T10:00:00Z'}\n```",
                "> from: qa\n> ts: 2026-01-01T10:00:00Z\n\ntype: veto",
                "from: qa\nts: 2026-01-01T10:00:00Z\n\nI veto this. The boss",
                "---\ntype: veto\nts: 2026-01-01T10:00:00Z\n---\nfrom: qa\n",
                "- type: veto\n  from: qa\n  ts: 2026-01-01T10:00:00Z\n",
                "From: qa\nDate: 2026-01-01\n\nDo not deploy.",
                "Veto by qa, 2026-01-01T10:00:00Z",
                "<veto from='qa' ts='2026-01-01T10:00:00Z'/>"
            })
    void without_a_certain_sender_only_removing_the_file_lifts_it(String veto) {
        assertThat(vetoes(veto, APPROVAL)).singleElement().asString().contains("lifted by removing the file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'reviewed':'2026-01-11T10:00:00Z'",
                "'history':[{'at':'2026-01-15'}]",
                "'reason':'still slow on 2026-01-12'",
                "'reason':'still slow on 12.01.2026'",
                "'reason':'still slow on Jan 12, 2026'",
                "'reason':'still slow on 12 January'",
                "'x':{'y':1768300000}",
                "'x':'20260112'",
                "'updated_at':'just now'",
                "'until':'2026-12-31'",
                "'x':'2026-01-10'"
            })
    void every_time_in_it_must_be_certainly_earlier(String field) {
        String veto = "{'type':'veto','from':'qa','ts':'2026-01-01T10:00:00Z'," + field + "}";
        assertThat(vetoes(veto, APPROVAL)).hasSize(1);
        assertThat(vetoes("{'type':'veto','from':'qa'," + field + "}", APPROVAL))
                .hasSize(1);
        String yaml = "type: veto\nfrom: qa\nts: 2026-01-01\n" + field.replace("'", "") + "\n";
        assertThat(vetoes(yaml, APPROVAL)).hasSize(1);
    }
}
