package io.github.devopsagent.internal.evidence;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * In which order the files of our inbox were seen to come, by their contents: a file that is touched, moved or copied does
 * not come anew, and one that is changed does.
 *
 * @param look how many times was looked since the first time; negative before that
 * @param firstSeen at which look each content was seen first, by its digest, whether or not it is still there
 * @param digests of what is there now, by file
 * @param before the files that are older than the first look; empty if all are that are found then
 */
record ArrivalOrder(
        int look, Map<String, Integer> firstSeen, Map<String, String> digests, Optional<Set<String>> before) {

    /** Nothing was looked at before. */
    static final ArrivalOrder UNSEEN = new ArrivalOrder(-1, Map.of(), Map.of(), Optional.empty());

    ArrivalOrder {
        firstSeen = Map.copyOf(firstSeen);
        digests = Map.copyOf(digests);
        before = before.map(Set::copyOf);
    }

    /** Nothing was looked at before, but it is known which files were there long ago. */
    static ArrivalOrder since(Set<String> files) {
        return new ArrivalOrder(-1, Map.of(), Map.of(), Optional.of(files));
    }

    /** What follows if these are the digests at the next look. */
    ArrivalOrder then(Map<String, String> found) {
        int next = look + 1;
        Map<String, Integer> seen = new HashMap<>(firstSeen);
        found.forEach((file, digest) -> seen.merge(digest, arrival(file, next), Integer::min));
        return new ArrivalOrder(next, seen, found, before);
    }

    private int arrival(String file, int at) {
        boolean isOlder = before.map(files -> files.contains(file)).orElse(true);
        return at == 0 && !isOlder ? 1 : at;
    }

    /** For each file that came after the first look, at which look. */
    Map<String, Integer> arrivals() {
        Map<String, Integer> arrivals = new TreeMap<>();
        digests.forEach((file, digest) -> {
            int first = firstSeen.getOrDefault(digest, 0);
            if (first > 0) {
                arrivals.put(file, first);
            }
        });
        return arrivals;
    }
}
