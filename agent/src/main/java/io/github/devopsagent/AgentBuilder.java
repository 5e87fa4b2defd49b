package io.github.devopsagent;

import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.executor.Inherited;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.internal.plan.Defaults;
import io.github.devopsagent.internal.secret.SecretVariables;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.settings.ExecutorRegistry;
import io.github.devopsagent.internal.settings.GivenVariables;
import io.github.devopsagent.internal.settings.HostCode;
import io.github.devopsagent.internal.settings.HostMachine;
import io.github.devopsagent.internal.settings.HostMetrics;
import io.github.devopsagent.internal.settings.NamedRollbackPoint;
import io.github.devopsagent.internal.settings.RollbackPointSteps;
import io.github.devopsagent.internal.settings.TimeLimits;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.BareStringPolicy;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.run.Recovery;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The choices of {@link DevOpsAgent.Builder}. Each argument is checked where it is given.
 *
 * @param <B> the builder that hosts see
 */
abstract class AgentBuilder<B extends AgentBuilder<B>> extends RulesBuilder<B> {

    private Optional<Path> consensus = Optional.empty();
    private final Map<String, StepExecutor> executors = new LinkedHashMap<>();
    private final Map<String, StepExecutor> probes = new LinkedHashMap<>();
    private final List<HealthCheck> checks = new ArrayList<>();
    private final List<Function<Defaults, HealthCheck>> checksByDefault = new ArrayList<>();
    private final List<NamedRollbackPoint> rollbackPoints = new ArrayList<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<RunListener> listeners = new ArrayList<>();
    private Optional<String> environment = Optional.empty();
    private Optional<Path> workingDirectory = Optional.empty();
    private BareStringPolicy bareStrings = BareStringPolicy.COMMANDS;
    private boolean skippedTestsAllowed;
    private boolean htmlReports;
    private Optional<Clock> clock = Optional.empty();
    private boolean discovery = true;
    private Optional<Predicate<Cancellation>> settling = Optional.empty();
    private Optional<Predicate<Cancellation>> brakePause = Optional.empty();
    private Recovery recovery = Recovery.STANDARD;
    private Disk disk = Disk.real();
    private Optional<AgentIdentity> identity = Optional.empty();
    private Inherited inherited = Inherited.ALL;
    private Optional<String> target = Optional.empty();
    private Optional<Coordination> coordination = Optional.empty();
    private OwnershipGuard.WatchTiming watchTiming = OwnershipGuard.WatchTiming.STANDARD;

    AgentBuilder() {}

    /**
     * The consensus directory. Required.
     *
     * @param directory where {@code status.json} lies
     * @return this
     */
    public B consensus(Path directory) {
        consensus = Optional.of(directory.toAbsolutePath().normalize());
        return self();
    }

    /**
     * Adds an executor, which a plan names with {@code "uses"}; it wins over a discovered one of this name. By
     * default the executors of the adapters on the class path are known, and no others.
     *
     * @param name as plans write it
     * @param executor carries out steps
     * @return this
     * @throws IllegalArgumentException if the name is blank, or begins with {@code health-check/}, {@code
     *     metric/} or {@code rollback-point/}, or is {@code probe-time}: these are the agent's own
     * @throws IllegalStateException if an executor of this name was added before
     */
    public B executor(String name, StepExecutor executor) {
        Arguments.requireName(name);
        if (name.startsWith(HostCode.HEALTH_CHECK)
                || name.startsWith(HostMetrics.PREFIX)
                || name.equals(Metric.PROBE_TIME)
                || name.startsWith(RollbackPointSteps.PREFIX)) {
            throw new IllegalArgumentException("'" + name + "' is a name of the agent's own");
        }
        if (executors.putIfAbsent(name, Objects.requireNonNull(executor, "executor")) != null) {
            throw new IllegalStateException("an executor '" + name + "' was added before");
        }
        return self();
    }

    /**
     * Adds several executors, as {@link #executor} does one: those of an adapter that the host has configured.
     *
     * @param several by the name that plans write
     * @return this
     * @throws IllegalArgumentException as {@link #executor}
     * @throws IllegalStateException as {@link #executor}
     */
    public B executors(Map<String, StepExecutor> several) {
        several.forEach(this::executor);
        return self();
    }

