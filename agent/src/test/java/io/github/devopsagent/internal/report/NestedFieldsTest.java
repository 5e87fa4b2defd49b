package io.github.devopsagent.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What did not pass is found however deep it lies, under whatever names. */
class NestedFieldsTest {

    private static final List<String> FAILED = List.of(
            "{\"name\": \"x\", \"status\": \"failed\"}",
            "{\"result\": \"FAIL\"}",
            "{\"tests\": 5, \"passed\": 4}",
            "{\"passed\": false}");

    private static boolean passes(String field) {
        return WrittenReport.passes(
                "{\"epic_id\": \"E\", " + field + ", \"scenarios\": [{\"id\": \"a\", \"status\": \"pass\"}]}", false);
    }

    @Property(tries = 300)
    void under_any_names_that_do_not_tell_of_something_else(
            @ForAll @Size(min = 1, max = 6) List<@AlphaChars @StringLength(min = 1, max = 12) String> names,
            @ForAll boolean isList) {
        Assume.that(names.stream().map(FieldName::of).noneMatch(NestedFieldsTest::isOfSomethingElse));
        for (String failed : FAILED) {
            String field = failed;
            for (String name : names) {
                field = "{\"" + name + "\": " + (isList ? "[" + field + "]" : field) + "}";
            }
            assertThat(passes(field.substring(1, field.length() - 1))).as(field).isFalse();
        }
    }

    private static boolean isOfSomethingElse(FieldName name) {
        return name.saysNothing()
                || name.isOtherMatter()
                || name.isOfEarlierRun()
                || name.subject().isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"environment", "previous_run", "test_data", "history"})
    void but_not_under_those(String name) {
        assertThat(FAILED).allSatisfy(failed -> assertThat(passes("\"" + name + "\": " + failed))
                .isTrue());
    }

    @Property(tries = 300)
    void names_and_texts_of_letters_alone_are_no_failure(
            @ForAll @AlphaChars @StringLength(min = 8, max = 12) String name,
            @ForAll @AlphaChars @StringLength(min = 8, max = 12) String text) {
        Assume.that(!isOfSomethingElse(FieldName.of(name)));
        assertThat(passes("\"" + name + "\": \"" + text + "\"")).isTrue();
    }
}
