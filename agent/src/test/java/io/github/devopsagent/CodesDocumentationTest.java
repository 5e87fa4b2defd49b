package io.github.devopsagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.VetoCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation says what to do for each code, and the codes are those of the code. */
class CodesDocumentationTest {

    private static final Pattern CODE = Pattern.compile("`(?:VETOED: |REFUSED: )?([a-z]+(?:_[a-z]+)*)`");

    private static List<String> constants(Class<?> codes) throws IllegalAccessException {
        List<String> constants = new ArrayList<>();
        for (var field : codes.getFields()) {
            constants.add((String) field.get(null));
        }
        return constants;
    }

    private static Stream<String> rows(String begin) throws IOException {
        return Files.readString(Path.of("../docs/operations.md"))
                .lines()
                .filter(line -> line.startsWith("| `" + begin));
    }

    /** The codes in the first cell of each row of the table that begins with this. */
    private static List<String> documented(String begin) throws IOException {
        return rows(begin)
                .map(line -> line.split("\\|", -1)[1].replaceAll(" of `status.json`", ""))
                .flatMap(cell -> CODE.matcher(cell).results().map(found -> found.group(1)))
                .toList();
    }

    @Test
    void the_page_on_operations_says_what_to_do_for_each_veto() throws Exception {
        // What else stands there is an adapter's, whose tests look at it.
        assertThat(documented("VETOED: ")).doesNotHaveDuplicates().containsAll(constants(VetoCodes.class));
    }

    @Test
    void the_page_on_operations_says_what_to_do_for_each_refusal() throws Exception {
        List<String> faults = rows("VETOED: invalid_plan")
                .flatMap(row -> CODE.matcher(row).results().map(found -> found.group(1)))
                .filter(code -> !code.startsWith("invalid_"))
                .toList();
        Set<String> documented = new TreeSet<>(documented("REFUSED: "));
        documented.addAll(faults);
        assertThat(documented).containsExactlyInAnyOrderElementsOf(constants(RefusalCodes.class));
    }

    @Test
    void the_table_of_rules_has_the_vetoes_that_are_not_the_fault_of_a_rule() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        Matcher table =
                Pattern.compile("(?ms)^\\| code \\| vetoes if \\|\\R.*?\\R\\R").matcher(readme);
        assertThat(table.find()).isTrue();
        List<String> listed = Arrays.stream(table.group().split("\\R", -1))
                .skip(2)
                .filter(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> CODE.matcher(cell).results().map(found -> found.group(1)))
                .toList();
        List<String> expected = new ArrayList<>(constants(VetoCodes.class));
        expected.remove(VetoCodes.RULE_FAILED);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
    }
}
