package io.github.devopsagent;

import io.github.devopsagent.directory.BrokenFileException;
import io.github.devopsagent.directory.Disk;
import io.github.devopsagent.directory.DurableFiles;
import io.github.devopsagent.directory.Holder;
import io.github.devopsagent.json.Limits;
import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.BareString;
import io.github.devopsagent.pipeline.Defaults;
import io.github.devopsagent.pipeline.HealthCheck;
import io.github.devopsagent.pipeline.Inherited;
import io.github.devopsagent.pipeline.Input;
import io.github.devopsagent.pipeline.Monitoring;
import io.github.devopsagent.pipeline.RollbackPoint;
import io.github.devopsagent.pipeline.StepExecutor;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.run.RunPlan;
import io.github.devopsagent.veto.EvidenceSource;
import io.github.devopsagent.veto.VetoRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Plays the devops role over a consensus directory: decides whether a deployment may happen, carries it out with a way
 * back, and leaves a true record.
 *
 * <pre>{@code
 * Outcome outcome = DevOpsAgent.builder().consensus(Path.of("consensus")).run();
 * }</pre>
 *
 * <p>An agent is immutable and can be used again, by several threads; two runs on one directory at the same time are
 * {@link Outcome.Refused}, but for one.
 *
 * <p>Interrupting the thread that called {@link #run()} cancels the run: the step that is under way is ended, and what
 * was deployed is rolled back. The call returns when that is done, with the thread's interrupt status set.
 */
public final class DevOpsAgent {

    /** Where it is deployed to if neither the plan nor the host says so: {@value}. */
    public static final String DEFAULT_ENVIRONMENT = "production";

    /**
     * How long a call of the host's code may take unless the host says otherwise: a minute. To compare a large work tree
     * with a commit can take half of that; whoever waits for an answer gives up sooner.
     */
    public static final Duration DEFAULT_HOST_CODE_LIMIT = Duration.ofMinutes(1);

    private final AgentSettings settings;

    private DevOpsAgent(AgentSettings settings) {
        this.settings = settings;
    }

    /**
     * How long after the first look a document that is missing or faulty is looked at once more: three seconds. Whoever
     * writes it in place, rather than beside it, takes some milliseconds.
     */
    private static final Duration SETTLE_TIME = Duration.ofSeconds(3);

    private static final Duration BRAKE_PAUSE = Duration.ofSeconds(5).dividedBy(Brake.MOST_PAUSES);

    /**
     * Begins to describe an agent.
     *
     * @return a builder; {@link Builder#consensus(Path)} is required
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Decides, deploys, verifies, monitors, rolls back if need be, and records.
     *
     * @return what it came to
     * @throws DevOpsAgentException if the world is broken, for instance the disk is full, or if {@code status.json} cannot
     *     be read or written when the run has come to its end; then the next run completes its record, and executes
     *     nothing of it again
     */
    public Outcome run() {
        return onAThreadOfItsOwn(Session::run);
    }

    /**
     * Finds out what {@link #run()} would do. Nothing is written, and nothing is executed.
     *
     * @return what would happen
     * @throws DevOpsAgentException if the world is broken, for instance a directory cannot be listed
     */
    public Preview preview() {
        return onAThreadOfItsOwn(Session::preview);
    }

    /**
     * Looks for a run that did not come to its end. Nothing is changed, and nothing is locked: if an agent works on the
     * directory now, this is its run.
     *
     * @param consensus the consensus directory
     * @return what is known of the run; empty if there is none
     */
    public static Optional<UnfinishedRun> inspect(Path consensus) {
        RunFiles files = new RunFiles(
                new DurableFiles(Disk.real()), consensus.toAbsolutePath().normalize());
        return Leftover.look(files, new Masking(SecretMask.of(List.of()))).tell();
    }

    /**
     * Gives up a run that did not come to its end, and that no agent can go on with: its machine is lost, or its journal
     * is damaged. A person decides that, who has looked at the system and brought it into a known state. Nothing is
     * executed, and no process is ended; what the run has deployed stays as it is. It works on any machine, and for a
     * damaged journal as well, which is kept.
     *
     * <p>If a deploy step may have had an effect this is {@link Outcome.RollbackFailed}, otherwise {@link
     * Outcome.Aborted}, with the reason and who gave it in the record. A run that had come to its end, and a veto, are
     * only recorded wholly. If no run is unfinished, or an agent works on the directory, it is {@link Outcome.Refused}.
     *
     * @param consensus the consensus directory
     * @param reason what was found and done, for the record
     * @return what was recorded
     * @throws IllegalArgumentException if the reason is blank
     * @throws DevOpsAgentException if the world is broken, as {@link #run()}
     */
    public static Outcome giveUp(Path consensus, String reason) {
        return builder().consensus(consensus).withoutDiscovery().build().giveUp(reason);
    }

    Outcome giveUp(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a reason must say what was found and done, found a blank one");
        }
        return onAThreadOfItsOwn(session -> session.giveUp(reason.strip()));
    }

    /**
     * An interrupt closes the file channel on which a thread works, even that of the journal. So the caller's thread
     * only waits, and hands the interrupt on as a wish.
     */
    private <T> T onAThreadOfItsOwn(Function<Session, T> verb) {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(verb.apply(new Session(settings, cancellation)));
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "devops-run");
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancellation.request();
                } catch (ExecutionException e) {
                    throw translated(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RuntimeException translated(ExecutionException e) {
        Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
        if (cause instanceof BrokenFileException broken) {
            return failure(broken, broken.path());
        }
        if (cause instanceof UncheckedIOException io) {
            return failure(io, settings.consensus());
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new CompletionException(cause);
    }

    private DevOpsAgentException failure(RuntimeException cause, Path path) {
        String message = String.valueOf(cause.getMessage());
        String masked = settings.secrets().mask().mask(message);
        return new DevOpsAgentException(masked, path, masked.equals(message) ? cause : new IOException(masked));
    }

    /**
     * Describes an agent. Optionals may come in any order; each argument is checked where it is given, and conflicts
     * when the agent is built. A null argument is a {@link NullPointerException}.
     */
    public static final class Builder {

        private Optional<Path> consensus = Optional.empty();
        private final Map<String, StepExecutor> executors = new LinkedHashMap<>();
        private final Map<String, StepExecutor> probes = new LinkedHashMap<>();
        private final Map<String, VetoRule> rules = new LinkedHashMap<>();
        private final List<EvidenceSource> sources = new ArrayList<>();
        private final List<HealthCheck> checks = new ArrayList<>();
        private final List<Function<Defaults, HealthCheck>> checksByDefault = new ArrayList<>();
        private final List<RollbackPoint> rollbackPoints = new ArrayList<>();
        private final Map<String, String> variables = new LinkedHashMap<>();
        private final Map<String, String> secrets = new LinkedHashMap<>();
        private final List<RunListener> listeners = new ArrayList<>();
        private Optional<String> environment = Optional.empty();
        private Optional<Path> workingDirectory = Optional.empty();
        private Duration stepTimeout = Defaults.STANDARD.stepTimeout();
        private HealthCheck.Timing timing = Defaults.STANDARD.timing();
        private Monitoring monitoring = Defaults.STANDARD.monitoring();
        private Duration rollbackBudget = RunPlan.DEFAULT_ROLLBACK_BUDGET;
        private Duration forwardBudget = RunPlan.DEFAULT_FORWARD_BUDGET;
        private Duration hostCodeLimit = DEFAULT_HOST_CODE_LIMIT;
        private BareString.Policy bareStrings = BareString.Policy.COMMANDS;
        private Optional<Clock> clock = Optional.empty();
        private boolean discovery = true;
        private Duration lockWait = Duration.ZERO;
        private Predicate<Cancellation> settling = cancellation -> cancellation.await(SETTLE_TIME);
        private Predicate<Cancellation> brakePause = cancellation -> cancellation.await(BRAKE_PAUSE);
        private Recovery recovery = Recovery.STANDARD;
        private Disk disk = Disk.real();
        private Optional<Holder> identity = Optional.empty();
        private Inherited inherited = Inherited.ALL;
        private Optional<String> target = Optional.empty();
        private Ground.Timing ground = Ground.Timing.STANDARD;

        private static final String HEALTH_CHECK = "health-check/";
        private static final int LONGEST_TARGET = 200;

        private Builder() {}

        /**
         * The consensus directory. Required.
         *
         * @param directory where {@code status.json} lies
         * @return this
         */
        public Builder consensus(Path directory) {
            consensus = Optional.of(directory.toAbsolutePath().normalize());
            return this;
        }

        /**
         * Adds an executor, which a plan names with {@code "uses"}; it wins over a discovered one of this name. By
         * default the executors of the adapters on the class path are known, and no others.
         *
         * @param name as plans write it
         * @param executor carries out steps
         * @return this
         * @throws IllegalArgumentException if the name is blank, or begins with {@code health-check/} or {@code
         *     rollback-point/}, which are the agent's own
         * @throws IllegalStateException if an executor of this name was added before
         */
        public Builder executor(String name, StepExecutor executor) {
            requireName(name);
            if (name.startsWith(HEALTH_CHECK) || name.startsWith(RollbackPointSteps.PREFIX)) {
                throw new IllegalArgumentException("'" + name + "' is a name of the agent's own");
            }
            if (executors.putIfAbsent(name, Objects.requireNonNull(executor, "executor")) != null) {
                throw new IllegalStateException("an executor '" + name + "' was added before");
            }
            return this;
        }

        /**
         * Adds several executors, as {@link #executor} does one: those of an adapter that the host has configured.
         *
         * @param several by the name that plans write
         * @return this
         * @throws IllegalArgumentException as {@link #executor}
         * @throws IllegalStateException as {@link #executor}
         */
        public Builder executors(Map<String, StepExecutor> several) {
            several.forEach(this::executor);
            return this;
        }

        /**
         * Forgets the executors of the adapters on the class path, so that only those of {@link #executor} are known:
         * a host can so forbid the shell. By default they are discovered.
         *
         * @return this
         */
        public Builder withoutDiscovery() {
            discovery = false;
            return this;
        }

        /**
         * Adds a veto rule beside the agent's own, which cannot be switched off. None by default.
         *
         * @param name for people, when the rule fails
         * @param rule judges the evidence
         * @return this
         * @throws IllegalArgumentException if the name is blank
         * @throws IllegalStateException if a rule of this name was added before
         */
        public Builder vetoRule(String name, VetoRule rule) {
            requireName(name);
            if (rules.putIfAbsent(name, Objects.requireNonNull(rule, "rule")) != null) {
                throw new IllegalStateException("a rule '" + name + "' was added before");
            }
            return this;
        }

        /**
         * Adds a source of facts for rules of the host's. None by default.
         *
         * @param source finds out a fact
         * @return this
         */
        public Builder evidenceSource(EvidenceSource source) {
            sources.add(Objects.requireNonNull(source, "source"));
            return this;
        }

        /**
         * Adds a health check beside those of the plan, with the default timing. None by default.
         *
         * @param name for people and for the record
         * @param probe a success is a healthy answer
         * @return this
         * @throws IllegalArgumentException if the name is blank
         * @throws IllegalStateException if a check of this name was added before
         */
        public Builder healthCheck(String name, StepExecutor probe) {
            requireName(name);
            String executor = HEALTH_CHECK + name;
            if (probes.putIfAbsent(executor, Objects.requireNonNull(probe, "probe")) != null) {
                throw new IllegalStateException("a health check '" + name + "' was added before");
            }
            return healthCheck(name, new Action.Use(executor, Input.none()));
        }

        /**
         * Adds a health check beside those of the plan, with the default timing. None by default.
         *
         * @param name for people and for the record
         * @param action such as {@link Action#http(String)}, {@link Action#tcp(String)} or {@link Action#shell(String)}
         * @return this
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder healthCheck(String name, Action action) {
            requireName(name);
            Objects.requireNonNull(action, "action");
            checksByDefault.add(
                    defaults -> new HealthCheck(name, action, HealthCheck.After.BOTH, defaults.timing(), "builder"));
            return this;
        }

        /**
         * Adds a health check beside those of the plan, with a timing of its own. None by default.
         *
         * @param check the check
         * @return this
         * @throws IllegalArgumentException if one of its durations is longer than 30 days
         */
        public Builder healthCheck(HealthCheck check) {
            requireShort(check.timing());
            checks.add(check);
            return this;
        }

        /**
         * Adds a rollback point, created in the backup stage and restored by a rollback if the plan has no executable
         * {@code rollback_plan}. None by default.
         *
         * @param point such as that of the git adapters
         * @return this
         * @throws IllegalArgumentException if the point's name is blank
         * @throws IllegalStateException if a point of this name was added before
         */
        public Builder rollbackPoint(RollbackPoint point) {
            String name = point.name();
            requireName(name);
            if (rollbackPoints.stream().anyMatch(other -> other.name().equals(name))) {
                throw new IllegalStateException("a rollback point '" + name + "' was added before");
            }
            rollbackPoints.add(new NamedRollbackPoint(name, point));
            return this;
        }

        /**
         * Where it is deployed to. By default what the plan says, else {@value DevOpsAgent#DEFAULT_ENVIRONMENT}; a plan
         * that says something else is refused.
         *
         * @param name such as {@code staging}
         * @return this
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder environment(String name) {
            requireName(name);
            environment = Optional.of(name);
            return this;
        }

        /**
         * Adds an environment variable for all steps and checks, over those of this process. None by default.
         *
         * @param name the variable's name
         * @param value its value
         * @return this
         * @throws IllegalArgumentException if the name is blank, contains {@code =}, or begins with {@code DEVOPS_}
         *     (which the agent sets itself), or if name or value contain NUL
         */
        public Builder variable(String name, String value) {
            requireVariable(name, value);
            variables.put(name, value);
            return this;
        }

        /**
         * Adds an environment variable for all steps and checks, over those of this process and over the plan's, whose
         * value is masked in all text that leaves the agent: the value itself, its base64, its forms in URLs, and if it
         * has several lines, each of them that has at least 8 characters. None by default.
         *
         * <p>On the disk the value is nowhere: the run's own copy of what it executes has only the variable's name, and
         * the names of those {@linkplain #variable variables} that contain the value. Their recovery takes the values
         * from the builder of the next agent. But a secret that the plan itself spells out, or an action of the host's,
         * is executed as it is, and so stays in the run's own copies, {@code plan.json} and {@code settings.json};
         * everything else that the agent writes or tells has it masked even then.
         *
         * @param name the variable's name, which is no secret
         * @param value its value: at least 8 characters, line ends at its end not counted, since what is shorter stands
         *     in much text by chance
         * @return this
         * @throws IllegalArgumentException if the name is blank, contains {@code =}, or begins with {@code DEVOPS_}
         *     (which the agent sets itself), if name or value contain NUL, or if the value is too short
         */
        public Builder secret(String name, String value) {
            requireVariable(name, value);
            if (!SecretForms.isLongEnough(SecretForms.withoutLineEnd(value))) {
                throw new IllegalArgumentException("the secret '" + name + "' must have at least "
                        + SecretForms.FEWEST_CHARACTERS + " characters: what is shorter stands in much text by chance");
            }
            secrets.put(name, value);
            return this;
        }

        /**
         * What the processes of steps and checks have of the environment of this process, which is the lowest layer of
         * theirs. {@link Inherited#ALL} by default. It is kept with the run: who goes on with it cannot change it.
         *
         * @param which {@link Inherited#NONE}, for one
         * @return this
         */
        public Builder inheritEnvironment(Inherited which) {
            inherited = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * Gives the processes of steps and checks only these variables of the environment of this process, so that what
         * they do does not depend on who starts it. All of them by default.
         *
         * @param names such as {@code PATH}, {@code HOME} and {@code LANG}
         * @return this
         * @throws IllegalArgumentException if a name is blank, contains {@code =} or NUL, or begins with {@code DEVOPS_}
         *     (which the agent sets itself)
         */
        public Builder inheritEnvironment(String... names) {
            return inheritEnvironment(Inherited.only(names));
        }

        /**
         * Where steps run that do not say otherwise. By default the current directory of this process.
         *
         * @param directory the directory
         * @return this
         */
        public Builder workingDirectory(Path directory) {
            workingDirectory = Optional.of(directory.toAbsolutePath().normalize());
            return this;
        }

        /**
         * How long an attempt of a step may take if the plan does not say. {@link
         * io.github.devopsagent.pipeline.Step#DEFAULT_TIMEOUT} by default.
         *
         * @param timeout positive, at most 30 days
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder stepTimeout(Duration timeout) {
            requirePositive("stepTimeout", timeout);
            stepTimeout = timeout;
            return this;
        }

        /**
         * When and how often health checks are asked that do not say otherwise. {@link HealthCheck.Timing#DEFAULT} by
         * default.
         *
         * @param defaultTiming the timing
         * @return this
         * @throws IllegalArgumentException if one of its durations is longer than 30 days
         */
        public Builder healthCheckTiming(HealthCheck.Timing defaultTiming) {
            requireShort(defaultTiming);
            timing = defaultTiming;
            return this;
        }

        /**
         * The window after a deployment if the plan does not say. {@link Monitoring#DEFAULT} by default.
         *
         * @param window the window
         * @return this
         * @throws IllegalArgumentException if its length or its period is longer than 30 days
         */
        public Builder monitoring(Monitoring window) {
            requireShort("duration", window.duration());
            requireShort("period", window.period());
            monitoring = window;
            return this;
        }

        /**
         * How long a rollback may take, its verification included. {@link RunPlan#DEFAULT_ROLLBACK_BUDGET} by default.
         *
         * @param budget positive, at most 30 days
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder rollbackBudget(Duration budget) {
            requirePositive("rollbackBudget", budget);
            rollbackBudget = budget;
            return this;
        }

        /**
         * How long a run may go forward: pre-flight, backup, deployment, verification and monitoring together, as far as
         * an agent works on it. When that time is over nothing further begins, what runs is ended, and what was deployed
         * is rolled back. {@link RunPlan#DEFAULT_FORWARD_BUDGET} by default.
         *
         * @param budget positive, at most 30 days; a plan whose monitoring alone takes as long is aborted in pre-flight
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder forwardBudget(Duration budget) {
            requirePositive("forwardBudget", budget);
            forwardBudget = budget;
            return this;
        }

        /**
         * How long code of the host may take: each call of an evidence source, a veto rule, a listener, or a method of an
         * executor or rollback point besides those that carry out a step, which have the step's timeout. Such code is
         * called on a thread of its own, with the context class loader and the inheritable thread-locals of the thread
         * that called {@link #run()}; what else is bound to a thread (a transaction, a logging context) is not there.
         * When the time is over that thread is interrupted, and the call has failed as if it had thrown an exception. A
         * listener is told nothing more then. {@link #DEFAULT_HOST_CODE_LIMIT} by default.
         *
         * @param limit positive, at most 30 days
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder hostCodeLimit(Duration limit) {
            requirePositive("hostCodeLimit", limit);
            hostCodeLimit = limit;
            return this;
        }

        /**
         * Which bare strings of a plan are executed. {@link io.github.devopsagent.pipeline.BareString.Policy#COMMANDS}
         * by default.
         *
         * @param policy the policy
         * @return this
         */
        public Builder bareStrings(BareString.Policy policy) {
            bareStrings = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * The clock for all times in records and for the periods of checks. By default the system's time when a run
         * begins, and from then on the time that passed, so that setting the system's clock does not disturb a run.
         *
         * @param source the clock
         * @return this
         */
        public Builder clock(Clock source) {
            clock = Optional.of(source);
            return this;
        }

        /**
         * Adds a listener, which is told what happens as it happens. None by default.
         *
         * @param listener the listener
         * @return this
         */
        public Builder listener(RunListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * How long a run waits while another agent works on the directory, before it is {@link Outcome.Refused}.
         * Interrupting the thread ends the waiting. By default it does not wait.
         *
         * @param time not negative, at most 30 days
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder lockWait(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("lockWait must not be negative, found " + time);
            }
            requireShort("lockWait", time);
            lockWait = time;
            return this;
        }

        /**
         * Names what is deployed to, so that two agents of this user on this machine never deploy to it at once, though
         * they work on two consensus directories. The second one is refused ({@code target_held}), or waits as {@link
         * #lockWait} says. The lock is taken before the first step, lies below the home directory ({@code user.home}),
         * and ends with the process. Default: no name, and no such lock.
         *
         * @param name such as {@code shop-prod}; any text of at most 200 characters
         * @return this builder
         * @throws IllegalArgumentException if the name is blank, too long, or contains control characters
         */
        public Builder target(String name) {
            requireName(name);
            if (name.length() > LONGEST_TARGET || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "a target's name has at most " + LONGEST_TARGET + " characters, and no control characters");
            }
            target = Optional.of(name);
            return this;
        }

        /** For tests, which have no time to lose. */
        Builder ground(Ground.Timing timing) {
            ground = timing;
            return this;
        }

        /** For tests, which play another host. */
        Builder identity(Holder other) {
            identity = Optional.of(other);
            return this;
        }

        /** For tests, which have no time to lose, or change something between two looks; true if it was cancelled. */
        Builder settling(Predicate<Cancellation> wait) {
            settling = wait;
            return this;
        }

        /** For tests, which change something while a status or a message is read again; true if it was cancelled. */
        Builder brakePause(Predicate<Cancellation> wait) {
            brakePause = wait;
            return this;
        }

        /** For tests, which stop or fail what is written. */
        Builder disk(Disk other) {
            disk = other;
            return this;
        }

        /**
         * What becomes of a run whose agent was killed. {@link Recovery#STANDARD} by default: by how far it came.
         *
         * @param choice the choice
         * @return this
         */
        public Builder onInterrupted(Recovery choice) {
            recovery = Objects.requireNonNull(choice, "choice");
            return this;
        }

        /**
         * Builds the agent.
         *
         * @return an agent that can be used again; this builder can be changed without changing it
         * @throws IllegalStateException if there is no consensus directory, if two discovered executors have one name,
         *     or if a variable and a secret have one name
         */
        public DevOpsAgent build() {
            Path directory = consensus.orElseThrow(
                    () -> new IllegalStateException("name the consensus directory with consensus(path)"));
            secrets.keySet().stream().filter(variables::containsKey).findFirst().ifPresent(name -> {
                throw new IllegalStateException("'" + name + "' is both a variable and a secret; give it once");
            });
            Defaults defaults = new Defaults(stepTimeout, timing, monitoring);
            List<HealthCheck> allChecks = new ArrayList<>(checks);
            checksByDefault.forEach(check -> allChecks.add(check.apply(defaults)));
            Map<String, StepExecutor> internal = new LinkedHashMap<>(probes);
            internal.putAll(RollbackPointSteps.executors(rollbackPoints));
            return new DevOpsAgent(new AgentSettings(
                    directory,
                    ExecutorRegistry.of(executors, internal, discovery),
                    rules,
                    sources,
                    allChecks,
                    rollbackPoints,
                    environment,
                    variables,
                    new Secrets(secrets),
                    workingDirectory.orElseGet(() -> Path.of("").toAbsolutePath()),
                    defaults,
                    rollbackBudget,
                    forwardBudget,
                    hostCodeLimit,
                    bareStrings,
                    clock,
                    listeners,
                    lockWait,
                    settling,
                    brakePause,
                    recovery,
                    disk,
                    identity.orElseGet(Holder::current),
                    inherited,
                    System.getenv(),
                    target,
                    ground));
        }

        /**
         * Builds the agent and runs it once.
         *
         * @return what it came to
         * @throws IllegalStateException as {@link #build()}
         * @throws DevOpsAgentException as {@link DevOpsAgent#run()}
         */
        public Outcome run() {
            return build().run();
        }

        private static void requireName(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a name must not be blank");
            }
        }

        private static void requireVariable(String name, String value) {
            requireName(name);
            Objects.requireNonNull(value, "value");
            if (name.indexOf('=') >= 0 || name.startsWith("DEVOPS_") || (name + value).indexOf('\0') >= 0) {
                throw new IllegalArgumentException("'" + name
                        + "' cannot be set: a name has no '=' and does not begin with DEVOPS_, and nothing has a NUL");
            }
        }

        private static void requirePositive(String name, Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, found " + duration);
            }
            requireShort(name, duration);
        }

        private static void requireShort(HealthCheck.Timing durations) {
            requireShort("initial_delay", durations.initialDelay());
            requireShort("startup_timeout", durations.startupTimeout());
            requireShort("period", durations.period());
            requireShort("timeout", durations.timeout());
        }

        /** A plan is bounded in the same way; times are added up, and must not overflow in the midst of a run. */
        private static void requireShort(String name, Duration duration) {
            if (duration.compareTo(Limits.LONGEST_DURATION) > 0) {
                throw new IllegalArgumentException(
                        name + " must be at most " + Limits.LONGEST_DURATION.toDays() + " days, found " + duration);
            }
        }
    }
}
