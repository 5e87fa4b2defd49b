package io.github.devopsagent.shell.internal.kept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.DirectoryScratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptFileTest {

    @TempDir
    Path directory;

    private KeptFile kept(String subject) {
        return KeptFile.of(new DirectoryScratch(directory), "mark", subject);
    }

    /** Some of them write other digits. */
    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "mr-IN", "ne-NP", "bn-BD", "my-MM", "tr-TR", "en-US"})
    void what_was_kept_last_is_found_in_every_locale(String tag) throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            kept("a").keep("one".getBytes(UTF_8));
            kept("a").keep("two".getBytes(UTF_8));
            assertThat(kept("a").find(Optional::of)).contains("two");
        } finally {
            Locale.setDefault(before);
        }
        assertThat(kept("a").find(Optional::of)).contains("two");
        assertThat(directory).isDirectoryContaining("glob:**/mark-*-000000000002");
    }

    @Test
    void each_subject_has_its_own() throws IOException {
        kept("a").keep("one".getBytes(UTF_8));

        assertThat(kept("b").find(Optional::of)).isEmpty();
    }
}
