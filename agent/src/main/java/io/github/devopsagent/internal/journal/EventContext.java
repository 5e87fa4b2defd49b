package io.github.devopsagent.internal.journal;

import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.internal.document.ReceivedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agent saw of others while a deployment went on. It stands beside an event, which does not depend on it: so an
 * agent that goes on can tell of it.
 *
 * @param inbox what lay in our inbox at the last look
 * @param warnings of what could not be read so far
 * @param rules of hosts that the run was judged by so far, where it began and where it was gone on with
 */
public record EventContext(List<ReceivedMessage> inbox, List<String> warnings, List<String> rules) {

    static final String FIELD = "observed";

    public EventContext {
        inbox = List.copyOf(inbox);
        warnings = List.copyOf(warnings);
        rules = List.copyOf(rules);
    }

    // Written out, as is hashCode: what records have instead is linked at run time, which a start would wait for.
    @Override
    public boolean equals(Object other) {
        return other instanceof EventContext that
                && inbox.equals(that.inbox)
                && warnings.equals(that.warnings)
                && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return Objects.hash(inbox, warnings, rules);
    }

    void write(ObjectNode event) {
        ObjectNode node = event.putObject(FIELD);
        ReceivedJson.write(inbox, node.putArray("inbox"));
        warnings.forEach(node.putArray("warnings")::add);
        rules.forEach(node.putArray(RunHeader.RULES)::add);
    }

    static EventContext read(Fields fields) {
        return new EventContext(
                fields.get("inbox").list(each -> each.object(ReceivedJson::read)),
                fields.get("warnings").list(TrustedJsonCursor::text),
                // An earlier version of ours did not write it.
                fields.find(RunHeader.RULES)
                        .map(names -> names.list(TrustedJsonCursor::text))
                        .orElse(List.of()));
    }
}
