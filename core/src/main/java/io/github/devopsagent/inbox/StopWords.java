package io.github.devopsagent.inbox;

import java.util.List;

/**
 * The words by which a text demands that a deployment is stopped, or takes an approval back, beside {@link
 * InboxWords#STOPS}, and those by which an event or a command does. Each list stands here once; docs/inbox.md has the same.
 */
public final class StopWords {

    /** What is a demand only if it is said of the deployment: a filter may {@code block} much. */
    public static final List<String> UNDOES = List.of(
            "hold",
            "block",
            "veto",
            "reject",
            "withdraw",
            "revoke",
            "retract",
            "rescind",
            "delay",
            "defer",
            "undo",
            "revert",
            "rollback",
            "roll back");

    /** What is demanded to be done with a deployment: {@code it must be stopped}. */
    public static final List<String> STOPPED = List.of(
            "stopped",
            "halted",
            "aborted",
            "cancelled",
            "canceled",
            "postponed",
            "terminated",
            "paused",
            "frozen",
            "suspended",
            "abandoned",
            "scrapped",
            "killed",
            "delayed",
            "deferred",
            "reverted",
            "undone",
            "rolled back",
            "backed out",
            "called off");

    /** What makes a demand of the verb behind it, whoever is to do it. */
    public static final List<String> OUGHT = List.of(
            "must",
            "should",
            "shall",
            "ought to",
            "have to",
            "has to",
            "had to",
            "got to",
            "gotta",
            "need to",
            "needs to",
            "let s",
            "lets",
            "let us",
            "please",
            "pls",
            "plz",
            "kindly",
            "better",
            "time to",
            "vote to",
            "votes to",
            "ask to",
            "asks to",
            "ask you to",
            "asks you to",
            "urge you to",
            "decided to",
            "propose to",
            "proposes to",
            "i say");

    /** What must not be, and is the deployment itself: {@code this must not happen}. */
    public static final List<String> GOES_ON = List.of(
            "happen",
            "take place",
            "go forward",
            "move forward",
            "go through",
            "go out",
            "go further",
            "go any further");

    /** Phrases that demand a stop wherever they are in a sentence. */
    public static final List<String> CALLS_OFF = List.of(
            "pull the plug",
            "pulling the plug",
            "call it off",
            "call this off",
            "calling it off",
            "calling this off",
            "call off the",
            "calling off the",
            "hold everything",
            "hold your horses",
            "hit the brakes",
            "stand down",
            "back it out",
            "backing it out",
            "back this out",
            "backing this out");

    /** What may be taken back by whoever gave it. */
    public static final List<String> APPROVALS = List.of(
            "approval", "approvals", "consent", "lgtm", "sign off", "signoff", "green light", "go ahead", "permission");

    /** How it is taken back, whosever it is. */
    public static final List<String> TAKES_BACK = List.of(
            "withdraw",
            "withdrew",
            "rescind",
            "revoke",
            "retract",
            "take back",
            "takes back",
            "taking back",
            "took back");

    /** How the writer takes back what is his. */
    public static final List<String> TAKES_BACK_OWN = List.of(
            "pull", "cancel", "annul", "void", "disregard", "ignore", "remove", "drop", "undo", "scratch", "discard");

    /**
     * Words of the name of an event, an action or a command that stop a deployment, as in {@code deployment.abort}. One
     * that ends with {@code …} stands for all words that begin so.
     */
    public static final List<String> EVENTS = List.of(
            "stop…",
            "halt…",
            "abort…",
            "cancel…",
            "paus…",
            "terminat…",
            "freez…",
            "frozen",
            "suspend…",
            "postpon…",
            "abandon…",
            "scrap…",
            "kill…",
            "hold",
            "held",
            "onhold",
            "block",
            "blocked",
            "blocker",
            "blocking",
            "veto…",
            "reject…",
            "rescind…",
            "withdr…",
            "revok…",
            "revoc…",
            "retract…",
            "refus…",
            "declin…",
            "deny",
            "denied",
            "disapprov…",
            "nack",
            "nak",
            "nogo");

    /** What such a name ends with that demands a rollback; {@code rollback.tested} does not. */
    public static final List<String> ROLLBACKS =
            List.of("rollback", "roll back", "revert", "undo", "rollback request", "rollback requested");

    /** Words of such a name by which what it tells of is over, or has not come. */
    public static final List<String> NO_EVENTS = List.of(
            "released",
            "lifted",
            "resolved",
            "cleared",
            "removed",
            "ended",
            "over",
            "expired",
            "deleted",
            "dismissed",
            "no",
            "not",
            "non",
            "never",
            "without",
            "un");

    /** What says that a gate is not open. */
    public static final List<String> CLOSED = List.of("closed", "close", "shut", "locked", "down");

    /** What is said of a deployment that must not be. */
    public static final List<String> FORBIDDEN =
            List.of("forbidden", "prohibited", "banned", "disallowed", "off limits", "on ice", "on hold");

    /** What a writer, or a role, does to a deployment who objects to it. */
    public static final List<String> OBJECTS_TO = List.of(
            "veto",
            "vetoes",
            "vetoed",
            "block",
            "blocks",
            "reject",
            "rejects",
            "object",
            "objects",
            "oppose",
            "opposes",
            "refuse",
            "refuses",
            "decline",
            "declines",
            "deny",
            "denies");

    /** With what a text begins that puts the deployment off. */
    public static final List<String> PUTS_OFF = List.of(
            "delay until",
            "delay till",
            "delay it",
            "defer until",
            "defer it",
            "wait until",
            "wait till",
            "wait for",
            "wait with",
            "do not start",
            "do not push",
            "do not touch",
            "do not run",
            "do not install",
            "do not execute",
            "not for production",
            "not for prod",
            "not for release",
            "not for deployment",
            "under no circumstances",
            "nobody deploys",
            "no deploys",
            "no deployments",
            "no releases",
            "no rollouts");

    /** Nouns behind a word that stops, with which it is the name of a thing: {@code Stop button}. */
    public static final List<String> HARMLESS_NOUNS = List.of(
            "button",
            "buttons",
            "controller",
            "word",
            "words",
            "order",
            "orders",
            "job",
            "jobs",
            "menu",
            "dialog",
            "screen",
            "page",
            "icon",
            "key",
            "endpoint",
            "flow",
            "handler",
            "handlers",
            "handling",
            "logic",
            "path",
            "loss",
            "codon",
            "gap");

    /** What ends a line that tells of something that is done, and not what is to be done. */
    public static final List<String> HARMLESS_ENDS = List.of(
            "tested",
            "works",
            "work",
            "working",
            "passes",
            "passed",
            "pass",
            "ok",
            "okay",
            "implemented",
            "added",
            "fixed",
            "removed",
            "renamed",
            "covered",
            "verified",
            "documented",
            "supported",
            "improved",
            "done");

    private StopWords() {}
}
