package io.github.devopsagent.veto;

import java.util.List;

/**
 * The words that decide about messages, each list once. The README has the same lists. How they are recognised, in any
 * case, inflection and decoration, is the business of {@link WordMatcher}.
 */
public final class InboxWords {

    /** The word that is a veto wherever it occurs in a text. */
    public static final String VETO = "veto";

    static final String DO_NOT_DEPLOY = "do not deploy";

    /** What a line begins with that says no. */
    public static final List<String> WORDS =
            List.of(VETO, "block", "reject", "hold", DO_NOT_DEPLOY, "not approved", "withdraw");

    /** What says no in a text wherever it occurs, beside {@link #VETO}. */
    public static final List<String> PHRASES = List.of(
            DO_NOT_DEPLOY,
            "not approved",
            "do not approve",
            "is blocked",
            "is rejected",
            "on hold",
            "thumbs down",
            "no go");

    /** The fields that say what kind of message it is, or what its sender decided: a no counts anywhere in them. */
    public static final List<String> KIND_FIELDS = List.of("st", "type", "kind", "status", "decision", "verdict");

    /** Fields that may say what was decided: a no counts at their beginning. */
    public static final List<String> DECISION_FIELDS =
            List.of("state", "result", "outcome", "action", "vote", "conclusion", "recommendation");

    /** What says no in a field of a kind, a status or a verification, beside {@link #WORDS}. */
    public static final List<String> NO = List.of(
            "no",
            "not",
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
            "abort",
            "aborted",
            "cancel",
            "canceled",
            "cancelled",
            "revoke",
            "revoked",
            "nack",
            "nogo",
            "nope",
            "red",
            "negative",
            "unsafe",
            "broken",
            "error",
            "errors",
            "changes");

    /** The only values of {@code status} with which an approval lifts a veto. */
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

    /** Fields whose {@code false} says no. */
    public static final List<String> APPROVAL_FIELDS = List.of(
            "approve",
            "approved",
            "approval",
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
            "approvals",
            "sign off",
            "signoff",
            "ready for production",
            "ready for deployment",
            "production ready");

    /** Last words of further such fields. */
    public static final List<String> APPROVAL_ENDINGS =
            List.of("approved", "accepted", "passed", "passing", "verified", "granted", "deploy");

    /** The kinds of the protocol; any other leaves open what kind of message it is. */
    public static final List<String> KINDS =
            List.of("request", "response", VETO, "approval", "status", "handoff", "planning");

    /** What keeps an approval from lifting a veto, wherever it occurs in it. */
    public static final List<String> DOUBTS = List.of(
            DO_NOT_DEPLOY,
            "not approve",
            "can not approve",
            "no approval",
            "conditional",
            "provided that",
            "only if",
            "unless",
            "pending",
            "veto stands",
            "veto remains");

    /** What keeps an approval from lifting a veto in a value of its {@code verification}. */
    public static final List<String> UNVERIFIED = List.of(
            "pending",
            "partial",
            "partially",
            "todo",
            "tbd",
            "unknown",
            "unverified",
            "skip",
            "skipped",
            "waiting",
            "progress",
            "conditional",
            "conditionally",
            "incomplete",
            "open",
            "later",
            "draft",
            "maybe",
            "unless",
            "except");

    private InboxWords() {}
}
