package io.github.devopsagent.internal.inbox;

import static io.github.devopsagent.internal.json.QuotedJson.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.gate.FullEvidence;
import io.github.devopsagent.gate.VetoRules;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoCodes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger wrote into the inbox after the first ones' findings were mended. */
class InboxMoreExamplesTest {

    private static final Instant NOW = Instant.parse("2026-01-20T12:00:00Z");
    private static final String VETO =
            "{'d':'2026-01-01','st':'veto','r':'qa','epic':'EP-1','sm':['It is slow.'],'nx':[],'ts':'2026-01-01T10:00:00Z'}";
    private static final String APPROVAL =
            "{'d':'2026-01-10','st':'approval','r':'qa','epic':'EP-1','sm':['Approved: the CVE is fixed'],'nx':[],"
                    + "'ts':'2026-01-10T10:00:00Z'}";
    private static final String VALID_STATUS =
            "{\"d\":\"2026-01-10\",\"st\":\"status\",\"r\":\"qa\",\"epic\":\"EP-1\",\"sm\":[\"Tested\"],\"nx\":[]}";

    private static List<String> vetoes(byte[]... files) {
        List<InboxMessage> messages = new ArrayList<>();
        for (byte[] file : files) {
            messages.add(InboxReader.read(InboxMessage.INBOX + "/m" + messages.size(), file, "EP-1", NOW));
        }
        Status status = new Status("EP-1", Tier.STANDARD, Phase.DEPLOYMENT, Mode.FULL, 1, Set.of("qa"), List.of());
        Evidence evidence = new Evidence(status, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());
        FullEvidence full = new FullEvidence(evidence, new Inbox(messages, Set.of("EP-0")), List.of(), false);
        return VetoRules.judge(Map.of(), full).vetoes().stream()
                .filter(veto -> veto.code().equals(VetoCodes.INBOX_VETO))
                .map(Veto::reason)
                .toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Approved: no\n\n```json\n{}\n```\n",
                "```json\n{\"a\":1}\n```\n\nApproved: no\n",
                "~~~\n{\"a\":1\n~~~\nStatus: FAILED\n",
                "Status: FAILED\n\n```json\n" + VALID_STATUS + "\n```\n",
                "---\nfrom: qa\ntype: status\n---\n\n# Review\n\napproved: false\n",
                "---\nfrom: qa\nstatus: done\n---\n\nsafe to deploy: no\n",
                "---\nok: true\n---\nready: false\n",
                VALID_STATUS + "\napproved: false",
                VALID_STATUS + "\noutcome: failure",
                "```json\n" + VALID_STATUS + "\n```\n```yaml\nresult: fail\n```\n",
                "| Status | FAILED |\n|---|---|\n",
                "| Approved | no |\n|---|---|\n"
            })
    void what_stands_around_a_block_is_read_as_text(String text) {
        assertThat(vetoes(utf8(text))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approved: false",
                "lgtm: false",
                "false",
                "approved: off",
                "approved: null",
                "approved: 0",
                "[ ] approved",
                "☐ approved",
                "0 tests passed",
                "This approval is void",
                "Disregard this approval",
                "I take it back",
                "I rescind my approval",
                "Approval expired",
                "Approval retracted",
                "Approved by mistake",
                "~~Approved~~",
                "<del>Approved</del>",
                "Requesting approval",
                "Approval outstanding",
                "To be approved",
                "Too early",
                "I abstain",
                "Approved for dev",
                "Approved for UAT",
                "Precondition: SEC-12 closed",
                "Approved in principle",
                "Approved with reservations",
                "Provisional approval",
                "Approved w/o login",
                "Approved excluding the migration",
                "Avoid deployment",
                "-1",
                "{{summary}}",
                "Template: approval"
            })
    void no_such_approval_lifts(String line) {
        assertThat(vetoes(utf8(json(VETO)), utf8(json(APPROVAL).replace("Approved: the CVE is fixed", line))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"previous_epic", "last_epic", "parent_epic", "related_epic", "previousEpic", "not_epic"})
    void only_the_epic_itself_is_the_epic(String key) {
        assertThat(vetoes(utf8("{\"type\":\"veto\",\"from\":\"qa\",\"reason\":\"CVE\",\"" + key + "\":\"EP-0\"}")))
                .hasSize(1);
        assertThat(vetoes(utf8("{\"type\":\"veto\",\"from\":\"qa\",\"reason\":\"CVE\",\"epic\":\"EP-0\"}")))
                .isEmpty();
    }

    @Test
    void two_encodings_in_one_file_are_both_read() {
        byte[] wide = "a\n".getBytes(StandardCharsets.UTF_16LE);
        byte[] mark = {(byte) 0xFF, (byte) 0xFE};
        assertThat(vetoes(joined(mark, wide, utf8("VETO: login\n")))).hasSize(1);
        assertThat(vetoes(joined(mark, utf8("VETO: login\n")))).hasSize(1);
        assertThat(vetoes(joined(utf8("Hello\n"), "approved: false\n".getBytes(StandardCharsets.UTF_16LE))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello\n\uFEFFapproved: false\n",
                "\uFEFF\uFEFFapproved: false\n",
                "\u200Bapproved: false\n",
                "\u2022\u00A0approved: no\n",
                "approved\u00A0: no\n",
                "approved\uFF1Afalse"
            })
    void what_nobody_sees_hides_no_key(String text) {
        assertThat(vetoes(utf8(text))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Approval revoked: login fails again", "I cannot approve", "Only if it is fixed"})
    void a_later_approval_that_is_none_takes_an_earlier_one_back(String line) {
        String later =
                json(APPROVAL).replace("Approved: the CVE is fixed", line).replace("2026-01-10", "2026-01-12");
        String last = json(APPROVAL).replace("2026-01-10", "2026-01-14");
        assertThat(vetoes(utf8(json(VETO)), utf8(json(APPROVAL)), utf8(later)))
                .singleElement()
                .asString()
                .contains("m2 of the same sender, which is not certainly earlier, leaves it in doubt");
        assertThat(vetoes(utf8(json(VETO)), utf8(json(APPROVAL)), utf8(later), utf8(last)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Skip this deployment.",
                "Skip EP-1.",
                "Nothing should be deployed today.",
                "No one is to deploy.",
                "Nobody approved this.",
                "Only deploy once QA has signed.",
                "Deploy only after the CVE is fixed.",
                "Testing is still in progress, don't start yet.",
                "Deploying now is too risky.",
                "This can't go out today.",
                "I'd rather we didn't deploy this.",
                "We're not good to deploy.",
                "We are in a freeze until Jan 2.",
                "Embargo until Dec 1",
                "Deployment is off.",
                "The go-live is rescheduled to Friday.",
                "QA says hold",
                "CAB rejected CR-1.",
                "Exclude EP-1 from tonight's run",
                "No sign-off from QA.",
                "NOT LGTM",
                "EP-1: red",
                "Nobody should touch production today.",
                "EP-1 is pushed back to next week.",
                "It is a bad idea to deploy this now.",
                "Fix SC-9 before deploying.",
                "Deploy after the CVE is fixed.",
                "There is a freeze until January.",
                "Take EP-1 out of the release.",
                "QA isn't done yet.",
                "QA sign-off is missing.",
                "We need more time.",
                "UAT failed. 3 open P1 bugs.",
                "My approval was premature.",
                "I approved the wrong epic.",
                "I changed my mind about EP-1.",
                "Tests are failing on main, so no release please.",
                "The CVE is still open, please fix first.",
                "The deployment window is over, try tomorrow.",
                "Bitte noch nicht.",
                "Pas maintenant",
                "Todavía no",
                "暂不发布",
                "Nicht live nehmen",
                "{\"approved\":\"conditionally\"}",
                "{\"ready\":\"almost\"}",
                "{\"approved\":\"pending\"}",
                "{\"from\":\"qa\",\"approved\":\"awaiting review by qa\"}",
                "Sign-off: pending",
                "{\"missing_approvals\":[\"qa\"]}",
                "{\"pending_sign_offs\":[\"tech_lead\"]}",
                "{\"approvals_missing\":1}",
                "from,decision,reason\nqa,no,CVE open",
                "role;approved\nqa;false",
                "role\tapproved\nqa\tno",
                "EP-1 \u274c",
                "EP-1 \ud83d\udd34",
                "{\"qa_approved\":\"pending\"}",
                "qa approved: pending",
                "{\"approved\":\"waiting for qa\"}",
                "{\"security_team_approved\":\"pending\"}",
                "{\"qa_approved\":\"pending deployment\"}",
                "{\"release_accepted\":\"pending\"}",
                "{\"pending_approvals\":\"2 of 3\"}",
                "{\"pending_approvals\":[\"qa_engineer\"]}",
                "{\"missing_approvals\":[{\"role\":\"qa\"}]}",
                "{\"missing_approvals\":{\"qa\":true}}",
                "Tested:\n✗ EP-1",
                "EP 1 ❌",
                "region,from,decision\nEU,qa,no",
                "date,role,approved\n2026-01-10,qa,no"
            })
    void whoever_says_no_in_plain_words_is_heard(String said) {
        assertThat(vetoes(utf8(said))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nothing should change for users.",
                "Nothing must be rolled back.",
                "If checks fail, traffic needs to go back to blue.",
                "I changed my mind about the button colour.",
                "Fix verified by QA before release.",
                "Take web-1 out of the load balancer first.",
                "QA needs no more time.",
                "Code freeze over.",
                "Pull the release image first.",
                "QA is done.",
                "Nobody objected.",
                "No one reported an issue.",
                "Nothing should break.",
                "Deployed to staging only after all tests passed.",
                "The deployment was moved to Kubernetes.",
                "Skip the cache warm-up.",
                "Skip this message.",
                "We lifted the freeze.",
                "The freeze is over.",
                "Embargo is lifted.",
                "Fix was merged before release.",
                "The fix for the CVE is in.",
                "Pull this change into main.",
                "Review is done.",
                "Sign-off from QA and security is here.",
                "QA says go.",
                "Only the docs changed.",
                "Still green after an hour.",
                "Please deploy.",
                "Let me know when it is live.",
                "The window is open until 22:00.",
                "All red tests are green now.",
                "I would rather deploy today than on Friday.",
                "Put the notes back into the wiki.",
                "Noch eine Frage: wann geht es live?",
                "Déployé en recette.",
                "{\"approved\":\"yes\"}",
                "{\"missing_approvals\":[]}",
                "{\"missing_approvals\":\"none\"}",
                "{\"missing_approvals\":0}",
                "{\"pending_approvals\":[\"devops\"]}",
                "{\"approvals\":{\"qa\":\"approved\",\"devops\":\"pending\"}}",
                "{\"status\":\"pending\",\"message\":\"deployment is next\"}",
                "from,decision,reason\nqa,approved,all tests pass",
                "role;approved\nqa;true",
                "test,state\ncheckout,stopped and started",
                "Hi, all fine, go ahead\nthanks, qa, tech lead",
                "EP-1 \u2705",
                "{\"devops_approved\":\"pending\"}",
                "devops approved: pending",
                "Approved: waiting for devops",
                "approved: pending deployment",
                "{\"credit_granted\":\"pending\"}",
                "{\"last_order_accepted\":\"pending review\"}",
                "{\"pending_approvals\":\"0 of 3\"}",
                "{\"pending_approvals\":\"none left\"}",
                "Pending approvals: none, all given",
                "{\"pending_approvals\":[\"devops_engineer\"]}",
                "{\"missing_approvals\":[{\"role\":\"devops\"}]}",
                "Not in scope:\n✗ Java 8",
                "✗ IE 11",
                "Region, approved\nEU, yes\nUS, no",
                "feature,blocked\nlogin,no\nrefund,yes",
                "Orders, rejected\nMonday, 3",
                "start;stop\n10:00;11:00",
                "Day,approved\nMon,yes\nTue,no"
            })
    void whoever_tells_of_the_same_things_says_nothing(String said) {
        assertThat(vetoes(utf8(said))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, Ne pas déployer",
        "ISO-8859-1, véto",
        "ISO-8859-1, Não fazer deploy",
        "ISO-8859-1, Noch nicht veröffentlichen",
        "windows-1251, Не деплоить",
        "GB18030, 不要部署",
        "Shift_JIS, デプロイ禁止",
        "UTF-16LE, 不要部署",
        "UTF-16BE, Не деплоить",
        "GB18030, {\"decision\":\"不要部署\"}",
        "windows-1251, {\"text\":\"Не деплоить\"}",
        "windows-1251, '{\"st\":\"status\",\"r\":\"qa\",\"epic\":\"EP-1\",\"sm\":[\"Не деплоить\"]}'",
        "GB18030, '{\"st\":\"status\",\"r\":\"qa\",\"epic\":\"EP-1\",\"sm\":[\"不要部署\"]}'",
        "ISO-8859-1, '{\"st\":\"veto\",\"r\":\"qa\",\"epic\":\"EP-1\",\"sm\":[\"Prüfung grün, no veto\"]}'"
    })
    void whatever_an_editor_writes_instead_of_utf_8(String charset, String said) {
        assertThat(vetoes(said.getBytes(Charset.forName(charset)))).isNotEmpty();
    }

    @Test
    void one_wrong_byte_makes_no_other_letters_of_a_message() {
        byte[] text = "{\"note\":\"\u041d\u0435 \u0434\u0435\u043f\u043b\u043e\u0438\u0442\u044c EP-1 ?\"}"
                .getBytes(StandardCharsets.UTF_8);
        for (int wrong : new int[] {0x96, 0x01}) {
            byte[] bytes = text.clone();
            bytes[bytes.length - 3] = (byte) wrong;
            assertThat(InboxReader.read("messages/inbox/devops/x.json", bytes, "EP-1", Instant.EPOCH)
                            .veto())
                    .isPresent();
        }
    }

    @Test
    void other_letters_of_western_europe_say_no_more_than_they_do() {
        assertThat(vetoes("Déployé à Zürich, tout va bien. Grüße".getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
        assertThat(vetoes(
                        VALID_STATUS.replace("Tested", "Prüfung grün, no veto").getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
        assertThat(vetoes("{\"text\":\"Prêt à déployer\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
        assertThat(vetoes("{\"text\":\"Все тесты прошли, одобрено\"}".getBytes(Charset.forName("windows-1251"))))
                .isEmpty();
        assertThat(vetoes("{\"decision\":\"批准\",\"from\":\"测试\"}".getBytes(Charset.forName("GB18030"))))
                .isEmpty();
    }
}
