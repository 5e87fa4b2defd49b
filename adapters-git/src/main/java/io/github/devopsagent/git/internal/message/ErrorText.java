package io.github.devopsagent.git.internal.message;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.MissingObjectException;

/** What went wrong, in words. */
public final class ErrorText {

    public static final String INTERRUPTED = "It was interrupted: its time is over, or the run was cancelled.";

    /** A broken configuration is quoted, with the URLs in it. */
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s]*@");

    private ErrorText() {}

    /** JGit wraps what went wrong, and says on the outside less than on the inside. */
    public static String of(Throwable e) {
        if (e instanceof InterruptedIOException || e instanceof ClosedByInterruptException) {
            return INTERRUPTED;
        }
        Optional<MissingObjectException> missing = missing(e);
        if (missing.isPresent()) {
            return missing(missing.get());
        }
        Throwable cause = e.getCause();
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String whole = cause == null || cause.getMessage() == null ? message : message + ": " + cause.getMessage();
        return USER_INFO.matcher(whole).replaceAll("$1");
    }

    private static Optional<MissingObjectException> missing(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .filter(MissingObjectException.class::isInstance)
                .map(MissingObjectException.class::cast)
                .findFirst();
    }

    /** Git gets it on demand; JGit does not. */
    private static String missing(MissingObjectException e) {
        return "The git object " + e.getObjectId().name()
                + " is not in this repository. If it is a partial clone, which"
                + " leaves out files until they are needed, get all of them in an earlier step, or use a full clone:"
                // Without the option, what the clone left out is left out again.
                + " git fetch --refetch --no-filter (else look for damage with: git fsck).";
    }
}
