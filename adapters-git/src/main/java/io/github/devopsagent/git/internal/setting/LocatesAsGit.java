package io.github.devopsagent.git.internal.setting;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Knows where git looks for the configuration of the system and the user. A reader that a host has set may look elsewhere. */
interface LocatesAsGit {

    /**
     * The files, which need not exist; a later one counts for more.
     *
     * @param environment of who runs git
     */
    List<Path> files(Map<String, String> environment);
}
