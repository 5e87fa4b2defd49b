package io.github.devopsagent.git.internal.process;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The environment of a command that git's configuration names. What tells git which repository it is in says so of the
 * host's surroundings, such as a hook that has started it.
 */
public final class InheritedEnvironment {

    /** As {@code git rev-parse --local-env-vars} lists them, but for configuration. */
    private static final List<String> OF_A_REPOSITORY = List.of(
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_CONFIG",
            "GIT_OBJECT_DIRECTORY",
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_IMPLICIT_WORK_TREE",
            "GIT_GRAFT_FILE",
            "GIT_INDEX_FILE",
            "GIT_NO_REPLACE_OBJECTS",
            "GIT_REPLACE_REF_BASE",
            "GIT_PREFIX",
            "GIT_SHALLOW_FILE",
            "GIT_COMMON_DIR",
            "GIT_INTERNAL_SUPER_PREFIX",
            "GIT_NAMESPACE",
            "GIT_QUARANTINE_PATH");

    /** What git would go by in a step's own environment, and git steps do not. */
    private static final List<String> NOT_HEEDED = List.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_COMMON_DIR",
            "GIT_INDEX_FILE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_NAMESPACE",
            "GIT_SHALLOW_FILE",
            "GIT_AUTHOR_DATE",
            "GIT_COMMITTER_DATE",
            "GIT_ALLOW_PROTOCOL",
            "GIT_PROXY_COMMAND",
            "GIT_SSL_CERT",
            "GIT_SSL_KEY",
            "GIT_SSL_CAPATH");

    private InheritedEnvironment() {}

    /**
     * Has a step say nothing that is passed over.
     *
     * @param own what builder and plan set for it
     */
    public static void requireHeeded(Map<String, String> own) throws GitRefusal {
        List<String> found = NOT_HEEDED.stream().filter(own::containsKey).toList();
        if (!found.isEmpty()) {
            throw new GitRefusal("The environment of the step sets " + String.join(", ", found)
                    + ", which git steps do not go by. Take it out of 'env' of the step, or of the builder's environment; the"
                    + " repository is that of the step's working_directory.");
        }
    }

    /** Takes away what is about the host's own repository. */
    public static void leaveRepository(Map<String, String> environment) {
        environment.keySet().removeAll(OF_A_REPOSITORY);
    }

    /** The same, for a command that must ask nobody. */
    public static Map<String, String> silent(Map<String, String> environment) {
        Map<String, String> silent = new HashMap<>(environment);
        leaveRepository(silent);
        List.of("SSH_ASKPASS", "GIT_ASKPASS").forEach(silent::remove);
        silent.put("GIT_TERMINAL_PROMPT", "0");
        silent.put("SSH_ASKPASS_REQUIRE", "never");
        silent.put("GCM_INTERACTIVE", "never");
        return silent;
    }

    /** Whether a command is in one of the directories of its {@code PATH}. */
    public static boolean has(Map<String, String> environment, String command) {
        String[] directories = environment.getOrDefault("PATH", "").split(File.pathSeparator, -1);
        return Stream.of(directories)
                .map(directory -> new File(directory, command))
                .anyMatch(file -> file.isFile() && file.canExecute());
    }
}
