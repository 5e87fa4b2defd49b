package io.github.devopsagent.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class LazyPatternTest {

    @Test
    void it_matches_as_the_pattern_does_that_it_compiles() {
        LazyPattern words = LazyPattern.of("[a-z]+", Pattern.CASE_INSENSITIVE);

        assertThat(words.matcher("Word").matches()).isTrue();
        assertThat(words.matcher("two words").matches()).isFalse();
        assertThat(LazyPattern.of(" +").split("a  b ", -1)).containsExactly("a", "b", "");
        assertThat(words).hasToString("[a-z]+");
    }

    @Test
    void it_is_compiled_once_and_not_before_it_is_asked_for() {
        LazyPattern broken = LazyPattern.of("(");
        LazyPattern whole = LazyPattern.of("a");

        assertThatThrownBy(() -> broken.matcher("a")).isInstanceOf(PatternSyntaxException.class);
        assertThat(whole.pattern()).isSameAs(whole.pattern());
    }
}
