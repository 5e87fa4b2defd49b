package io.github.devopsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Which cases a build leaves to the profile {@code matrices}. */
class FewerCasesTest {

    private static final String EVERY = "matrix.every";
    private static final String BY_NAME = "test";
    private static final String[] ALL = {"a", "b", "c", "d", "e", "worst"};

    private final Optional<String> every = Optional.ofNullable(System.getProperty(EVERY));
    private final Optional<String> byName = Optional.ofNullable(System.getProperty(BY_NAME));

    @BeforeEach
    void a_default_build() {
        System.setProperty(EVERY, "20");
        System.clearProperty(BY_NAME);
    }

    @AfterEach
    void as_it_was() {
        restore(EVERY, every);
        restore(BY_NAME, byName);
    }

    private static void restore(String property, Optional<String> value) {
        value.ifPresentOrElse(known -> System.setProperty(property, known), () -> System.clearProperty(property));
    }

    private static List<String> passed(Class<?> tests, Filter<?>... filters) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tests))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .filters(filters)
                .build();
        List<String> passed = new ArrayList<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                    passed.add(test.getDisplayName().replace("()", ""));
                }
            }
        });
        return passed;
    }

    @Test
    void of_a_class_the_first_by_name_and_one_in_a_few_after_it_are_run_and_what_is_in_every_build() {
        assertThat(passed(Methods.class)).containsExactlyInAnyOrder("a", "c", "e", "worst");
    }

    @Test
    void of_a_method_the_first_arguments_and_one_in_a_few_after_them_are_run() {
        assertThat(passed(Arguments.class)).containsExactlyInAnyOrder("10", "13", "each");
    }

    @Test
    void of_a_repeated_method_as_well() {
        assertThat(passed(Repetitions.class)).containsExactlyInAnyOrder("1", "5");
    }

    @Test
    void the_arguments_of_a_method_that_is_run_are_all_run_where_only_the_class_has_fewer() {
        assertThat(passed(MethodsWithArguments.class)).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void what_is_for_the_matrices_only_is_left_to_them_but_for_what_is_in_every_build() {
        assertThat(passed(Stories.class)).containsExactly("worst");
        assertThat(passed(Story.class)).isEmpty();
        System.setProperty(EVERY, "1");
        assertThat(passed(Stories.class)).containsExactlyInAnyOrder("long_one", "worst");
        assertThat(passed(Story.class)).containsExactlyInAnyOrder("long_one", "short_one");
    }

    @Test
    void the_profile_runs_all() {
        System.setProperty(EVERY, "1");
        assertThat(passed(Methods.class, TagFilter.includeTags(MatrixCells.TAG)))
                .containsExactlyInAnyOrder(ALL);
        assertThat(passed(Arguments.class, TagFilter.includeTags(MatrixCells.TAG)))
                .containsExactlyInAnyOrder("10", "11", "12", "13", "14");
    }

    @Test
    void whoever_asks_for_tests_by_name_gets_all() {
        System.setProperty(BY_NAME, "Methods");
        assertThat(passed(Methods.class)).containsExactlyInAnyOrder(ALL);
    }

    @FewerCases(every = 2)
    static class Methods {

        @Test
        void e() {}

        @Test
        void d() {}

        @Test
        void c() {}

        @Test
        void b() {}

        @Test
        void a() {}

        /** The sixth by name, which would be left out. */
        @InEveryBuild
        @Test
        void worst() {}
    }

    static class Arguments {

        @FewerCases(every = 3)
        @ParameterizedTest(name = "{0}")
        @ValueSource(ints = {10, 11, 12, 13, 14})
        void some(int argument) {}

        @Test
        void each() {}
    }

    static class Repetitions {

        @FewerCases(every = 4)
        @RepeatedTest(value = 6, name = "{currentRepetition}")
        void some() {}
    }

    @FewerCases(every = 2)
    static class MethodsWithArguments {

        @ParameterizedTest(name = "{0}")
        @ValueSource(ints = {1, 2, 3})
        void a(int argument) {}

        @Test
        void b() {}
    }

    @MatricesOnly
    static class Stories {

        @Test
        void long_one() {}

        @InEveryBuild
        @Test
        void worst() {}
    }

    @MatricesOnly
    static class Story {

        @Test
        void long_one() {}

        @Test
        void short_one() {}
    }
}
