package io.github.devopsagent.internal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers wrote into the inbox, and what it must mean. */
class InboxExamplesTest extends InboxExamples {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '!',
            value = {
                "true # {'st':'veto','from':'qa','epic':'EP-0'}",
                "true # {'header':{'epic_id':'EP-0'},'type':'veto'}",
                "true # type: veto\\nepic: EP-0\\n",
                "false # {'body':{'epic':'EP-0'},'type':'veto'}",
                "false # {'type':'veto','epic':'EP-0','related_epic':'EP-7'}",
                "false # {'type':'veto','epic':'EP-0','epics':['EP-0','EP-1']}",
                "false # {'type':'veto','epic':'EP-0','summary':'do not deploy ep_01'}",
                "false # {'type':'veto','epic':'EP-0','x':{'EP1':1}}",
                "false # ```json\\n{'type':'veto','epic':'EP-0'}\\n```",
                "false # Epic: EP-0\\n\\nI veto this.",
                "false # {'type':'veto','epic':'ep-0'}",
                "true # {'type':'veto','epic':'EP-0','summary':'see EP-10 and EP-100'}"
            })
    void a_veto_is_of_an_earlier_epic_only_if_nothing_in_it_says_otherwise(boolean isEarlier, String veto) {
        assertThat(vetoes(veto.replace("\\n", "\n"))).hasSize(isEarlier ? 0 : 1);
    }

    @Test
    void a_valid_veto_of_an_earlier_epic_that_names_ours_counts() {
        String earlier = VETO.replace("EP-1", "EP-0");
        assertThat(vetoes(earlier)).isEmpty();
        assertThat(vetoes(earlier.replace("It is slow.", "Do not deploy EP-1"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status':'planning','body':'our veto stands'}",
                "{'decision':'approval','body':'our veto stands'}",
                "{'http':{'type':'request'},'body':'our veto stands'}",
                "{'body':{'st':'status'},'text':'our veto stands'}",
                "[{'st':'status'},{'body':'our veto stands'}]"
            })
    void a_kind_is_read_only_where_a_message_says_what_it_is(String text) {
        assertThat(vetoes(text)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'status','body':'decision: rejected'}",
                "{'type':'status','body':'Hello.\\n- **Verdict:** NO-GO\\n'}",
                "{'type':'status','body':'from: qa; decision: rejected'}",
                "{'type':'status','payload':'{\\'decision\\':\\'rejected\\'}'}",
                "{'type':'status','payload':'{\\'a\\':\\'{\\\\\\'approved\\\\\\':false}\\'}'}",
                "{'decision':'halt'}",
                "{'decision':'halted'}",
                "{'decision':'frozen'}",
                "{'status':'suspended'}",
                "{'status':'withheld'}",
                "{'vote':'nok'}",
                "{'vote':'NAK'}",
                "{'vote':-1}",
                "{'vote':'-1'}",
                "{'verdict':'objection'}",
                "{'verdict':'object'}",
                "{'verdict':'against'}",
                "{'status':'postponed'}",
                "{'status':'needs_work'}",
                "{'action':'request_changes'}",
                "{'state':'changes requested'}",
                "{'result':'timed_out'}",
                "{'result':'crashed'}",
                "{'status':'🔴'}",
                "{'status':'🟥'}",
                "{'status':':x:'}",
                "{'vote':':thumbsdown:'}",
                "{'isReady':false}",
                "{'is_ready':'no'}",
                "{'production_ready':'n'}",
                "{'isSafe':false}",
                "{'is_safe':'false'}",
                "{'is_ok':0}",
                "{'qa_ok':'off'}",
                "{'is_go':false}",
                "{'tests_pass':false}",
                "{'deploy_ok':false}",
                "{'deployAllowed':'never'}",
                "{'approved_for_production':false}",
                "{'approvedByQa':'no'}",
                "{'security_approval':'No'}",
                "{'signoff':'no'}",
                "{'sign_off':false}",
                "{'proceed':'No'}",
                "{'go_live':false}",
                "{'approved':0}",
                "{'no_go':true}",
                "{'dont_deploy':true}",
                "{'do_not_deploy':'yes'}",
                "{'thumbs_down':1}",
                "{'nack':true}",
                "{'denied':true}",
                "{'stop':true}",
                "{'hold':'yes'}",
                "{'blocked':true}",
                "{'deployment_blocked':true}",
                "{'can_ship':false}",
                "{'allow':false}",
                "{'authorised':false}",
                "{'mergeable':false}",
                "{'gate':'red'}",
                "{'score':-1}",
                "{'verdict':'KO'}",
                "Deployment: NO",
                "Status\trejected",
                "approved: off\n",
                "deploy: n\nfrom: qa\n",
                "|Approved|No|",
                "| Check | Result |\n|---|---|\n| e2e | failed |",
                "|Approved|By|\n|-|-|\n|No|qa|"
            })
    void a_field_says_no_in_many_words(String text) {
        assertThat(vetoes(text)).as(text).hasSize(1);
        assertThat(vetoes("Hello,\n\n" + text)).as("in a text").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It's blocked.",
                "That's rejected.",
                "It isnt approved.",
                "I cant approve this.",
                "I wont approve this.",
                "Please don´t deploy.",
                "Please don‘t deploy.",
                "Please don&#39;t deploy.",
                "Please dont deploy.",
                "Subject: [EP-1] Rejected",
                "Subject: Re: [EP-1] Rejected",
                "Re: [EP-1] Rejected",
                "All is well.<br>Rejected.",
                "@devops please hold",
                "The release has been rejected.",
                "It was blocked by us.",
                "It is not yet approved.",
                "It has not been approved.",
                "Do not release it.",
                "Do not ship it.",
                "Do not proceed.",
                "Don't merge this.",
                "You must not redeploy.",
                "Never deploy this.",
                "There will be no deployment.",
                "It is not ready.",
                "It is not safe to deploy.",
                "STOP",
                "Stop!",
                "HALT the train",
                "Abort the deployment.",
                "Cancel it.",
                "Postpone until Monday.",
                "I revoke my approval.",
                "Hello, I object.",
                "I withdraw it.",
                "qa objects to this.",
                "Safe to deploy? No.",
                "Ready to ship? Nope",
                "please don't release",
                "We should hold off.",
                "👎",
                "-1",
                "We recommend against deploying.",
                "go/no-go: no-go",
                "I don't think we should deploy.",
                "Nope, not deploying this.",
                "Let's not deploy today.",
                "We shouldn't go live.",
                "Deployment denied.",
                "Rolling out is not allowed.",
                "This release is a no-go for me.",
                "My answer is no.",
                "I'm against it.",
                "Not today.",
                "The deployment is halted.",
                "Deployment suspended.",
                "qa: no",
                "QA says NO",
                "I am not okay with this.",
                "I disagree.",
                "I have objections.",
                "No.",
                "Nein.",
                "Wait.",
                "Please wait for the fix.",
                "FAIL",
                "Result: fail",
                "Approval revoked",
                "I'm vetoing",
                "we have to block this",
                "Blocker: db is down",
                "Change freeze until Monday",
                "do not (under any circumstances) deploy",
                "DO NOT, REPEAT, DO NOT DEPLOY",
                "DO NOT DEPLOY!!!",
                "Please don't roll this out yet.",
                "Do not put this into production.",
                "We're not comfortable deploying this.",
                "We need to stop the deployment.",
                "I retract my approval.",
                "-1 from me",
                "There are blockers.",
                "This is a show stopper.",
                "Showstopper: login is broken",
                "The release must wait.",
                "This needs more work before it can go out.",
                "<p>This is <b>not</b> approved</p>",
                "Do&nbsp;not&nbsp;deploy",
                "Do NOT under any circumstances whatsoever at all deploy this",
                "No way.",
                "KO"
            })
    void a_text_says_no_in_many_words(String text) {
        assertThat(vetoes(text)).as(text).hasSize(1);
        assertThat(vetoes("Hi all,\n\n" + text + "\n\nRegards")).as(text).hasSize(1);
        String inJson = text.replace("\n", "\\n");
        assertThat(vetoes("{'from':'qa','body':'" + inJson.replace("'", "\\u0027") + "'}"))
                .as(inJson)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO_NOT_DEPLOY",
                "HOLD",
                "STOP",
                "rejected.md",
                "not-approved.md",
                "2026-01-01-hold.txt",
                "EP-1-rejected.md",
                "qa-veto.txt",
                "security.veto",
                "EP-1.veto",
                "EP-1.STOP",
                "deploy.hold",
                "EP-1.freeze",
                "EP-1.no-go",
                "x.veto~",
                "EP-1.json.veto",
                "EP-1.hold.md.bak",
                ".stop",
                "🛑",
                "🛑 deploy",
                "⛔ EP-1.txt",
                "EMERGENCY-STOP",
                "KILLSWITCH",
                "kill-switch",
                "emergencyStop.json",
                "abort-EP-1",
                "EP-1-paused.md"
            })
    void the_name_of_a_file_is_a_line_of_it(String name) {
        assertThat(vetoes(List.of(message(name, "")))).hasSize(1);
        assertThat(vetoes(List.of(message(name, "See the ticket.")))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objects.json",
                "handoff-EP-1.json",
                "stopwatch.json",
                "EP-1.ok",
                "notes.txt",
                "blockchain.md",
                "2026-01-01T10-00-00Z.json",
                "non-functional-tests.md"
            })
    void the_name_of_a_file_is_no_veto_for_a_part_of_a_word(String name) {
        assertThat(vetoes(List.of(message(name, "See the ticket.")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We moved to the blockchain.",
                "The blockquote is fine.",
                "{'type':'status','blocklist':['a']}",
                "Holders of accounts see their balance.",
                "Household names are shown.",
                "Blockers: none",
                "Blocked: 0",
                "Vetoes: no\nfrom: qa\n",
                "Rejections: n/a",
                "- **Blockers:** none",
                "Blockers: nothing",
                "Hold: -",
                "{'verification':{'vetoes':0}}",
                "{'verification':{'has_veto':false}}",
                "{'has_veto':0}",
                "{'result':'no issues'}",
                "{'status':'no blockers'}",
                "{'status':'no open issues'}",
                "{'status':'no longer blocked'}",
                "{'result':'no regressions'}",
                "{'decision':'go/no-go: go'}",
                "Go/No-Go: go",
                "Auto-Submitted: no\n\nGo ahead",
                "Auto-Submitted: no\nGo ahead",
                "{'verification':{'no_regressions':true}}",
                "{'verification':{'error_handling':'pass'}}",
                "{'downtime_required':false}",
                "{'block_size':4096}",
                "{'deploy':{'canary':false}}",
                "{'type':'status','schema':{'type':'object'}}",
                "{'type':'handoff','release_notes':'No breaking changes'}",
                "{'type':'status','ready_replicas':0}",
                "Do not hesitate to deploy.",
                "Don't forget to deploy the docs.",
                "There are no deployment issues.",
                "Handoff: 12 tests pass, coverage 92%.",
                "The release went fine; the docs are online.",
                "We fixed the error on the login page.",
                "{'type':'status','summary':'Fixed: users were blocked at login'}",
                "The deployment is ready; all checks are green.",
                "Hi devops, the release notes are in artifacts/notes.md. Thanks!",
                "We fixed the login bug that blocked the last release.",
                "Please deploy EP-1 to production today.",
                "Handoff: the migration takes 3 minutes, no downtime.",
                "The cache must not be cleared.",
                "Known issues: none",
                "No known issues.",
                "Issues: 0",
                "Downtime: none",
                "Rollback: git revert abc && ./deploy.sh",
                "If it fails, roll back with ./undo.sh",
                "Stop the old service before the start of the new one.",
                "1. Stop nginx\n2. Run migrate\n3. Start nginx",
                "Steps:\n- stop app\n- start app",
                "Thanks for the deployment of EP-0. It went well.",
                "Tests: 120 passed, 0 failed, 3 skipped",
                "Coverage: 91%",
                "{'type':'handoff','from':'developer','summary':'Ready for deployment','notes':['cache must be warm']}",
                "{'type':'status','from':'qa','summary':'All tests pass','failed':0,'skipped':2}",
                "{'type':'status','errors':[],'warnings':['deprecated API']}",
                "{'event':'deployment','dry_run':false,'rollback':false}",
                "{'type':'request','action':'deploy','auto_rollback':false}",
                "{'type':'request','question':'Can we deploy at 15:00?'}",
                "{'type':'response','answer':'No downtime is needed.'}",
                "{'type':'status','feature_flags':{'new_checkout':false,'dark_mode':true}}",
                "{'type':'status','maintenance':false,'paused':false}",
                "{'type':'status','blocked_by':null,'blockers':[]}",
                "{'type':'handoff','release':'2.0','deploy':{'strategy':'rolling','canary':false}}",
                "{'type':'handoff','deploy':{'strategy':'rolling'},'config':{'timeout':30,'retries':0}}",
                "{'type':'approval','from':'qa','approved':true,'verification':{'tests':true,'failed':0}}",
                "{'type':'approval','from':'qa','approved':'yes','conditions':'none'}",
                "type: handoff\nfrom: developer\nsummary: Ready to go\nbreaking_changes: no\n",
                "type: status\nfrom: qa\nresult: pass\nblockers: none\nopen issues: 0\n",
                "Subject: Release 2.0\nFrom: developer\n\nHi,\nready when you are.\nBest, D.",
                "From: Jane <jane@x.org>\nTo: devops\nSubject: FYI\n\nThe window is 14:00-15:00.",
                "The block device is /dev/sdb.",
                "The customers' holdings are right.",
                "Nothing blocks us.",
                "Not a big change.",
                "There are no objections.",
                "No one objects.",
                "I do not object.",
                "I have no objections.",
                "QA has no objections.",
                "We are not blocked any more.",
                "It's no longer on hold.",
                "The freeze is over.",
                "Do not worry.",
                "Don't panic, it's ready.",
                "Never mind my last message.",
                "Is it safe to deploy? Yes.",
                "Not only is it ready, it is tested.",
                "Unit tests cover the reject path.",
                "ok",
                "LGTM",
                "+1",
                "👍",
                "go",
                "- [x] Approved by QA",
                "| Check | Result |\n|---|---|\n| unit | pass |\n| e2e | pass |",
                "| Item | Status | Notes |\n|---|---|---|\n| API | done | no changes |",
                "Version 2.0 is released.",
                "OOO until Monday, contact Jane.",
                "Order of services: db, api, web.",
                "{'deployment':{'window':'14:00','approved':true,'notify':false}}",
                "{'release':{'draft':false,'prerelease':false}}",
                "{'checks':{'lint':'pass','unit':'pass'},'conclusion':'success'}",
                "{'pass':12,'fail':0}",
                "{'passed':12,'failed':0,'total':12}",
                "{'ready':true,'replicas':{'ready':3,'unready':0}}"
            })
    void ordinary_messages_are_no_vetoes(String text) {
        assertThat(vetoes(text)).as(text).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Blockchain sync works",
                "Blockers: none",
                "Blocked: 0",
                "Vetoes: no",
                "Holder of the card is shown",
                "Withdrawals page is fast",
                "Rejected-mails counter added to blocklist? no"
            })
    void nor_are_such_lines_of_a_valid_one(String line) {
        boolean isDecoy = line.startsWith("Rejected");
        assertThat(vetoes(VETO.replace("veto", "status").replace("It is slow.", line)))
                .hasSize(isDecoy ? 1 : 0);
    }

    @Test
    void the_remark_quotes_the_lines_own_words() {
        assertThat(vetoes(VETO.replace("veto", "status").replace("It is slow.", "Please do not approve this"))
                        .get(0))
                .contains("begins with \"do not approve\"");
    }
}
