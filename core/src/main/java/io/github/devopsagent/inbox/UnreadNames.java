package io.github.devopsagent.inbox;

import io.github.devopsagent.domain.Role;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the names of fields tell that a document does not have by its protocol. */
final class UnreadNames {

    private static final Set<String> NO_WORDS = Set.copyOf(UnreadFields.NO_IN_NAMES);
    private static final Set<String> WHOLE_NAMES = Set.copyOf(UnreadFields.NO_NAMES);
    private static final Set<String> OVER = Set.copyOf(UnreadFields.OVER);
    private static final Pattern HEAD = Pattern.compile("^(?:(?:is|current|active) ){1,2}");
    private static final Pattern TAIL = Pattern.compile(
            "(?: (?:active|activated|enabled|flag|set|in effect|since|until|till|at|reason|by|requests?|requested|requested by)){1,2}$");
    /** {@code halt_on_failure} sets what is done then. */
    private static final Pattern ON_EVENT = Pattern.compile(
            "\\bon (?:\\p{L}+ )?(?:fail|error|timeout|exception|anomal|warning|veto|reject|success)\\p{L}*$");

    private static final Set<String> METRICS = Set.of(
            "metrics", "metric", "statistics", "stats", "tests", "test", "scenarios", "results", "summary", "totals");
    private static final Set<String> PROCESSES = Set.of(
            "agent",
            "agents",
            "session",
            "sessions",
            "service",
            "services",
            "environments",
            "staging",
            "preview",
            "previews",
            "containers",
            "worker",
            "workers",
            "process",
            "processes",
            "timers");
    private static final Set<String> PROCESS_STATES = Set.of(
            "stopped",
            "terminated",
            "paused",
            "suspended",
            "halted",
            "killed",
            "idle",
            "frozen",
            "cancelled",
            "canceled");
    private static final Set<String> NEGATIONS = Set.of("no", "not", "non", "un", "without", "never", "zero");
    private static final Set<String> MEASURES = Set.copyOf(UnreadFields.MEASURES);
    private static final Set<String> OTHER_THINGS = Set.copyOf(UnreadFields.OTHER_THINGS);
    private static final Set<String> OTHER_TIMES = Set.copyOf(UnreadFields.OTHER_TIMES);
    private static final Set<String> NEEDS = Set.copyOf(InboxFields.NEEDS);
    private static final Set<String> AFTERWARDS =
            Set.of("production", "prod", "deployment", "deploy", "release", "rollout", "live");
    private static final Set<String> ENDS = Set.of(
            "verified", "successful", "success", "succeeded", "done", "deployed", "complete", "completed", "finished");
    private static final Set<String> DEPLOYMENT = Set.of(
            "deployment", "deployments", "deploy", "deploys", "release", "releases", "rollout", "rollouts", "pipeline");
    private static final Set<String> REVIEWS =
            Set.of("review", "reviews", "check", "checks", "scan", "scans", "audit", "gate", "gates");
    private static final Set<String> COMMANDS = Set.of(
            "command",
            "commands",
            "cmd",
            "intent",
            "instruction",
            "instructions",
            "order",
            "orders",
            "directive",
            "directives",
            "control",
            "override",
            "flag",
            "flags");
    private static final Set<String> STATES = Set.of("status", "state", "current", "epic", "deployment", "data", "set");
    private static final Set<String> PHASES_NOW = Set.of(
            "current phase", "active phase", "requested phase", "phase override", "override phase", "phase requested");
    private static final Set<String> TRAFFIC_LIGHTS = Set.of("rag", "rag status", "traffic light");
    private static final Pattern APPROVAL_STATE =
            Pattern.compile("(?:\\p{L}+ ){0,2}(?:approvals?|sign off|signoff)(?: (?:status|state))?");
    private static final Set<String> NO_LONGER =
            Set.of("expired", "stale", "invalid", "invalidated", "removed", "dismissed", "reset", "void", "lapsed");
    private static final Set<String> SCHEDULES = Set.of("schedule", "calendar", "milestones", "dates");
    private static final Set<String> OTHERS =
            Set.of("users", "accounts", "requests", "orders", "ips", "jobs", "connections", "tickets", "customers");
    private static final Pattern PASSIVE = Pattern.compile("\\p{L}+ed|frozen|withdrawn|withheld");
    private static final String LOST =
            "(?:pending|missing|outstanding|expired|stale|invalid|invalidated|removed|dismissed|reset)";
    private static final Pattern LOST_APPROVALS = Pattern.compile(LOST + " approvals?|approvals? " + LOST);
    private static final String CLOSED = " closed";
    private static final Set<String> OWN = Set.of(Role.DEVOPS.label(), "dev ops");

