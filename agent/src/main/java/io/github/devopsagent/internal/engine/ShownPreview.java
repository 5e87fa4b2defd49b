package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Preview;
import io.github.devopsagent.internal.disk.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What alone may be done, as it was shown.
 *
 * @param digest of the preview
 * @param basis on what it rested; empty if only its digest is known
 */
record ShownPreview(String digest, Optional<Map<String, String>> basis) {

    static ShownPreview of(Preview preview) {
        return new ShownPreview(preview.digest(), Optional.of(preview.basis()));
    }

    static ShownPreview of(String digest) {
        return new ShownPreview(digest, Optional.empty());
    }

    /** The digest of a preview that rests on this. */
    static String digest(Map<String, String> basis) {
        return Digest.of(new TreeMap<>(basis).toString().getBytes(StandardCharsets.UTF_8));
    }
}
