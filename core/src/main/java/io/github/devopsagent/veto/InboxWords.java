package io.github.devopsagent.veto;

import java.util.List;

/**
 * The words that decide about messages, each list once. The README has the same lists. How they are recognised, in any
 * case and decoration, is the business of {@link WordMatcher} and {@link Prose}.
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
            "roll out",
            "go live",
            "go ahead",
            "sign off");

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
            "aborted");

    /** What a text says that something is not, and that says no. */
    public static final List<String> CLEARED = List.of(
            "approved",
            "approve",
            "accepted",
            "ready",
            "safe",
            "cleared",
            "signed off",
            "authorized",
            "authorised",
            "permitted",
            "allowed",
            "released",
            "good to go",
            "ok",
            "okay");

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
            "disagree",
            "revoke",
            "withdraw",
            "withhold");

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
            "deployment freeze");

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
            "not today");

    /** What stops a deployment at the beginning of a line of a text. */
    public static final List<String> STOPS = List.of("stop", "halt", "abort", "cancel", "postpone", "nack", "nak");

    /** The fields that say what kind of message it is, or what its sender decided: a no counts anywhere in them. */
    public static final List<String> KIND_FIELDS = List.of("st", "type", "kind", "status", "decision", "verdict");

    /** Fields that may say what was decided: a no counts at their beginning. */
    public static final List<String> DECISION_FIELDS =
            List.of("state", "result", "outcome", "action", "vote", "conclusion", "recommendation");

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
            "postponed",
            "frozen",
            "suspended",
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
            "thumbsdown");

    /** The only values of {@code status} and of a {@code verification} with which an approval lifts a veto. */
    public static final List<String> YES = List.of(
            "approve",
            "approved",
            "ok",
            "okay",
            "pass",
            "passed",
            "accept",
            "accepted",
            "granted",
            "yes",
            "done",
            "complete",
            "completed",
            "success",
            "succeeded",
            "successful",
            "lgtm",
            "green",
            "go",
            "true",
            "verified",
            "confirmed");

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
            "production ready");

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
            "deploy");

    /** What is a plain no in such a field. */
    public static final List<String> PLAIN_NO = List.of("false", "no", "n", "off", "never", "not yet", "nope", "not");

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
            "unsafe",
            "objection",
            "objects");

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
            "broken",
            "denied",
            "cves");

    /** The kinds of the protocol; any other leaves open what kind of message it is. */
    public static final List<String> KINDS =
            List.of("request", "response", VETO, "approval", "status", "handoff", "planning");

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

    /**
     * What keeps an approval from lifting a veto, wherever it occurs in it. One that ends with {@code …} stands for all
     * words that begin so.
     */
    public static final List<String> DOUBTS = List.of(
            "veto…",
            "block…",
            "reject…",
            "hold…",
            "held",
            "withdr…",
            "withh…",
            "no",
            "non",
            "not",
            "never",
            "without",
            "none",
            "neither",
            "nor",
            "nobody",
            "nothing",
            "nope",
            "nack",
            "nak",
            "nok",
            "nogo",
            "un",
            "unapprov…",
            "unverif…",
            "untest…",
            "unreview…",
            "unresolv…",
            "unfinish…",
            "unsafe",
            "unready",
            "unstable",
            "unclear",
            "unknown",
            "uncertain",
            "unsure",
            "unable",
            "unaccept…",
            "unless",
            "until",
            "in doubt",
            "undo",
            "fail…",
            "den…",
            "revo…",
            "stop…",
            "halt…",
            "abort…",
            "cancel…",
            "declin…",
            "refus…",
            "disa…",
            "object…",
            "oppos…",
            "against",
            "suspend…",
            "freez…",
            "frozen",
            "postpon…",
            "delay…",
            "defer…",
            "broken",
            "break…",
            "crash…",
            "error…",
            "insecure",
            "incomplete",
            "invalid",
            "missing",
            "risk…",
            "concern…",
            "doubt…",
            "open",
            "remain…",
            "red",
            "negative",
            "rollback…",
            "revert…",
            "if",
            "once",
            "when",
            "whenever",
            "after",
            "before",
            "as soon as",
            "as long as",
            "so long as",
            "subject",
            "contingent",
            "provid…",
            "assum…",
            "condition…",
            "depend…",
            "pend…",
            "await…",
            "wait…",
            "except…",
            "only",
            "but",
            "however",
            "although",
            "though",
            "yet",
            "still",
            "otherwise",
            "else",
            "will",
            "would",
            "should",
            "could",
            "may",
            "might",
            "must",
            "shall",
            "need…",
            "requir…",
            "tomorrow",
            "later",
            "soon",
            "next",
            "future",
            "todo",
            "tbd",
            "tba",
            "draft…",
            "wip",
            "partial…",
            "partly",
            "mostly",
            "almost",
            "nearly",
            "some",
            "half",
            "progress",
            "retest…",
            "recheck…",
            "in review",
            "under review",
            "redo",
            "staging",
            "test environment",
            "preview",
            "canary",
            "limited",
            "ignor…",
            "skip…",
            "mock…",
            "maybe",
            "perhaps",
            "probabl…",
            "possibl…",
            "likely",
            "seem…",
            "guess…",
            "hope…",
            "planned",
            "propos…",
            "let me",
            "thumbs down",
            "thumbsdown",
            "nicht",
            "kein…",
            "nein",
            "pas",
            "ne",
            "nie");

    /** What those would be harmless in: the only exceptions. */
    public static final List<String> HARMLESS =
            List.of("0 failed", "0 failures", "0 errors", "no failures", "no errors", "unblocked");

    private InboxWords() {}
}
