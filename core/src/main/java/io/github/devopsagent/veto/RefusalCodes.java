package io.github.devopsagent.veto;

/** The codes of refusals and of the faults of documents, which stay as they are: hosts compare them. */
public final class RefusalCodes {

    /** The epic is not in the phase {@code deployment}. */
    public static final String WRONG_PHASE = "wrong_phase";

    /** The epic's tier has no devops role. */
    public static final String WRONG_TIER = "wrong_tier";

    /** Another role, or a person who must look first, holds the epic. */
    public static final String OPEN_BLOCKER = "open_blocker";

    /** A person or the host holds all deployments: nothing is wrong, and the next run asks again. */
    public static final String ON_HOLD = "on_hold";

    /** The documents are about different epics. */
    public static final String EPIC_MISMATCH = "epic_mismatch";

    /** The plan and the host name different environments. */
    public static final String ENVIRONMENT_MISMATCH = "environment_mismatch";

    /** A document is not strict JSON in UTF-8, exceeds a limit, or cannot be read at all. */
    public static final String UNREADABLE = "unreadable";

    /** A field has a value of another type than it may have. */
    public static final String WRONG_TYPE = "wrong_type";

    /** A field that must be there is missing. */
    public static final String MISSING_FIELD = "missing_field";

    /** A field has a value that it may not have. */
    public static final String WRONG_VALUE = "wrong_value";

    /** A field must not be there: it is not carried out, or it is a known one mistyped. */
    public static final String UNKNOWN_FIELD = "unknown_field";

    /** The consensus directory or its {@code status.json} is not there. */
    public static final String MISSING = "missing";

    /** A document changed at each look. */
    public static final String UNSETTLED = "unsettled";

    /** Something that a run has to write could not be written. */
    public static final String UNWRITABLE = "unwritable";

    /** An evidence source of the host failed, or did not answer in time. */
    public static final String EVIDENCE_UNAVAILABLE = "evidence_unavailable";

    /** An executor could not say how its step is undone, or did not answer in time. */
    public static final String EXECUTOR_FAILED = "executor_failed";

    /** The last run deployed the same. */
    public static final String ALREADY_DEPLOYED = "already_deployed";

    /** Pre-flight finds what it found when the epic's last deployment was aborted. */
    public static final String UNCHANGED_SINCE_ABORT = "unchanged_since_abort";

    /** Another agent works on the consensus directory. */
    public static final String LOCK_HELD = "lock_held";

    /** Another agent works on the same target. */
    public static final String TARGET_HELD = "target_held";

    /** Others work on the consensus directory through a shared coordination, or without the one that this agent has. */
    public static final String COORDINATED = "coordinated";

    /** An earlier run did not come to its end, and this agent may not or cannot go on with it. */
    public static final String UNFINISHED_RUN = "unfinished_run";

    /** There is no unfinished run that could be given up, or gone on with. */
    public static final String NOTHING_UNFINISHED = "nothing_unfinished";

    /** What was previewed is not what would be done now. */
    public static final String PREVIEW_OUTDATED = "preview_outdated";

    /** The host was asked whether the deployment may begin, and did not say yes. */
    public static final String NOT_CONFIRMED = "not_confirmed";

    /** A rollback is asked for of a deployment that this epic does not have. */
    public static final String UNKNOWN_DEPLOYMENT = "unknown_deployment";

    /** A rollback is asked for of a deployment that did not succeed, or was rolled back already. */
    public static final String NOT_DEPLOYED = "not_deployed";

    /** A rollback is asked for of a deployment on which a later one was built. */
    public static final String LATER_DEPLOYMENT = "later_deployment";

    /** A rollback is asked for of a deployment that nothing undoes. */
    public static final String IRREVERSIBLE = "irreversible";

    /** A rollback is asked for of a deployment of which plan, settings or journal are not kept, or were altered. */
    public static final String NOT_KEPT = "not_kept";

    /** A rollback that failed is asked for again, and nobody knows whether a step of it was done. */
    public static final String ROLLBACK_IN_DOUBT = "rollback_in_doubt";

    /** A rollback is asked for while the epic is in a phase in which somebody works on it. */
    public static final String ROLLBACK_PHASE = "rollback_phase";

    /** A rollback is asked for that needs something which is not here now. */
    public static final String ROLLBACK_NEEDS = "rollback_needs";

    private RefusalCodes() {}
}
