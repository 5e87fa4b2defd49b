package io.github.devopsagent.testkit;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Stands in for the shell, for probes, and for whatever else a plan uses: it carries nothing out, remembers what it was
 * asked, and answers as a test says. What the test says nothing of succeeds.
 *
 * <pre>{@code
 * ScriptedExecutor script = ScriptedExecutor.in(VirtualTime.start())
 *         .on("http://localhost:8080/health", succeed().lasting(Duration.ofMinutes(3)), fail("503").untilRun("./undo.sh"), succeed());
 * Outcome outcome = script.agent(consensus).run();
 * }</pre>
 *
 * <p>All that is asked is told apart by what stands in the plan: its name, its command ({@code run}), or another text that
 * its executor is given, such as an address. What real executors find out before a run, and what they know of how their steps are undone, is not known to it:
 * {@link DevOpsAgent#preview()} of a real agent tells the one, and what lacks a rollback without the other is vetoed.
 *
 * <p>What was scripted is told in each outcome, and a record whose time was virtual says so, so that none is taken for that of
 * a deployment. Several threads may use it.
 */
public final class ScriptedExecutor implements StepExecutor, VirtualTime.Scripted {

    /** What the outcome of a scripted run says: {@value}. */
    public static final String WARNING =
            "steps and checks of this run were scripted, by the test kit (ScriptedExecutor): they did nothing";

    /** What an outcome says, and each assertion over it, if the script has answers for what no step, check or metric is called: {@value}. */
    static final String UNMATCHED = "the script answers what nothing in the plan is called: ";

    /** The executors of the shell adapters. */
    private static final List<String> ADAPTERS = List.of(Action.SHELL, "http", "tcp", "prometheus", "scrape", "log");

    /** Those of them that ask over HTTP. */
    private static final Set<String> OVER_HTTP = Set.of("http", "prometheus", "scrape");

    private final VirtualTime time;
    private final Map<String, AnswerSequence> script = new LinkedHashMap<>();
    private final Map<String, StepFinding> findings = new LinkedHashMap<>();
    private final List<StepRequest> requests = new ArrayList<>();
    /** What an answer can be given to: each name and text of the plans that were seen. */
    private final Set<String> known = new TreeSet<>();

    private ScriptedExecutor(VirtualTime time) {
        this.time = Objects.requireNonNull(time, "time");
    }

    /** Answers in turn, and where they stand. */
    private static final class AnswerSequence {

        private final List<ScriptedAnswer> answers;
        private int current;
        private int given;
        private Duration givenFirst = Duration.ZERO;
        private int requestsBefore;

        AnswerSequence(List<ScriptedAnswer> answers) {
            this.answers = answers;
        }
    }

    /**
     * To which everything succeeds at first.
     *
     * @param time in which its answers pass
     * @return a new one
     */
    public static ScriptedExecutor in(VirtualTime time) {
        return new ScriptedExecutor(time);
    }

    /**
     * Says what is answered. A later call for the same replaces an earlier one.
     *
     * @param what a name, a command, or another text of a step, health check or metric, exactly as in the plan
     * @param first what is answered at first
     * @param then what is answered after that, in turn; the last of all is answered ever after
     * @return this
     * @throws IllegalArgumentException if the last answer says for how long it is given
     */
    public ScriptedExecutor on(String what, ScriptedAnswer first, ScriptedAnswer... then) {
        Objects.requireNonNull(what, "what");
        List<ScriptedAnswer> answers =
                Stream.concat(Stream.of(first), Stream.of(then)).toList();
        if (answers.get(answers.size() - 1).isLimited()) {
            throw new IllegalArgumentException("what is answered to '" + what
                    + "' after the last answer? It is given ever after: add one behind it, or take its limit away");
        }
        synchronized (requests) {
            script.put(what, new AnswerSequence(answers));
        }
        return this;
    }

    /**
     * Says what stands in the way of a step, health check or metric before the run begins.
     *
     * @param what as in {@link #on}; before the run only texts that the executor is given are known, and no names
     * @param finding such as {@link StepFinding#cannotRun(String)}
     * @return this
     */
    public ScriptedExecutor finding(String what, StepFinding finding) {
        synchronized (requests) {
            findings.put(Objects.requireNonNull(what, "what"), Objects.requireNonNull(finding, "finding"));
        }
        return this;
    }

    /**
     * An agent in virtual time, to which this is each executor that the shell adapters bring. What else the plan uses, and
     * what the host's own builder adds, the test adds.
     *
     * @param consensus the directory, in whose parent steps run that do not say otherwise
     * @return a builder
     */
    public DevOpsAgent.Builder agent(Path consensus) {
        return DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(consensus.toAbsolutePath().normalize().resolveSibling(""))
                .withoutDiscovery()
                .executors(as(ADAPTERS.toArray(String[]::new)))
                .listener(new UnmatchedAnswers(this))
                .clock(time.clock());
    }

    /**
     * This, as executors of several names.
     *
     * @param names as plans write them, such as {@code load-balancer}
     * @return what {@link DevOpsAgent.Builder#executors(Map)} takes
     */
    public Map<String, StepExecutor> as(String... names) {
        Map<String, StepExecutor> executors = new LinkedHashMap<>();
        for (String name : names) {
            executors.put(name, OVER_HTTP.contains(name) ? new HttpScript(this) : this);
        }
        return executors;
    }

    /**
     * A rollback point that this creates and restores, as steps of the names {@code create NAME} and {@code restore NAME}.
     *
     * @param name such as {@code git}
     * @return a point; its command for people is {@code restore NAME}
     */
    public RollbackPoint rollbackPoint(String name) {
        knows(List.of("create " + name, "restore " + name));
        return new ScriptedRollbackPoint(name, this);
    }

    @Override
    public StepResult execute(StepRequest request) throws Exception {
        return execute(request, Optional.empty());
    }

    /** Answers, and judges that by what the plan expects of an answer over HTTP. */
    StepResult execute(StepRequest request, Optional<HttpExpectation> expected) throws Exception {
        ScriptedAnswer answer;
        synchronized (requests) {
            answer = next(request);
            requests.add(request);
            known.addAll(names(request).toList());
        }
        if (answer.takes().compareTo(request.timeout()) > 0) {
            time.pass(request.timeout());
            return StepResult.failure("timed out after " + request.timeout() + "; it was to take " + answer.takes());
        }
        time.pass(answer.takes());
        StepResult result = answer.what().execute(request);
        Optional<String> unexpected = answer.response()
                .flatMap(response -> expected.map(plan -> plan.unexpected(response))
                        .orElseGet(() -> Optional.of("respond(…) answers a health check over HTTP, and '"
                                + request.name() + "' is none: answer with succeed() or fail(…)")))
                .or(() -> expected.flatMap(plan -> plan.tooSlow(answer.takes())));
        return result.isSuccess() && unexpected.isPresent() ? StepResult.failure(unexpected.get()) : result;
    }

    private ScriptedAnswer next(StepRequest request) {
        Optional<AnswerSequence> found =
                names(request).filter(script::containsKey).map(script::get).findFirst();
        if (found.isEmpty()) {
            return ScriptedAnswer.succeed();
        }
        AnswerSequence sequence = found.get();
        while (sequence.current < sequence.answers.size() - 1 && !isGivenAgain(sequence)) {
            sequence.current++;
            sequence.given = 0;
        }
        if (sequence.given == 0) {
            sequence.givenFirst = time.elapsed();
            sequence.requestsBefore = requests.size();
        }
        sequence.given++;
        return sequence.answers.get(sequence.current);
    }

    private boolean isGivenAgain(AnswerSequence sequence) {
        if (sequence.given == 0) {
            return true;
        }
        List<StepRequest> since = requests.subList(sequence.requestsBefore, requests.size());
        return sequence.answers
                .get(sequence.current)
                .isGivenAgain(sequence.given, time.elapsed().minus(sequence.givenFirst), step -> since.stream()
                        .anyMatch(each -> isCalled(each, step)));
    }

    private static Stream<String> names(StepRequest request) {
        return Stream.concat(Stream.of(request.name()), texts(request.input()));
    }

    private static Stream<String> texts(Input input) {
        return input.values().keySet().stream().flatMap(name -> input.text(name).stream());
    }

    private static boolean isCalled(StepRequest request, String name) {
        return names(request).anyMatch(name::equals);
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        synchronized (requests) {
            known.addAll(texts(input).toList());
            return texts(input).filter(findings::containsKey).map(findings::get).findFirst();
        }
    }

    /** The plan of a run has these names. */
    void knows(List<String> names) {
        synchronized (requests) {
            known.addAll(names);
        }
    }

    /** What is scripted and is called so nowhere; and how things are called. */
    Optional<String> unmatched() {
        synchronized (requests) {
            Set<String> unknown = new TreeSet<>(script.keySet());
            unknown.addAll(findings.keySet());
            script.values().stream()
                    .flatMap(sequence -> sequence.answers.stream())
                    .flatMap(answer -> answer.awaited().stream())
                    .forEach(unknown::add);
            unknown.removeAll(known);
            return unknown.isEmpty()
                    ? Optional.empty()
                    : Optional.of(UNMATCHED + unknown + "; what there is: " + known);
        }
    }

    @Override
    public List<String> warnings() {
        return List.of(WARNING);
    }

    /**
     * All that was asked.
     *
     * @return in order, health checks and metrics among them
     */
    public List<StepRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /**
     * The steps that were carried out, each attempt of them.
     *
     * @return in order: the command of each, or the name of one that has none
     */
    public List<String> steps() {
        return requests().stream()
                .filter(request -> !isProbe(request))
                .map(request -> request.input().text("run").orElse(request.name()))
                .toList();
    }

    /** A plan's path of it tells, since a health check is asked in all stages. */
    private static boolean isProbe(StepRequest request) {
        String path = request.context().step();
        return path.startsWith("health_checks/") || path.startsWith("monitoring/");
    }

    /**
     * How often something was asked.
     *
     * @param what as in {@link #on}
     * @return so many attempts or probes
     */
    public int count(String what) {
        return (int)
                requests().stream().filter(request -> isCalled(request, what)).count();
    }

    /** What was asked so far. */
    @Override
    public String toString() {
        return "ScriptedExecutor" + steps();
    }

    /** A point whose halves are steps of an executor. */
    private record ScriptedRollbackPoint(String name, ScriptedExecutor executor)
            implements RollbackPoint, VirtualTime.Scripted {

        @Override
        public StepResult create(StepRequest request) throws Exception {
            return executor.execute(request.withName("create " + name));
        }

        @Override
        public StepResult restore(StepRequest request) throws Exception {
            return executor.execute(request.withName("restore " + name));
        }

        @Override
        public Optional<StepFinding> check(ExecutionContext context) {
            return Optional.empty();
        }

        @Override
        public String restoreCommand(ExecutionContext context) {
            return "restore " + name;
        }
    }
}
