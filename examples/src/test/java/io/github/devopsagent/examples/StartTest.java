package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a JVM loads that is started for one call, counted where no noise can blur it: a class costs some 0.3 ms, and a lambda 0.5.
 * The limits stand a little above what was counted, so that it does not creep up.
 */
@FewerCases(every = 8)
class StartTest {

    private static final Pattern LOADED = Pattern.compile("\\] ([\\w.$]+)(?:/0x\\S+)? source: ");

    /** Others load other classes of their own. */
    private static final int COUNTED_WITH_JDK = 17;

    @TempDir
    Path directory = Path.of(".");

    private StartedProgram programs;

    @BeforeEach
    void make() throws Exception {
        programs = StartedProgram.in(directory);
    }

    @Test
    void a_deployment_of_one_step_loads_few_classes_and_links_few_lambdas_of_ours() throws Exception {
        List<String> loaded = loadedBy(StartedProgram.Deploying.class);

        assertThat(lambdasOfOurs(loaded)).hasSizeLessThan(50);
        requireAtMost(2240, loaded);
    }

    @Test
    void a_preview_of_one_step_loads_few_classes_and_links_few_lambdas_of_ours() throws Exception {
        List<String> loaded = loadedBy(StartedProgram.Previewing.class);

        assertThat(lambdasOfOurs(loaded)).hasSizeLessThan(25);
        requireAtMost(1950, loaded);
    }

    /** A plan without such checks and metrics needs neither the libraries that ask them, nor what reads a tree of JSON by reflection. */
    @Test
    void what_the_plan_does_not_use_is_not_loaded() throws Exception {
        List<String> loaded = loadedBy(StartedProgram.Deploying.class);

        assertThat(loaded)
                .contains("io.github.devopsagent.DevOpsAgent")
                .noneMatch(name -> name.startsWith("org.apache.hc."))
                .noneMatch(name -> name.startsWith("java.net.http.") || name.startsWith("javax.net.ssl."))
                .doesNotContain("tools.jackson.databind.ObjectMapper", "java.lang.runtime.ObjectMethods")
                .as("a constructor that is called by reflection again and again")
                .doesNotContain("jdk.internal.reflect.MethodAccessorGenerator");
    }

    /** What records say of themselves is linked at run time, by a hundred classes for the first. */
    @Test
    void a_preview_rests_on_no_text_that_is_linked_at_run_time() throws Exception {
        assertThat(loadedBy(StartedProgram.Previewing.class)).doesNotContain("java.lang.runtime.ObjectMethods");
    }

    @Test
    void the_price_of_a_start_can_be_measured() throws Exception {
        StartPrice.Price price = StartPrice.of(directory.resolve("price"), 1, List.of());

        assertThat(price.ratios()).hasSize(1).allMatch(ratio -> ratio > 0);
        assertThat(String.format(Locale.ROOT, "%.1f", price.median())).isNotEqualTo("0.0");
    }

    private List<String> loadedBy(Class<?> program) throws IOException, InterruptedException {
        Path log = directory.resolve("classes");
        programs.run(
                program,
                StartedProgram.site(directory.resolve("site")),
                directory.resolve("log"),
                List.of("-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + log));
        return Files.readAllLines(log).stream()
                .map(LOADED::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    private static void requireAtMost(int classes, List<String> loaded) {
        if (Runtime.version().feature() == COUNTED_WITH_JDK) {
            assertThat(loaded).hasSizeLessThanOrEqualTo(classes);
        }
    }

    private static List<String> lambdasOfOurs(List<String> loaded) {
        return loaded.stream()
                .filter(name -> name.startsWith("io.github.devopsagent.") && name.contains("$$Lambda"))
                .toList();
    }
}
