package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Why a file cannot be read, for people. */
public final class AccessFailure {

    private AccessFailure() {}

    /**
     * Words the reason.
     *
     * @param e what reading it came to
     * @return the reason, without the name of the file where there is one
     */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission for user " + System.getProperty("user.name");
        }
        return e instanceof FileSystemException named && named.getReason() != null ? named.getReason() : e.toString();
    }
}