    /**
     * Forgets the executors of the adapters on the class path, so that only those of {@link #executor} are known:
     * a host can so forbid the shell. By default they are discovered.
     *
     * @return this
     */
    public B withoutDiscovery() {
        discovery = false;
        return self();
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
    public B healthCheck(String name, StepExecutor probe) {
        Arguments.requireName(name);
        String executor = HostCode.HEALTH_CHECK + name;
        if (probes.putIfAbsent(executor, Objects.requireNonNull(probe, "probe")) != null) {
            throw new IllegalStateException("a health check '" + name + "' was added before");
        }
        return healthCheck(name, new Action.Use(executor, Input.none()));
    }

    /**
     * Adds a health check beside those of the plan, with the default timing. None by default.
     *
     * @param name for people and for the record
     * @param action such as {@link Action#http(String)}, {@link HttpCheck#action()}, {@link Action#tcp(String)} or {@link
     *     Action#shell(String)}
     * @return this
     * @throws IllegalArgumentException if the name is blank
     */
    public B healthCheck(String name, Action action) {
        Arguments.requireName(name);
        Objects.requireNonNull(action, "action");
        checksByDefault.add(
                defaults -> new HealthCheck(name, action, HealthCheck.After.BOTH, defaults.timing(), "builder"));
        return self();
    }

    /**
     * Adds a health check beside those of the plan, with a timing of its own. None by default.
     *
     * @param check asked as the plan's are
     * @return this
     * @throws IllegalArgumentException if one of its durations is longer than 30 days
     */
    public B healthCheck(HealthCheck check) {
        Arguments.requireShort(check.timing());
        checks.add(check);
        return self();
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
    public B rollbackPoint(RollbackPoint point) {
        String name = point.name();
        Arguments.requireName(name);
        if (rollbackPoints.stream().anyMatch(other -> other.name().equals(name))) {
            throw new IllegalStateException("a rollback point '" + name + "' was added before");
        }
        rollbackPoints.add(new NamedRollbackPoint(name, point));
        return self();
    }

    /**
     * Where it is deployed to. By default what the plan says, else {@value DevOpsAgent#DEFAULT_ENVIRONMENT}; a plan
     * that says something else is refused.
     *
     * @param name such as {@code staging}
     * @return this
     * @throws IllegalArgumentException if the name is blank
     */
    public B environment(String name) {
        Arguments.requireName(name);
        environment = Optional.of(name);
        return self();
    }

    /**
     * Adds an environment variable for all steps and checks, over those of this process. None by default.
     *
     * @param name the variable's name
     * @param value what steps and checks see
     * @return this
     * @throws IllegalArgumentException if the name is blank, contains {@code =}, or begins with {@code DEVOPS_}
     *     (which the agent sets itself), or if name or value contain NUL
     */
    public B variable(String name, String value) {
        Arguments.requireVariable(name, value);
        variables.put(name, value);
        return self();
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
     *     (which the agent sets itself), if name or value contain NUL, or if the value is too short or blank
     */
    public B secret(String name, String value) {
        Arguments.requireSecret(name, value);
        secrets.put(name, value);
        return self();
    }

    /**
     * What the processes of steps and checks have of the environment of this process, which is the lowest layer of
     * theirs. {@link Inherited#ALL} by default. It is kept with the run: who goes on with it cannot change it.
     *
     * @param which {@link Inherited#NONE}, for one
     * @return this
     */
    public B inheritEnvironment(Inherited which) {
        inherited = Objects.requireNonNull(which, "which");
        return self();
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
    public B inheritEnvironment(String... names) {
        return inheritEnvironment(Inherited.only(names));
    }

    /**
     * Where steps run that do not say otherwise. By default the current directory of this process.
     *
     * @param directory absolute, or relative to the current directory now
     * @return this
     */
    public B workingDirectory(Path directory) {
        workingDirectory = Optional.of(directory.toAbsolutePath().normalize());
        return self();
    }

    /**
     * Which bare strings of a plan are executed. {@link io.github.devopsagent.plan.BareStringPolicy#COMMANDS}
     * by default.
     *
     * @param policy {@link BareStringPolicy#NEVER} executes none
     * @return this
     */
    public B bareStrings(BareStringPolicy policy) {
        bareStrings = Objects.requireNonNull(policy, "policy");
        return self();
    }

    /**
     * Lets tests be skipped: those that test results list as skipped, pending, to do, deselected, or expected to fail. At
     * least one test must have passed, and none have failed. The record names what was skipped, and a run that is gone on
     * with keeps the choice. By default a skipped test is a veto, {@code tests_not_passing}.
     *
     * @return this
     */
    public B allowSkippedTests() {
        skippedTestsAllowed = true;
        return self();
    }

    /**
     * Writes a page for people beside the record of each deployment, {@code artifacts/deployments/DEP-001.html}: what {@link
     * Report#html(Path, String)} tells. It is written last, when all is recorded; if that fails, the outcome is the same and has a
     * warning. A rollback on demand writes the page of what it undid anew. A file there that is no such page is left as it is.
     * By default no page is written.
     *
     * @return this
     */
    public B htmlReports() {
        htmlReports = true;
        return self();
    }

    /**
     * The clock for all times in records and for the periods of checks. By default the system's time when a run
     * begins, and from then on the time that passed, so that setting the system's clock does not disturb a run. One that
     * returns null, or a time before 1970 or after 9998, is a {@link DevOpsAgentException} of the run.
     *
     * @param source asked for each time
     * @return this
     */
    public B clock(Clock source) {
        clock = Optional.of(source);
        return self();
    }

    /**
     * Adds a listener, which is told what happens as it happens. None by default.
     *
     * @param listener told beside those that are there already
     * @return this
     */
    public B listener(RunListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return self();
    }

    /**
     * Names what is deployed to, so that two agents of this user on this machine never deploy to it at once, though
     * they work on two consensus directories. The second one is refused ({@code target_held}), or waits as {@link
     * #lockWait(Duration)} says. The lock is taken before the first step, lies below the home directory ({@code user.home}),
     * and ends with the process. Default: no name, and no such lock.
     *
     * @param name such as {@code shop-prod}; any text of at most 200 characters
     * @return this builder
     * @throws IllegalArgumentException if the name is blank, too long, or contains control characters
     */
    public B target(String name) {
        Arguments.requireTarget(name);
        target = Optional.of(name);
        return self();
    }

    /**
     * Lets agents of several machines share the directory and the {@code target}. By default all work on one machine.
     *
     * @param shared keeps leases, journal, plan and settings, such as a database
     * @return this builder
     */
    public B coordination(Coordination shared) {
        coordination = Optional.of(shared);
        return self();
    }

    /** For tests, which have no time to lose. */
    B ownershipWatch(OwnershipGuard.WatchTiming timing) {
        watchTiming = timing;
        return self();
    }

    /** For tests, which play another host. */
    B identity(AgentIdentity other) {
        identity = Optional.of(other);
        return self();
    }

    /** For tests, which have no time to lose, or change something between two looks; true if it was cancelled. */
    B settling(Predicate<Cancellation> wait) {
        settling = Optional.of(wait);
        return self();
    }

    /** For tests, which change something while a status or a message is read again; true if it was cancelled. */
    B brakePause(Predicate<Cancellation> wait) {
        brakePause = Optional.of(wait);
        return self();
    }

    /** For tests, which stop or fail what is written. */
    B disk(Disk other) {
        disk = other;
        return self();
    }

    /**
     * What becomes of a run whose agent was killed. {@link Recovery#STANDARD} by default: by how far it came.
     *
     * @param choice whether it is gone on with, rolled back, or left to a person
     * @return this
     */
    public B onInterrupted(Recovery choice) {
        recovery = Objects.requireNonNull(choice, "choice");
        return self();
    }

    /** What was chosen of places and names, and the names of variables: no value of any. */
    @Override
    public String toString() {
        return "DevOpsAgent.Builder[consensus=" + consensus.map(Path::toString).orElse("not named yet")
                + ", executors=" + executors.keySet() + ", variables=" + variables.keySet() + ", secrets="
                + secrets.keySet() + "]";
    }

    /** What the host has chosen; conflicts are found here. */
    AgentSettings settings() {
        if (consensus.isEmpty()) {
            throw new IllegalStateException("name the consensus directory with consensus(path)");
        }
        for (String name : secrets.keySet()) {
            if (variables.containsKey(name)) {
                throw new IllegalStateException("'" + name + "' is both a variable and a secret; give it once");
            }
        }
        TimeLimits limits = timeLimits();
        return new AgentSettings(
                consensus.get(),
                environment,
                target,
                workingDirectory.orElse(Path.of("").toAbsolutePath()),
                bareStrings,
                skippedTestsAllowed,
                htmlReports,
                recovery,
                hostCode(limits.defaults()),
                new GivenVariables(variables, new SecretVariables(secrets), inherited, System.getenv()),
                limits,
                machine(),
                coordination);
    }

    private HostMachine machine() {
        HostMachine machine = new HostMachine(
                clock,
                settling,
                brakePause,
                disk,
                identity.isPresent() ? identity.get() : AgentIdentity.current(),
                watchTiming);
        if (machine.virtualClock().isPresent()) {
            machine.virtualClock().get().requireScripted(code(), discovery);
        }
        return machine;
    }

    /** What the host has given that carries something out, by what it is for people. */
    private Map<String, Object> code() {
        Map<String, Object> code = new LinkedHashMap<>();
        executors.forEach((name, executor) -> code.put("executor '" + name + "'", executor));
        probes.forEach((name, probe) -> code.put("executor '" + name + "'", probe));
        hostMetrics().sources().forEach((name, source) -> code.put("metric '" + name + "'", source));
        rollbackPoints.forEach(point -> code.put("rollback point '" + point.name() + "'", point.point()));
        return code;
    }

    private HostCode hostCode(Defaults defaults) {
        List<HealthCheck> allChecks = new ArrayList<>(checks);
        for (Function<Defaults, HealthCheck> check : checksByDefault) {
            allChecks.add(check.apply(defaults));
        }
        Map<String, StepExecutor> internal = new LinkedHashMap<>(probes);
        internal.putAll(hostMetrics().executors());
        internal.putAll(RollbackPointSteps.executors(rollbackPoints));
        return new HostCode(
                ExecutorRegistry.of(executors, internal, discovery),
                rules(),
                holds(),
                sources(),
                allChecks,
                hostMetrics().metrics(),
                rollbackPoints,
                listeners,
                planPolicy(),
                confirmation(),
                choices());
    }
}
