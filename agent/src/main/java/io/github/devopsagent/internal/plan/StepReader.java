package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.internal.plan.CommandReader.ReadCommand;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads steps of one kind.
 *
 * @param what the kind of step, in words
 * @param deploys whether such a step may have a compensation, or be irreversible
 * @param backsUp whether such a step may say what it produces
 * @param defaults what applies where a step says nothing
 * @param variables the environment of a step that has none
 * @param workingDirectory the directory of a step that has none
 */
record StepReader(
        String what,
        boolean deploys,
        boolean backsUp,
        Defaults defaults,
        Map<String, String> variables,
        Optional<String> workingDirectory) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DEFAULT_NAME = 60;
    static final String WITHOUT_EXECUTOR = "make it part of the command, or write 'uses' in place of it";
    private static final String RESERVED = "DEVOPS_";

    static StepReader ofDeployment(Defaults defaults) {
        return new StepReader("a deployment step", true, false, defaults, Map.of(), Optional.empty());
    }

    static StepReader ofBackup(Defaults defaults) {
        return new StepReader("a backup step", false, true, defaults, Map.of(), Optional.empty());
    }

    static StepReader withoutRollback(Defaults defaults, String what) {
        return new StepReader(what, false, false, defaults, Map.of(), Optional.empty());
    }

    /** A compensation runs where its step runs, and sees what its step sees, unless it says otherwise. */
    private StepReader ofCompensation(Map<String, String> ofStep, Optional<String> directoryOfStep) {
        return new StepReader("a rollback", false, false, defaults, ofStep, directoryOfStep);
    }

    /** One step or a list of them. */
    List<Step> steps(JsonCursor cursor) {
        List<Step> steps = new ArrayList<>();
        for (JsonCursor each : oneOrMore(cursor)) {
            Optional<Step> step = step(each);
            if (step.isPresent()) {
                steps.add(step.get());
            }
        }
        return List.copyOf(steps);
    }

    /** What is not blank; the rest is reported as passed over. */
    static List<JsonCursor> oneOrMore(JsonCursor cursor) {
        List<JsonCursor> all = cursor.isList() ? cursor.elements() : List.of(cursor);
        List<JsonCursor> written = new ArrayList<>();
        for (JsonCursor each : all) {
            if (each.isBlank()) {
                each.passedOver();
            } else {
                written.add(each);
            }
        }
        return written;
    }

    private Optional<Step> step(JsonCursor cursor) {
        if (cursor.isText()) {
            Optional<String> text = CommandText.bare(cursor);
            return text.isPresent() ? Optional.of(bare(new Action.Bare(text.get()))) : Optional.empty();
        }
        if (cursor.isObject()) {
            return object(cursor);
        }
        cursor.wrongType(
                "a command (a string) or a step (an object with 'run' or 'uses')",
                "write the command in quotes, or as {\"run\": \"…\"}");
        return Optional.empty();
    }

    private Step bare(Action action) {
        return new Step(
                defaultName(action.text()),
                action,
                List.of(),
                defaults.stepTimeout(),
                variables,
                workingDirectory,
                false,
                0,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of());
    }

    private Optional<Step> object(JsonCursor cursor) {
        PlanFields fields = PlanFields.of(cursor, PlanVocabulary.STEP);
        refuseUndoing(cursor);
        Optional<ReadCommand> command = command(fields);
        Optional<String> name = name(fields);
        Duration timeout = fields.positiveDuration("timeout").orElse(defaults.stepTimeout());
        Map<String, String> env = env(fields);
        Optional<String> directory = directory(fields);
        boolean idempotent = fields.bool("idempotent").orElse(false);
        int retries = retries(fields, idempotent);
        Duration retryDelay = retryDelay(fields, retries);
        Optional<JsonCursor> rollback = fields.value("rollback");
        List<Step> compensation = rollback.isPresent() ? compensation(rollback.get(), env, directory) : List.of();
        boolean irreversible = irreversible(fields, compensation);
        Optional<JsonCursor> paths = fields.value("produces");
        List<String> produces = paths.isPresent() ? produces(paths.get()) : List.of();
        if (command.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Step(
                name.isPresent() ? name.get() : defaultName(command.get().summary()),
                command.get().action(),
                compensation,
                timeout,
                env,
                directory,
                idempotent,
                retries,
                retryDelay,
                irreversible,
                produces));
    }

    /** An irreversible step with a rollback contradicts itself, and nobody knows which of the two is meant. */
    private boolean irreversible(PlanFields fields, List<Step> compensation) {
        Optional<JsonCursor> field = fields.value("irreversible");
        if (field.isEmpty()) {
            return false;
        }
        boolean irreversible = field.get().bool().orElse(false);
        if (!deploys) {
            field.get()
                    .wrongValue(
                            "'irreversible' of " + what,
                            "'irreversible' only of a deployment step",
                            "remove it; it is deployment steps that are rolled back, or not");
            return false;
        }
        if (irreversible && !compensation.isEmpty()) {
            field.get()
                    .wrongValue(
                            "'irreversible': true beside 'rollback'",
                            "one of them: what is irreversible has no rollback",
                            "remove 'rollback', or 'irreversible'");
            return false;
        }
        return irreversible;
    }

    private List<String> produces(JsonCursor paths) {
        if (backsUp) {
            return ProducedPaths.of(paths);
        }
        paths.wrongValue(
                "'produces' of " + what,
                "'produces' only of a backup step, before anything is deployed",
                "remove it, or test it in the command: test -s …");
        return List.of();
    }

    /** A step that undoes the deployment would be a part of it. */
    private void refuseUndoing(JsonCursor cursor) {
        if (!deploys) {
            return;
        }
        for (Map.Entry<String, JsonCursor> field : cursor.fields().entrySet()) {
            Optional<String> text = field.getValue().scalar();
            if (text.isPresent() && DecidingValues.undoes(field.getKey(), text.get())) {
                field.getValue()
                        .wrongValue(
                                "a step to be done when it is undone",
                                "only what deploys",
                                "write it as 'rollback_plan', or as the 'rollback' of the step that it undoes");
            }
        }
    }

    private static Optional<ReadCommand> command(PlanFields fields) {
        Optional<String> kind = fields.exactlyOneOf(
                List.of("run", "uses"),
                "run, uses",
                "write the command as 'run', or the name of an executor as 'uses'");
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        if (kind.get().equals("uses")) {
            return use(fields);
        }
        fields.belongsTo("with", "uses", WITHOUT_EXECUTOR);
        return CommandReader.run(fields);
    }

    static Optional<ReadCommand> use(PlanFields fields) {
        Input input =
                fields.optional("with", JsonCursor::values).map(Input::new).orElse(Input.none());
        return fields.optional("uses", JsonCursor::nonBlankText)
                .map(name -> new ReadCommand(new Action.Use(name, input), name));
    }

    static Optional<String> name(PlanFields fields) {
        Optional<JsonCursor> field = fields.value("name");
        Optional<String> text = field.isPresent() ? field.get().text() : Optional.empty();
        String name = text.isPresent() ? Printable.line(text.get(), LONGEST_NAME) : "";
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    static String defaultName(String text) {
        return Printable.line(text, LONGEST_DEFAULT_NAME);
    }

    private Optional<String> directory(PlanFields fields) {
        Optional<JsonCursor> field = fields.value("working_directory");
        Optional<String> own = field.isPresent() ? directory(field.get()) : Optional.empty();
        return own.isPresent() ? own : workingDirectory;
    }

    /** Where the system's encoding is not UTF-8, there are paths that no process here can name. */
    private static Optional<String> directory(JsonCursor cursor) {
        return cursor.nonBlankProcessText()
                .filter(text -> cursor.demand(
                        ProducedPaths.isPath(text),
                        "a path that can be written in this system's encoding, "
                                + System.getProperty("sun.jnu.encoding"),
                        "run the agent in a UTF-8 locale, or rename the directory"));
    }

    private static int retries(PlanFields fields, boolean idempotent) {
        int retries = fields.integer("retries", 0, Limits.RETRIES).orElse(0);
        if (retries == 0 || idempotent) {
            return retries;
        }
        fields.find("retries").ifPresent(each -> each.value()
                .wrongValue(
                        retries + " retries of a step that is not idempotent",
                        "retries only with 'idempotent': true, since a retry executes the step a second time",
                        "add \"idempotent\": true if that does no harm, or remove 'retries'"));
        return 0;
    }

    private static Duration retryDelay(PlanFields fields, int retries) {
        Optional<Duration> delay = fields.duration("retry_delay");
        if (delay.isPresent() && retries == 0 && fields.find("retries").isEmpty()) {
            fields.find("retry_delay").ifPresent(each -> each.value().ignored(each.name(), "a step without 'retries'"));
        }
        return delay.orElse(Step.DEFAULT_RETRY_DELAY);
    }

    private List<Step> compensation(JsonCursor rollback, Map<String, String> env, Optional<String> directory) {
        if (deploys) {
            return ofCompensation(env, directory).steps(rollback);
        }
        rollback.wrongValue(
                "the rollback of " + what,
                "a rollback only of a deployment step",
                "remove it; what undoes the whole belongs in 'rollback_plan'");
        return List.of();
    }

    private Map<String, String> env(PlanFields fields) {
        Optional<JsonCursor> field = fields.value("env");
        Optional<Map<String, String>> own = field.isPresent() ? env(field.get()) : Optional.empty();
        return own.orElse(variables);
    }

    private static Optional<Map<String, String>> env(JsonCursor cursor) {
        if (!cursor.isObject()) {
            cursor.wrongType("an object of strings, such as {\"STAGE\": \"prod\"}", "write it as { … }");
            return Optional.empty();
        }
        Map<String, String> env = new LinkedHashMap<>();
        cursor.fields().forEach((name, value) -> {
            checkVariable(name, value);
            value.processText().ifPresent(text -> env.put(name, text));
        });
        return Optional.of(env);
    }

    private static void checkVariable(String name, JsonCursor value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || JsonCursor.hasLoneSurrogate(name)) {
            value.wrongValue(
                    "the name \"" + Printable.line(name, LONGEST_DEFAULT_NAME) + "\" of an environment variable",
                    "a name without '=' and NUL that is not empty",
                    "rename it");
        }
        if (name.startsWith(RESERVED)) {
            value.wrongValue(
                    "the environment variable " + Printable.line(name, LONGEST_DEFAULT_NAME),
                    "any name that does not start with " + RESERVED + ", which the agent sets",
                    "rename it");
        }
    }
}
