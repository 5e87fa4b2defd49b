package io.github.devopsagent.barestring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ToolTableTest {

    private static final String FORMS =
            String.join("", DeploymentTools.FORMS, ProgrammingTools.FORMS, SystemTools.FORMS, PlatformTools.FORMS);
    private static final String LISTS = DeploymentTools.LISTS
            + ProgrammingTools.LISTS
            + SystemTools.LISTS
            + PlatformTools.LISTS
            + UsualNames.LISTS
            + DeploymentTools.FORMS;

    @Test
    void knows_some_hundred_tools() {
        assertThat(ToolTable.names()).hasSizeGreaterThan(500).contains("kubectl", "git", "make", "systemctl", "[", ".");
    }

    @Test
    void every_list_that_a_form_names_is_there() {
        assertThat(LISTS)
                .contains(names("\\$([a-z]+)", FORMS).stream()
                        .map(name -> "$" + name + " = ")
                        .toArray(String[]::new));
    }

    @Test
    void every_class_that_a_form_names_is_there() {
        Set<String> known = new TreeSet<>(Set.of("NAME", "ANY", "CMD", "OPT", "PIPED", "REDIR", "PART", "SUDO"));
        for (WordClass each : WordClass.values()) {
            known.add(each.name());
        }
        assertThat(names("(?<=[ |])([A-Z])(?=[ |*+?\\n])", FORMS)).isSubsetOf(known);
    }

    @Test
    void no_program_of_which_only_the_name_is_known_is_a_word_or_has_forms() {
        assertThat(ProgramNames.names())
                .hasSizeGreaterThan(500)
                .allMatch(Programs::isNoWord)
                .noneMatch(name -> ToolTable.find(name).isPresent());
    }

    private static Set<String> names(String pattern, String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
