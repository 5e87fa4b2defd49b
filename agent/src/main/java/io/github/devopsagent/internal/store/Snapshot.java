package io.github.devopsagent.internal.store;

import io.github.devopsagent.domain.HoldFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The documents that are there.
 *
 * @param version changes whenever {@code status.json} does; empty if nothing is to be published after this look
 * @param contents by relative path
 */
public record Snapshot(String version, SortedMap<String, Content> contents) {

    /** What stands for a hold of any name, if the directory cannot be listed. */
    public static final String UNLISTED = ".";

    public Snapshot {
        contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    }

    /**
     * Finds a document of the snapshot.
     *
     * @param path relative
     * @return its content; empty if it is not there
     */
    public Optional<Content> find(String path) {
        return Optional.ofNullable(contents.get(path));
    }

    /**
     * What holds all deployments.
     *
     * @return by name, in order
     */
    public List<Map.Entry<String, Content>> holds() {
        List<Map.Entry<String, Content>> holds = new ArrayList<>();
        for (Map.Entry<String, Content> entry : contents.entrySet()) {
            String path = entry.getKey();
            String name = path.startsWith(HoldFile.BELOW) ? path.substring(HoldFile.BELOW.length()) : path;
            if (name.indexOf('/') < 0 && (HoldFile.isOne(name) || path.equals(UNLISTED))) {
                holds.add(entry);
            }
        }
        return holds;
    }

    /**
     * The documents directly in a directory.
     *
     * @param directory relative, without a slash at the end
     * @return by path, in order
     */
    public List<Map.Entry<String, Content>> in(String directory) {
        String prefix = directory + "/";
        List<Map.Entry<String, Content>> found = new ArrayList<>();
        for (Map.Entry<String, Content> entry : contents.tailMap(prefix).entrySet()) {
            String path = entry.getKey();
            if (!path.startsWith(prefix)) {
                break;
            }
            if (path.indexOf('/', prefix.length()) < 0) {
                found.add(entry);
            }
        }
        return List.copyOf(found);
    }
}
