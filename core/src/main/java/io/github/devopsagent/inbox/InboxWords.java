package io.github.devopsagent.inbox;

import java.util.List;

/**
 * The words that decide about messages, each list once. The README has the same lists. How they are recognised, in any
 * case and decoration, is the business of {@link WordMatcher} and {@link MessageProse}.
 */
public final class InboxWords {

    /** The word that is a veto wherever it occurs in a text. */
    public static final String VETO = "veto";

    /** What a line begins with that says no, in all its inflections. */
    public static final List<String> WORDS = List.of(
            VETO,
            "vetoes",
            "vetos",
            "vetoed",
            "vetoing",
            "block",
            "blocks",
            "blocked",
            "blocker",
            "blockers",
            "blocking",
            "reject",
            "rejects",
            "rejected",
            "rejecting",
            "rejection",
            "rejections",
            "hold",
            "holds",
            "holding",
            "held",
            "do not deploy",
            "not approved",
            "not approve",
            "not approving",
            "withdraw",
            "withdraws",
            "withdrew",
            "withdrawn",
            "withdrawing",
            "withdrawal");

    /** What, standing behind one of the {@link #WORDS} and a colon, says that there is nothing of the kind. */
    public static final List<String> NOTHING =
            List.of("none", "no", "0", "n/a", "nothing", "nil", "null", "false", "-");

    /** What must not be done, where a text says {@code do not}, {@code never}, {@code cannot} or their like. */
    public static final List<String> ACTS = List.of(
            "deploy",
            "redeploy",
            "release",
            "ship",
            "proceed",
            "merge",
            "approve",
            "promote",
            "launch",
            "publish",
            "go live",
            "go ahead",
            "sign off",
            "roll out",
            "roll this",
            "roll it",
            "put this",
            "put it");

    /** What a text says that something was or is, and that says no. */
    public static final List<String> REFUSED = List.of(
            "vetoed",
            "blocked",
            "rejected",
            "on hold",
            "withdrawn",
            "denied",
            "declined",
            "refused",
            "disapproved",
            "unapproved",
            "halted",
            "suspended",
            "frozen",
            "cancelled",
            "canceled",
            "postponed",
            "revoked",
            "withheld",
            "aborted",
            "blocker",
            "showstopper");

    /** What a text says that something is not, and that says no. */
    public static final List<String> CLEARED = List.of(
            "approved",
            "approve",
            "accepted",
            "ready",
            "safe",
            "cleared for",
            "signed off",
            "authorized",
            "authorised",
            "permitted",
            "allowed",
            "good to go",
            "ok",
            "okay",
            "comfortable");

    /** What a text says of its writer, or of a role, and that says no. */
    public static final List<String> OBJECTS = List.of(
            "veto",
            "block",
            "reject",
            "object",
            "oppose",
            "refuse",
            "decline",
            "deny",
            "denies",
            "disapprove",
            "disagree",
            "revoke",
            "withdraw",
            "withhold",
            "retract");

    /** What says no in a text wherever it occurs, beside what is made of the lists above. */
    public static final List<String> PHRASES = List.of(
            "on hold",
            "hold off",
            "please hold",
            "please stop",
            "please wait",
            "thumbs down",
            "no go",
            "nogo",
            "no deployment",
            "no deploy",
            "no rollout",
            "needs work",
            "request changes",
            "requested changes",
            "changes requested",
            "without approval",
            "change freeze",
            "code freeze",
            "deployment freeze",
            "show stopper",
            "needs more work",
            "must be fixed",
            "must wait",
            "should wait",
            "let s wait",
            "have to wait",
            "showstopper",
            "do not go on",
            "do not continue",
            "must not go on",
            "must not continue",
            "should not go on",
            "should not continue",
            "never continue");

    /** What says no if it is all that a line says. */
    public static final List<String> ANSWERS = List.of(
            "no",
            "nope",
            "nein",
            "non",
            "never",
            "wait",
            "fail",
            "failed",
            "denied",
            "declined",
            "refused",
            "not yet",
            "not now",
            "not today",
            "no way",
            "ko");

    /** What stops a deployment at the beginning of a line of a text. */
    public static final List<String> STOPS =
            List.of("stop", "halt", "abort", "cancel", "postpone", "terminate", "pause", "freeze", "nack", "nak");

    /** What says no in a field of a kind, a status or a verification, beside {@link #WORDS}. */
    public static final List<String> NO = List.of(
            "no",
            "not",
            "never",
            "false",
            "fail",
            "failed",
            "fails",
            "failing",
            "failure",
            "failures",
            "deny",
            "denied",
            "denies",
            "decline",
            "declined",
            "refuse",
            "refused",
            "disapprove",
            "disapproved",
            "unapproved",
            "stop",
            "stopped",
            "halt",
            "halted",
            "abort",
            "aborted",
            "cancel",
            "canceled",
            "cancelled",
            "pause",
            "paused",
            "terminate",
            "terminated",
            "postponed",
            "freeze",
            "frozen",
            "suspended",
            "rollback request",
            "rollback requested",
            "request rollback",
            "roll back now",
            "rollback now",
            "revoke",
            "revoked",
            "withheld",
            "nack",
            "nak",
            "nok",
            "nogo",
            "nope",
            "red",
            "negative",
            "against",
            "object",
            "objects",
            "objected",
            "objection",
            "objections",
            "unsafe",
            "broken",
            "crashed",
            "timeout",
            "timed out",
            "error",
            "errors",
            "needs work",
            "request changes",
            "requested changes",
            "changes requested",
            "changes required",
            "thumbs down",
            "thumbsdown",
            "ko");

    /** What demands in a field for rollbacks that it is done, beside a plain true. */
    public static final List<String> DEMANDS =
            List.of("now", "immediately", "at once", "asap", "please", "request", "requested", "required", "needed");

    /** What is a plain no in such a field. */
    public static final List<String> PLAIN_NO = List.of("false", "no", "n", "off", "never", "not yet", "nope", "not");

    private InboxWords() {}
}
