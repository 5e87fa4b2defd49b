package io.github.devopsagent.gate;

import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.inbox.InboxMessage.Form;
import io.github.devopsagent.inbox.InboxPolicy;
import java.util.ArrayList;
import java.util.List;

/** Tells people of everything that lies in the inbox, and what was made of it. */
public final class InboxListing {

    /** Of how many messages the whole summary is told. */
    private static final int MOST_WHOLE = 200;

    /** Of how many messages the summary is told at all. */
    private static final int MOST_TOLD = 2_000;

    /** How many files are named: what names them must fit into one record of a journal. */
    private static final int MOST_LISTED = 10_000;

    private static final int SHORT_TEXT = 80;

    private final String epic;
    private final InboxRule rule;

    private InboxListing(String epic, Inbox inbox) {
        this.epic = epic;
        this.rule = new InboxRule(epic, inbox);
    }

    /**
     * Lists everything in the inbox: first that of which something was made.
     *
     * @param epic the current epic
     * @param inbox what lies there
     * @return an entry for each file; texts are whole in the first ones, and cut or missing in the last ones of
     *     thousands
     */
    public static List<ReceivedMessage> of(String epic, Inbox inbox) {
        InboxListing listing = new InboxListing(epic, inbox);
        List<ReceivedMessage> remarkable = new ArrayList<>();
        List<ReceivedMessage> others = new ArrayList<>();
        for (InboxMessage message : inbox.messages()) {
            ReceivedMessage entry = listing.entry(message);
            (entry.remark().isEmpty() ? others : remarkable).add(entry);
        }
        remarkable.addAll(others);
        return bounded(remarkable);
    }

    private ReceivedMessage entry(InboxMessage message) {
        return new ReceivedMessage(
                message.file(),
                message.sender().orElse(""),
                message.kind().orElse(""),
                message.summary(),
                remark(message));
    }

    private static List<ReceivedMessage> bounded(List<ReceivedMessage> all) {
        List<ReceivedMessage> bounded = new ArrayList<>();
        for (ReceivedMessage message : all.subList(0, Math.min(all.size(), MOST_LISTED))) {
            bounded.add(bounded(message, bounded.size()));
        }
        if (all.size() > MOST_LISTED) {
            bounded.add(new ReceivedMessage(
                    InboxMessage.INBOX,
                    "",
                    "",
                    List.of(),
                    "there are " + (all.size() - MOST_LISTED) + " more files, which are not listed"));
        }
        return bounded;
    }

    private static ReceivedMessage bounded(ReceivedMessage message, int position) {
        if (position < MOST_WHOLE) {
            return message;
        }
        ReceivedMessage shortened = message.shortened(SHORT_TEXT);
        return position < MOST_TOLD
                ? shortened
                : new ReceivedMessage(message.file(), "", "", List.of(), shortened.remark());
    }

    private String remark(InboxMessage message) {
        if (message.veto().isPresent()) {
            return remarkOnVeto(message, message.veto().get());
        }
        if (message.unclear().isPresent()) {
            return (message.form() == Form.NO_FILE ? "not opened: " : "not understood: ")
                    + message.unclear().get();
        }
        boolean isDoubtful = message.isApproval()
                && (message.doubt().isPresent()
                        || !message.time().isKnown()
                        || message.epic().filter(epic::equals).isEmpty());
        return isDoubtful ? "lifts no veto: " + rule.whyNot(message) : "";
    }

    private String remarkOnVeto(InboxMessage veto, String why) {
        if (rule.isOfEarlierEpic(veto)) {
            return "a veto, but of the earlier epic "
                    + InboxPolicy.quote(veto.epic().orElse("")) + ": " + why;
        }
        return rule.liftedBy(veto)
                .map(approval -> "a veto, lifted by " + approval.file() + ": " + why)
                .orElse("counts as a veto: " + why);
    }
}
