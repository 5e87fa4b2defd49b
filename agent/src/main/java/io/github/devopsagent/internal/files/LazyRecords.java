package io.github.devopsagent.internal.files;

import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.store.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The records that lie there, by their ids. There may be thousands: each is read when it is asked for, and once. */
final class LazyRecords {

    private static final Comparator<String> NEWEST_FIRST = new Comparator<>() {
        @Override
        public int compare(String one, String other) {
            return Integer.compare(DeploymentIds.order(other), DeploymentIds.order(one));
        }
    };

    private final SortedMap<String, Content> files;
    private final List<String> newestFirst;
    private final Map<String, byte[]> known = new HashMap<>();

    LazyRecords(SortedMap<String, Content> files) {
        this.files = files;
        this.newestFirst = new ArrayList<>(files.keySet());
        this.newestFirst.sort(NEWEST_FIRST);
    }

    Set<String> ids() {
        return files.keySet();
    }

    Optional<byte[]> find(String id) {
        Content file = files.get(id);
        if (file == null) {
            return Optional.empty();
        }
        byte[] record = known.get(id);
        if (record == null) {
            record = read(file);
            known.put(id, record);
        }
        return Optional.of(record);
    }

    /** A record that cannot be read is refused before a run begins; here it is empty, so that a run can be recorded. */
    static byte[] read(Content file) {
        try {
            return file.read(EpicRecords.LONGEST_RECORD + 1);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** All of them. */
    Map<String, byte[]> all() {
        Map<String, byte[]> all = new HashMap<>();
        for (String id : ids()) {
            all.put(id, find(id).orElseThrow());
        }
        return all;
    }

    /** The newest of an epic, unless it is this one; empty if there is none. */
    Map<String, byte[]> newest(String epicId, String but) {
        for (String id : newestFirst) {
            Optional<byte[]> record = id.equals(but) ? Optional.empty() : find(id);
            if (record.isPresent() && DeploymentIds.isOf(epicId, record.get())) {
                return Map.of(id, record.get());
            }
        }
        return Map.of();
    }

    /** Whether one of them has these bytes. */
    boolean has(byte[] record) {
        for (String id : newestFirst) {
            if (mayHave(id, record.length) && Arrays.equals(find(id).orElseThrow(), record)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayHave(String id, int size) {
        try {
            long found = Objects.requireNonNull(files.get(id)).size();
            return found == 0 || found == size;
        } catch (IOException e) {
            return true;
        }
    }
}
