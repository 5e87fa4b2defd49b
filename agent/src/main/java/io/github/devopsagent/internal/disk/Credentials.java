package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * As whom this process works with files, and what it may do as no one else's owner, as Linux tells. That the user is root
 * says little: a container may have taken the capabilities away.
 *
 * @param user as whom it works with files
 * @param groups in which it is
 * @param capabilities one bit each
 */
record Credentials(long user, Set<Long> groups, long capabilities) {

    private static final Path OF_THIS_PROCESS = Path.of("/proc/self/status");

    /** Of the numbers of a user or group, that which counts for files. */
    private static final int FOR_FILES = 3;

    private static final int CHOWN = 0;
    private static final int DAC_OVERRIDE = 1;
    private static final int FOWNER = 3;

    Credentials {
        groups = Set.copyOf(groups);
    }

    /** The credentials of this process; empty where the system does not tell them. */
    static Optional<Credentials> current() {
        try {
            return parse(Files.readAllLines(OF_THIS_PROCESS, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<Credentials> parse(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            String[] field = line.split(":", 2);
            if (field.length == 2) {
                values.putIfAbsent(field[0], field[1].strip());
            }
        }
        try {
            Set<Long> groups = new LinkedHashSet<>();
            for (String group : words(values, "Groups")) {
                if (!group.isEmpty()) {
                    groups.add(Long.parseLong(group));
                }
            }
            groups.add(Long.parseLong(words(values, "Gid")[FOR_FILES]));
            return Optional.of(new Credentials(
                    Long.parseLong(words(values, "Uid")[FOR_FILES]),
                    groups,
                    Long.parseUnsignedLong(values.getOrDefault("CapEff", ""), 16)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String[] words(Map<String, String> values, String key) {
        return values.getOrDefault(key, "").split("\\s+", -1);
    }

    /** Whether it may give its files to anybody. */
    boolean mayGiveAway() {
        return has(CHOWN);
    }

    /** Whether it may read and write whatever the permissions say. */
    boolean mayPassPermissions() {
        return has(DAC_OVERRIDE);
    }

    /** Whether it counts as the owner of every file. */
    boolean isEverybodysOwner() {
        return has(FOWNER);
    }

    /** Whether a file is this user's, capabilities aside. */
    boolean owns(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid") instanceof Integer owner && Integer.toUnsignedLong(owner) == user;
    }

    /** Whether this user is in the group of a file. */
    boolean isInGroupOf(Path file) throws IOException {
        return Files.getAttribute(file, "unix:gid") instanceof Integer group
                && groups.contains(Integer.toUnsignedLong(group));
    }

    private boolean has(int capability) {
        return (capabilities >>> capability & 1) == 1;
    }
}