    private UnreadNames() {}

    static boolean isNo(String name) {
        return PlainText.spellings(name).anyMatch(UnreadNames::isNoInWords);
    }

    private static boolean isNoInWords(String words) {
        Set<String> all = Stream.of(words.split(" ", -1)).collect(Collectors.toSet());
        return isWholeNo(words)
                || (!OVER.contains(PlainText.last(words))
                        && !OVER.contains(PlainText.last(TAIL.matcher(words).replaceFirst("")))
                        && all.stream().anyMatch(NO_WORDS::contains)
                        && all.stream().noneMatch(NEGATIONS::contains));
    }

    /** {@code is_locked}, {@code kill_switch_active}, {@code pause_until}. */
    private static boolean isWholeNo(String words) {
        String stem = TAIL.matcher(HEAD.matcher(words).replaceFirst("")).replaceFirst("");
        return WHOLE_NAMES.contains(words)
                || LOST_APPROVALS.matcher(words).matches()
                || WHOLE_NAMES.contains(stem)
                || (!stem.equals(words)
                        && (InboxFields.STOP_FIELDS.contains(stem)
                                || InboxFields.NO_FIELDS.contains(stem)
                                || StopWords.STOPPED.contains(stem)));
    }

    /** Whether its last word says no, so that a number under it counts what stops. */
    static boolean endsWithNo(String name) {
        return PlainText.spellings(name)
                .anyMatch(words -> NO_WORDS.contains(PlainText.last(words)) || isWholeNo(words));
    }

    /**
     * {@code hold_time}, {@code on_veto}, {@code veto_roles}; but {@code vetoed_at} and {@code vetoed_roles} tell that
     * something was.
     *
     * @param isAmount whether its value is a number or a duration
     */
    static boolean isMeasure(String name, boolean isAmount) {
        return PlainText.spellings(name)
                .anyMatch(words -> (words.indexOf(' ') > 0
                                && (isLimit(words) || isMeasureOf(words, isAmount))
                                && !(' ' + words).contains(" by "))
                        || ON_EVENT.matcher(words).find()
                        || (words.startsWith("on ") && !words.startsWith("on hold")));
    }

    private static boolean isLimit(String words) {
        return words.startsWith("max ") || words.startsWith("min ");
    }

    private static boolean isMeasureOf(String words, boolean isAmount) {
        String last = PlainText.last(words);
        String what = words.substring(0, words.length() - last.length()).strip();
        if (last.equals("at")) {
            boolean isNo = endsWithNo(what) || KeyMeaning.of(what).contains(KeyMeaning.STOP);
            return !isNo || (isAmount && !PASSIVE.matcher(PlainText.last(what)).matches());
        }
        boolean tells =
                last.equals("requests") || PASSIVE.matcher(PlainText.last(what)).matches();
        return MEASURES.contains(last) && (isAmount || !tells);
    }

    /** What was rejected of other things is no rejection: {@code rejected_options}. */
    static boolean isOfOtherThings(String name) {
        return has(OTHER_THINGS, name)
                && (!isNo(name) || PlainText.spellings(name).anyMatch(words -> isPassive(words, OTHER_THINGS)));
    }

