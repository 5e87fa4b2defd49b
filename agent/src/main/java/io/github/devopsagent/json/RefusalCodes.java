package io.github.devopsagent.json;

/** The codes of refusals that come from a document's text. */
public final class RefusalCodes {

    /** The document is not strict JSON in UTF-8, or exceeds a limit. */
    public static final String UNREADABLE = "unreadable";

    /** A field has a value of another type than it may have. */
    public static final String WRONG_TYPE = "wrong_type";

    /** A field that must be there is missing. */
    public static final String MISSING_FIELD = "missing_field";

    /** A field has a value that it may not have. */
    public static final String WRONG_VALUE = "wrong_value";

    /** A field must not be there: it is not carried out, or it is a known one mistyped. */
    public static final String UNKNOWN_FIELD = "unknown_field";

    private RefusalCodes() {}
}
