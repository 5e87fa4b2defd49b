package io.github.devopsagent.gate;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.inbox.EpicSpelling;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.inbox.InboxMessage.Form;
import io.github.devopsagent.inbox.InboxPolicy;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoCodes;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rule {@code inbox_veto}: which vetoes of the inbox are about this epic, and which of them are lifted. Only a
 * valid approval lifts one: of the same role, for exactly this epic, with nothing in it that says no or leaves it in
 * doubt, and certainly later.
 */
final class InboxRule {

    /** How many vetoes of the inbox are named in one reason. */
    private static final int MOST_NAMED = 10;

    private final String epic;
    private final Inbox inbox;
    private final Optional<InboxRule> before;
    /** Approvals that may lift a veto, and those that leave a doubt: few, while each message asks for them. */
    private final List<InboxMessage> clearApprovals;

    private final List<InboxMessage> doubtfulApprovals;

    InboxRule(String epic, Inbox inbox) {
        this(epic, inbox, Optional.empty());
    }

    private InboxRule(String epic, Inbox inbox, Optional<InboxRule> before) {
        this.epic = epic;
        this.inbox = inbox;
        this.before = before;
        this.clearApprovals = new ArrayList<>();
        this.doubtfulApprovals = new ArrayList<>();
        for (InboxMessage message : inbox.messages()) {
            if (!message.isClearApproval()) {
                if (message.isApproval()) {
                    doubtfulApprovals.add(message);
                }
            } else if (message.epic().equals(Optional.of(epic))) {
                clearApprovals.add(message);
            }
        }
    }

    static Either<Veto, Ok> judge(String epic, Inbox inbox) {
        return new InboxRule(epic, inbox).judge();
    }

    /** Judges what lies there now; what has changed since an earlier look is told. */
    static Either<Veto, Ok> judge(String epic, Inbox inbox, Inbox earlier) {
        return new InboxRule(epic, inbox, Optional.of(new InboxRule(epic, earlier))).judge();
    }

    private Either<Veto, Ok> judge() {
        List<InboxMessage> standing = new ArrayList<>();
        for (InboxMessage message : inbox.messages()) {
            if (stands(message)) {
                standing.add(message);
            }
        }
        if (standing.isEmpty()) {
            return Either.right(new Ok("no veto in the inbox"));
        }
        InboxMessage first = standing.get(0);
        String each = standing.stream().limit(MOST_NAMED).map(this::describe).collect(joining("; "));
        String more = standing.size() > MOST_NAMED ? "; and " + (standing.size() - MOST_NAMED) + " more" : "";
        return Either.left(new Veto(
                VetoCodes.INBOX_VETO,
                each + more,
                Source.of(first.file()),
                standing.stream()
                        .flatMap(veto -> veto.role().stream())
                        .findFirst()
                        .orElse(Role.TECH_LEAD)));
    }

    private boolean stands(InboxMessage message) {
        return message.veto().isPresent()
                && !isOfEarlierEpic(message)
                && liftedBy(message).isEmpty();
    }

    /** Another spelling of this epic's id is this epic, whatever else was deployed here. */
    boolean isOfEarlierEpic(InboxMessage message) {
        return message.epic()
                .filter(named -> inbox.earlierEpics().contains(named)
                        && !EpicSpelling.of(epic).isNamedIn(named))
                .isPresent();
    }

    Optional<InboxMessage> liftedBy(InboxMessage veto) {
        return clearApprovals.stream()
                .filter(message -> isOfSameSender(message, veto))
                .filter(message -> message.time().isCertainlyLaterThan(veto.time()))
                .filter(message -> !inbox.wasThereBefore(message, veto))
                .filter(message -> takenBack(message).isEmpty())
                .findFirst();
    }

    /** A later approval of the same sender that leaves a doubt: then nobody knows whether an earlier one still holds. */
    private Optional<InboxMessage> takenBack(InboxMessage approval) {
        return doubtfulApprovals.stream()
                .filter(message -> isOfSameSender(message, approval))
                .filter(message -> !approval.time().isCertainlyLaterThan(message.time()))
                .findFirst();
    }

    private static boolean isOfSameSender(InboxMessage message, InboxMessage veto) {
        return message.role().isPresent() && message.role().equals(veto.role());
    }

    private String describe(InboxMessage veto) {
        String summary = String.join(" ", veto.summary());
        return "veto of " + veto.sender().orElse("an unnamed sender") + " in " + veto.file() + ", since "
                + veto.veto().orElse("it says so")
                + (summary.isEmpty() ? "" : ": " + summary) + " (" + howToLift(veto) + ")" + whatLiftedIt(veto);
    }

    private String whatLiftedIt(InboxMessage veto) {
        return before.filter(rule -> rule.inbox.messages().contains(veto))
                .flatMap(rule -> rule.liftedBy(veto))
                .map(InboxMessage::file)
                .map(file -> "; " + file + ", which had lifted it, "
                        + (inbox.messages().stream()
                                        .anyMatch(each -> each.file().equals(file))
                                ? "has changed, or is in doubt now"
                                : "is gone"))
                .orElse("");
    }

    private String howToLift(InboxMessage veto) {
        String missing = missing(veto);
        if (!missing.isEmpty()) {
            return missing + ", so it is lifted by removing the file";
        }
        String vain = inbox.messages().stream()
                .filter(message -> message.isApproval() && isOfSameSender(message, veto))
                .findFirst()
                .map(message -> "; " + message.file() + " does not: "
                        + (inbox.wasThereBefore(message, veto) ? "it was there before the veto came" : whyNot(message)))
                .orElse("");
        return "the sender lifts it with a valid approval that is certainly later" + vain;
    }

    private static String missing(InboxMessage veto) {
        List<String> missing = new ArrayList<>();
        if (veto.role().isEmpty()) {
            missing.add(veto.sender().isPresent() ? "its sender is no role, or not certain" : "it names no sender");
        }
        if (!veto.time().isKnown()) {
            missing.add(veto.time()
                    .unread()
                    .map(text -> "its time \"" + text + "\" cannot be used")
                    .orElse("it has no time"));
        }
        return String.join(" and ", missing);
    }

    /** Why an approval lifts nothing. */
    String whyNot(InboxMessage approval) {
        if (approval.form() != Form.VALID) {
            return "it is not valid by the message schema"
                    + approval.unclear().map(": "::concat).orElse("");
        }
        if (approval.veto().isPresent()) {
            return approval.veto().get();
        }
        if (approval.doubt().isPresent()) {
            return approval.doubt().get();
        }
        if (approval.epic().filter(epic::equals).isEmpty()) {
            return "its epic is \"" + InboxPolicy.quote(approval.epic().orElse("")) + "\"";
        }
        Optional<InboxMessage> doubtful = takenBack(approval);
        if (doubtful.isPresent()) {
            return doubtful.get().file() + " of the same sender, which is not certainly earlier, leaves it in doubt";
        }
        return approval.time().isKnown()
                ? "it is not certainly later"
                : "its time"
                        + approval.time()
                                .unread()
                                .map(text -> " \"" + text + "\"")
                                .orElse("") + " cannot be used";
    }
}