    /** {@code blocked_users}. */
    static boolean isOfOthers(String name) {
        return PlainText.spellings(name).anyMatch(words -> isPassive(words, OTHERS));
    }

    private static boolean isPassive(String words, Set<String> what) {
        return PASSIVE.matcher(PlainText.first(words)).matches() && what.contains(PlainText.last(words));
    }

    static boolean isPhaseNow(String name) {
        return PlainText.spellings(name).anyMatch(PHASES_NOW::contains);
    }

    /** {@code "rag": "red"}, {@code "approval_status": "expired"}. */
    static boolean isBadState(String name, String value) {
        boolean isRed = value.equals("red") && PlainText.spellings(name).anyMatch(TRAFFIC_LIGHTS::contains);
        boolean isLost = NO_LONGER.contains(value)
                && PlainText.spellings(name)
                        .anyMatch(words -> APPROVAL_STATE.matcher(words).matches());
        return isRed || isLost;
    }

    static boolean isOfSchedule(String name) {
        return has(SCHEDULES, name);
    }

    static boolean isTime(String name) {
        return PlainText.spellings(name).map(PlainText::last).anyMatch("at"::equals);
    }

    /** A gate that is closed is so now. */
    static boolean isOfOtherTimes(String name) {
        return has(OTHER_TIMES, name) && !isClosedGate(name) && !isWord(name, "next action");
    }

    private static boolean isClosedGate(String name) {
        return PlainText.spellings(name).anyMatch(words -> InboxFields.NO_FIELDS.stream()
                .filter(field -> field.endsWith(CLOSED))
                .anyMatch(field -> words.equals(field) || words.endsWith(' ' + field)));
    }

    static boolean isOfGate(String name) {
        return KeyMeaning.of(name).contains(KeyMeaning.GATE);
    }

    /** {@code phases}, {@code phases_complete}. */
    static boolean isOfPhases(String name) {
        return PlainText.spellings(name)
                .anyMatch(words -> PlainText.first(words).equals("phases")
                        || PlainText.last(words).equals("phases"));
    }

    static boolean isOfMetrics(String name) {
        return has(METRICS, name);
    }

    static boolean isOfProcesses(String name) {
        return has(PROCESSES, name);
    }

    static boolean isStateOfProcess(String words) {
        return PROCESS_STATES.contains(words);
    }

    static boolean isOnEvent(String name) {
        return PlainText.spellings(name)
                .anyMatch(words -> ON_EVENT.matcher(words).find());
    }

    static boolean isNeed(String name) {
        return has(NEEDS, name);
    }

    /** What is verified when it is deployed cannot be true before. */
    static boolean isAfterwards(String name) {
        return has(AFTERWARDS, name);
    }

    static boolean tellsOfEnd(String name) {
        return has(ENDS, name);
    }

    static boolean isOfDeployment(String name) {
        return has(DEPLOYMENT, name);
    }

    static boolean isOfReview(String name) {
        return has(REVIEWS, name);
    }

    static boolean isCommand(String name) {
        return PlainText.spellings(name).anyMatch(words -> COMMANDS.contains(PlainText.last(words)));
    }

    static boolean isOwn(String name) {
        return PlainText.spellings(name)
                .anyMatch(words -> OWN.contains(words)
                        || OWN.stream().anyMatch(own -> words.startsWith(own + ' ') || words.endsWith(" by " + own)));
    }

    static boolean isState(String name) {
        return PlainText.spellings(name).anyMatch(STATES::contains);
    }

    static boolean isWord(String name, String word) {
        return PlainText.spellings(name).anyMatch(word::equals);
    }

    private static boolean has(Set<String> these, String name) {
        return PlainText.spellings(name)
                .flatMap(words -> Stream.of(words.split(" ", -1)))
                .anyMatch(these::contains);
    }
}
