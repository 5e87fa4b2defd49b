package io.github.devopsagent.internal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.inbox.InboxMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and models write to stop a run, and what only sounds like it. */
class InboxStopExamplesTest {

    private static Optional<String> veto(String text) {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return InboxReader.read(InboxMessage.INBOX + "/m", bytes, "EP-1", Instant.parse("2026-01-20T12:00:00Z"))
                .veto();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'stop':'now'}",
                "{'stop':1}",
                "{'stop':'because of the data loss'}",
                "{'abort':{'by':'qa'}}",
                "{'cancel':['EP-1']}",
                "{'type':'status','halt':'yes please'}",
                "{'pause':true}",
                "{'terminate':'EP-1'}",
                "{'killSwitch':'on'}",
                "{'kill_switch':1}",
                "{'stop_deployment':'EP-1'}",
                "{'stopRequested':'2026-01-20'}",
                "{'abort_requested':'qa'}",
                "{'rollback':true}",
                "{'rollback':'now'}",
                "{'rollback_requested':'by qa'}",
                "stop: EP-1\nfrom: qa\n",
                "{'type':'rollback_request','from':'qa'}",
                "{'action':'rollback request'}",
                "{'action':'pause'}",
                "{'kind':'terminate'}",
                "{'type':'freeze'}",
                "Do not go on.",
                "Please do not continue with EP-1.",
                "You must not continue!",
                "roll back EP-1 now",
                "Rollback now!",
                "- Please roll back, the latency doubled.",
                "Roll it back",
                "terminate",
                "Terminate the deployment",
                "Pause",
                "PAUSE EP-1",
                "freeze all",
                "⛔",
                "⛔ EP-1",
                "🛑 the deployment of EP-1",
                "Holding steady, but do not deploy",
                "Holding EP-1: the latency is steady"
            })
    void stops(String text) {
        assertThat(veto(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'status','stop':false}",
                "{'type':'status','abort':null,'cancel':'','pause':'none','halt':[]}",
                "{'type':'status','kill_switch':'0'}",
                "{'type':'status','stop_deployment':false}",
                "{'type':'handoff','rollback':'helm rollback shop 3'}",
                "{'type':'handoff','rollback':{'run':'./undo.sh'}}",
                "{'type':'handoff','verification':{'rollback':true}}",
                "{'type':'handoff','auto_rollback':true}",
                "{'type':'status','rollback':'tested'}",
                "{'type':'handoff','stop_timeout':30}",
                "Rollback to v1 is tested.",
                "# Rollback",
                "Rollback: ./undo.sh",
                "Roll back with ./undo.sh if it is slow.",
                "The consumer does not need a restart to continue.",
                "It continues without a pause.",
                "⛔ Blockers: none",
                "The pause between two samples is 5 s.",
                "Holding steady: 0.1 % errors",
                "- Held stable for an hour"
            })
    void does_not_stop(String text) {
        assertThat(veto(text)).isEmpty();
    }
}
