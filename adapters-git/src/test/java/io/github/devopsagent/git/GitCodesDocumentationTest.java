package io.github.devopsagent.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.veto.VetoCodes;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on operations says what to do for each code of ours: what stands there is core's, or one of these. */
class GitCodesDocumentationTest {

    private static final Pattern VETO = Pattern.compile("(?m)^\\| `VETOED: ([a-z_]+)`.*? \\|");
    private static final Pattern CODE = Pattern.compile("`(?:VETOED: )?([a-z]+(?:_[a-z]+)+)`");

    private static List<String> constants(Class<?> codes) {
        return Arrays.stream(codes.getFields())
                .filter(field -> field.getType() == String.class)
                .map(GitCodesDocumentationTest::text)
                .toList();
    }

    private static String text(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_codes_of_vetoes_that_are_not_core_s_are_the_constants_of_the_adapter() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "operations.md"));
        List<String> documented = new ArrayList<>(VETO.matcher(page)
                .results()
                .map(MatchResult::group)
                .flatMap(cell -> CODE.matcher(cell).results().map(found -> found.group(1)))
                .toList());
        documented.removeAll(constants(VetoCodes.class));

        assertThat(documented).containsExactlyInAnyOrderElementsOf(constants(GitAdapter.class));
    }
}
