package io.github.devopsagent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Assertions over a record: {@link DeploymentAssertions#assertThatRecordIn(Path)}. */
public final class RecordAssert extends DocumentAssert<RecordAssert> {

    RecordAssert(Path file) {
        super(file);
    }

    @Override
    RecordAssert self() {
        return this;
    }

    /**
     * How the deployment ended.
     *
     * @param result {@code success}, {@code aborted}, {@code rolled_back} or {@code rollback_failed}
     * @return this
     */
    public RecordAssert hasResult(String result) {
        return has("/status", result);
    }

    /**
     * Which stages were entered, and what became of them.
     *
     * @param stages all of them, in order, such as {@code pre_flight=success}, {@code deploy=failed}
     * @return this
     */
    public RecordAssert hasStages(String... stages) {
        assertEquals(
                List.of(stages),
                document().elements("/steps_executed").stream()
                        .map(stage -> text(stage, "/step") + "=" + text(stage, "/status"))
                        .toList(),
                this::shown);
        return this;
    }

    /**
     * Which steps were intended, and what became of them.
     *
     * @param steps all of them, in order, by their place in the plan, such as {@code deployment_steps/0=success}, {@code
     *     rollback_plan/0=in_doubt}
     * @return this
     */
    public RecordAssert hasSteps(String... steps) {
        assertEquals(
                List.of(steps),
                document().elements("/steps_executed").stream()
                        .flatMap(stage -> document().elements(stage + "/steps").stream())
                        .map(step -> text(step, "/place") + "=" + text(step, "/status"))
                        .toList(),
                this::shown);
        return this;
    }

    private String text(String element, String name) {
        return document().text(element + name).orElse("?");
    }

    /**
     * What went wrong first.
     *
     * @param part of the reason
     * @return this
     */
    public RecordAssert hasFailure(String part) {
        return hasText("/failure/reason", part);
    }

    /**
     * What should be known.
     *
     * @param part of a warning
     * @return this
     */
    public RecordAssert hasWarning(String part) {
        Stream<String> warnings =
                document().elements("/warnings").stream().flatMap(each -> document().text(each).stream());
        if (warnings.noneMatch(warning -> warning.contains(part))) {
            throw new AssertionError("a warning should contain '" + part + "', in " + shown());
        }
        return this;
    }
}
