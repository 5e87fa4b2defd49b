package io.github.devopsagent.inbox;

import io.github.devopsagent.domain.Role;
import java.util.List;
import java.util.Optional;

/**
 * A file in our inbox, as far as it could be read: each part that is missing or malformed is empty.
 *
 * @param file its name, relative to the consensus directory
 * @param form how much of a message it is
 * @param kind what it says that it is, such as {@code veto} or {@code approval}
 * @param sender who sent it; the name of a role if it certainly is one
 * @param epic the epic that it is about
 * @param time when it was written
 * @param summary its summary lines
 * @param veto why it counts as a veto, for people; empty if it says nothing of the kind
 * @param doubt why it lifts no veto, for people; empty if it is a clear approval, or no approval at all
 * @param unclear why it is not understood, for people; empty if it is
 */
public record InboxMessage(
        String file,
        Form form,
        Optional<String> kind,
        Optional<String> sender,
        Optional<String> epic,
        MessageTime time,
        List<String> summary,
        Optional<String> veto,
        Optional<String> doubt,
        Optional<String> unclear) {

    /** Where our messages lie in a consensus directory: {@value}. */
    public static final String INBOX = "messages/inbox/devops";

    /** The kind of message that can lift a veto: {@value}. */
    public static final String APPROVAL = "approval";

    /** How much of a message a file is. */
    public enum Form {
        /** Valid by the protocol's schema of messages. */
        VALID,
        /** It has fields, but is not valid. */
        STRUCTURED,
        TEXT,
        /** No regular file: its content is not looked at. */
        NO_FILE
    }

    public InboxMessage {
        summary = List.copyOf(summary);
    }

    /**
     * What is in the inbox, and no regular file.
     *
     * @param file its name, relative to the consensus directory
     * @param what it is, such as {@code it is a directory}
     * @param veto why its name counts as a veto; empty if it does not
     * @return the entry
     */
    public static InboxMessage noFile(String file, String what, Optional<String> veto) {
        return new InboxMessage(
                file,
                Form.NO_FILE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                MessageTime.NONE,
                List.of(),
                veto,
                Optional.empty(),
                Optional.of(what));
    }

    /**
     * Whether this is an approval, however clear.
     *
     * @return true if it says so
     */
    public boolean isApproval() {
        return kind.filter(APPROVAL::equals).isPresent();
    }

    /**
     * Whether this is an approval that nothing in it contradicts, in the one form in which an approval can lift a veto.
     *
     * @return true if it is
     */
    public boolean isClearApproval() {
        return form == Form.VALID && isApproval() && veto.isEmpty() && doubt.isEmpty();
    }

    /**
     * The role that sent it.
     *
     * @return the role; empty if it is not certain
     */
    public Optional<Role> role() {
        return sender.flatMap(Role::of);
    }
}
