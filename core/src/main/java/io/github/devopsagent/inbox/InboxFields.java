package io.github.devopsagent.inbox;

import java.util.List;

/**
 * The names of the fields of a message that matter, in small letters and with a space between words. {@link InboxWords}
 * are what is said in them.
 */
public final class InboxFields {

    /** The fields that say what kind of message it is, or what its sender decided: a no counts anywhere in them. */
    public static final List<String> KIND_FIELDS = List.of("st", "type", "kind", "status", "decision", "verdict");

    /** Fields that may say what was decided: a no counts at their beginning. */
    public static final List<String> DECISION_FIELDS = List.of(
            "state",
            "result",
            "outcome",
            "action",
            "vote",
            "conclusion",
            "recommendation",
            "gate",
            "light",
            "signal",
            "score");

    /** Fields, or their last words, that name what has happened, or is to be done. */
    public static final List<String> EVENT_FIELDS = List.of(
            "event",
            "event type",
            "event name",
            "eventtype",
            "action",
            "decision",
            "verdict",
            "operation",
            "op",
            "intent",
            "topic",
            "method");

    /** Fields that do so under this name alone: a {@code rollback_command} is none. */
    public static final List<String> COMMAND_FIELDS = List.of(
            "command",
            "cmd",
            "instruction",
            "order",
            "request",
            "trigger",
            "signal",
            "next action",
            "action required",
            "required action",
            "state",
            "routing key");

    /** Fields in which any no says no. */
    public static final List<String> APPROVAL_FIELDS = List.of(
            "approve",
            "approved",
            "approval",
            "approvals",
            "accepted",
            "pass",
            "passed",
            "ok",
            "lgtm",
            "verified",
            "ready",
            "go",
            "safe",
            "deploy",
            "can deploy",
            "should deploy",
            "may deploy",
            "safe to deploy",
            "ready to deploy",
            "go no go",
            "granted",
            "sign off",
            "signoff",
            "ready for production",
            "ready for deployment",
            "production ready",
            "continue",
            "should continue",
            "may continue");

    /** Last words of further such fields. */
    public static final List<String> APPROVAL_ENDINGS =
            List.of("approved", "accepted", "passed", "passing", "verified", "granted", "deploy");

    /** Words of further fields, whose value may be a plain no. */
    public static final List<String> APPROVAL_WORDS = List.of(
            "approve",
            "approved",
            "approval",
            "accepted",
            "granted",
            "ready",
            "isready",
            "safe",
            "ok",
            "go",
            "golive",
            "lgtm",
            "pass",
            "passed",
            "passing",
            "verified",
            "allowed",
            "permitted",
            "authorized",
            "sign",
            "signoff",
            "signed",
            "proceed",
            "release",
            "deploy",
            "allow",
            "authorised",
            "ship",
            "shippable",
            "deployable",
            "releasable",
            "merge",
            "mergeable",
            "deployment",
            "rollout");

    /** Fields, or their last words, whose {@code true} says no. */
    public static final List<String> NO_FIELDS = List.of(
            "no go",
            "nogo",
            "thumbs down",
            "nack",
            "nak",
            "nok",
            "denied",
            "deny",
            "stop",
            "stopped",
            "halt",
            "halted",
            "abort",
            "aborted",
            "cancelled",
            "canceled",
            "freeze",
            "frozen",
            "suspended",
            "postponed",
            "withheld",
            "revoked",
            "refused",
            "declined",
            "disapproved",
            "unapproved",
            "not ready",
            "not safe",
            "retracted",
            "rescinded",
            "showstopper",
            "locked",
            "unsafe",
            "objection",
            "objects",
            "gate closed",
            "window closed");

    /** Fields that demand a stop with whatever they hold, unless it is nothing. */
    public static final List<String> STOP_FIELDS = List.of(
            "stop",
            "halt",
            "abort",
            "cancel",
            "pause",
            "paused",
            "terminate",
            "terminated",
            "kill switch",
            "killswitch",
            "emergency stop",
            "rollback deployment",
            "request rollback",
            "stopped by",
            "halted by",
            "aborted by",
            "cancelled by",
            "canceled by",
            "paused by",
            "abort reason",
            "cancel reason",
            "cancellation reason",
            "halt reason");

    /** Fields that may hold how to roll back, or demand it. */
    public static final List<String> ROLLBACK_FIELDS = List.of("rollback", "roll back");

    /** Words of fields that count what went wrong. */
    public static final List<String> FAILURE_WORDS = List.of(
            "fail…",
            "error…",
            "problem…",
            "issue…",
            "bug…",
            "defect…",
            "regression…",
            "violation…",
            "vulnerabilit…",
            "finding…",
            "warning…",
            "crash…",
            "incident…",
            "objection…",
            "loss…",
            "breaking",
            "downtime",
            "leak…",
            "corrupt…",
            "outage…",
            "broken",
            "denied",
            "cves");

    /** The kinds of the protocol; any other leaves open what kind of message it is. */
    public static final List<String> KINDS =
            List.of("request", "response", InboxWords.VETO, "approval", "status", "handoff", "planning");

    /** The fields that name the kind. */
    public static final List<String> NAMES_OF_KIND = List.of("st", "type", "kind", "message type", "msg type");

    /** The objects around a message that are looked into for kind, sender, epic and time. */
    public static final List<String> ENVELOPES = List.of("header", "meta", "metadata", "envelope", "message header");

    /** Fields, or their last words, that name the sender. */
    public static final List<String> SENDER_FIELDS = List.of(
            "r",
            "role",
            "from",
            "sender",
            "by",
            "author",
            "agent",
            "owner",
            "reviewer",
            "approver",
            "issuer",
            "reporter",
            "source",
            "signed",
            "signature",
            "on behalf of",
            "senderrole",
            "fromrole",
            "fromagent",
            "sentby");

    /** Fields, or their last words, that name a receiver, which is no sender. */
    public static final List<String> RECEIVER_FIELDS =
            List.of("to", "receiver", "receivers", "recipient", "recipients", "cc", "target", "assignee");

    /** Fields that name the epic; so does any other whose key has the word. */
    public static final List<String> EPIC_FIELDS = List.of("epic", "epic id", "epicid", "epic key");

    /** Fields that hold the time of a message. */
    public static final List<String> TIME_FIELDS = List.of(
            "ts",
            "timestamp",
            "time",
            "date",
            "d",
            "datetime",
            "at",
            "created",
            "sent",
            "updated",
            "when",
            "day",
            "created at",
            "createdat",
            "sent at",
            "sentat",
            "updated at",
            "updatedat",
            "issued at",
            "created on");

    /** What is not needed is not refused; that something like a rollback is, may be a demand. */
    public static final List<String> NEEDS =
            List.of("require", "requires", "required", "need", "needs", "needed", "manual", "mandatory");

    private InboxFields() {}

    /** Whether a text is a kind of the protocol that says no by no word: most messages have one. */
    static boolean isHarmlessKind(String text) {
        return KINDS.contains(text) && !text.equals(InboxWords.VETO);
    }
}
