package io.github.devopsagent.internal.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows of what to write instead and the words of which that is true. A word has the first. */
final class FixTable {

    private final Map<String, String> rows = new LinkedHashMap<>();

    void put(String fix, String words) {
        for (String word : FieldWords.list(words)) {
            rows.putIfAbsent(word, fix);
        }
    }

    Map<String, String> rows() {
        return Collections.unmodifiableMap(rows);
    }

    DecidingWords words() {
        return new DecidingWords(rows());
    }
}
