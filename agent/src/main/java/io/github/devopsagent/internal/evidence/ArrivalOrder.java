package io.github.devopsagent.internal.evidence;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * In which order the files of our inbox were seen to come, by their contents: a file that is touched, moved or copied does
 * not come anew, and one that is changed does.
 *
 * @param look how many times was looked since the first time; negative before that
 * @param firstSeen at which look each content was seen first, by its digest, whether or not it is still there
 * @param digests of what is there now, by file
 * @param before the digests of what is older than the first look, by file; an empty digest if only the file's name is
 *     known; empty if all is older that is found then
 */
record ArrivalOrder(
        int look, Map<String, Integer> firstSeen, Map<String, String> digests, Optional<Map<String, String>> before) {

    /** Nothing was looked at before. */
    static final ArrivalOrder UNSEEN = new ArrivalOrder(-1, Map.of(), Map.of(), Optional.empty());

    ArrivalOrder {
        firstSeen = Map.copyOf(firstSeen);
        digests = Map.copyOf(digests);
        before = before.isPresent() ? Optional.of(Map.copyOf(before.get())) : before;
    }

    /** Nothing was looked at before, but it is known what was there long ago. */
    static ArrivalOrder since(Map<String, String> files) {
        return new ArrivalOrder(-1, Map.of(), Map.of(), Optional.of(files));
    }

    /** What follows if these are the digests at the next look. */
    ArrivalOrder then(Map<String, String> found) {
        int next = look + 1;
        Map<String, Integer> seen = new HashMap<>(firstSeen);
        for (Map.Entry<String, String> file : found.entrySet()) {
            int arrival = arrival(file.getKey(), file.getValue(), next);
            seen.merge(file.getValue(), arrival, Integer::min);
        }
        return new ArrivalOrder(next, seen, found, before);
    }

    private int arrival(String file, String digest, int at) {
        boolean isOlder = before.map(files -> files.containsValue(digest) || isKnownByName(files, file))
                .orElse(true);
        return at == 0 && !isOlder ? 1 : at;
    }

    private static boolean isKnownByName(Map<String, String> files, String file) {
        return Optional.ofNullable(files.get(file)).filter(String::isEmpty).isPresent();
    }

    /** For each file that came after the first look, at which look. */
    Map<String, Integer> arrivals() {
        Map<String, Integer> arrivals = new TreeMap<>();
        for (Map.Entry<String, String> file : digests.entrySet()) {
            int first = firstSeen.getOrDefault(file.getValue(), 0);
            if (first > 0) {
                arrivals.put(file.getKey(), first);
            }
        }
        return arrivals;
    }
}
