package io.github.devopsagent;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.FaultLines;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Veto;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a run would do, or a rollback that is asked for. Nothing was changed to find it out. Its {@code toString} is for people.
 *
 * @param next what a run would do first
 * @param unfinished the run that did not come to its end, or on which an agent works; empty if there is none
 * @param refusals why nothing would be done now; empty if nothing stands in the way
 * @param vetoes why the evidence is wanting; empty if it is not
 * @param consents on what the rules that consent rest
 * @param plan what would be carried out, as it was read; empty if there is no plan that can be read, or what is done comes before it
 * @param findings what stands in the way of carrying it out, or should be known
 * @param warnings what else should be known
 * @param inbox what lies in our inbox
 * @param basis on what it rests: digests of the evidence and of the host's choices, by what they are of, such as {@code
 *     plan.json} or {@code variable REGION}; {@link DevOpsAgent#runAsPreviewed(Preview)} compares them. No secret's value is in them
 */
public record Preview(
        Next next,
        Optional<UnfinishedRun> unfinished,
        List<Refusal> refusals,
        List<Veto> vetoes,
        List<Ok> consents,
        Optional<ReadPlan> plan,
        List<Finding> findings,
        List<String> warnings,
        List<ReceivedMessage> inbox,
        Map<String, String> basis) {

    public Preview {
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(unfinished, "unfinished");
        refusals = List.copyOf(refusals);
        vetoes = List.copyOf(vetoes);
        consents = List.copyOf(consents);
        Objects.requireNonNull(plan, "plan");
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
        inbox = List.copyOf(inbox);
        basis = Collections.unmodifiableSortedMap(new TreeMap<>(basis));
    }

    /** What a run would do first. Whether it then succeeds is not known before. */
    public enum Next {
        /** Begins the deployment that is shown. */
        DEPLOY("would deploy"),
        /** Nothing: it is {@link Outcome.Refused}. */
        REFUSE("would do nothing: would be refused"),
        /** Writes the vetoes: it is {@link Outcome.Vetoed}. */
        VETO("would not deploy: would veto"),
        /** Records that pre-flight found errors, or that the unfinished run must not begin to deploy: it is aborted. */
        ABORT("would not deploy: would be aborted"),
        /** Goes forward with the unfinished run. */
        GO_ON("would begin nothing new: would go on with the unfinished run"),
        /**
         * Rolls the unfinished run back, or goes on rolling it back. If it turns out that the one deploy step that was under
         * way never began, there is nothing to roll back, and it is aborted.
         */
        ROLL_BACK("would not deploy: would roll back the unfinished run"),
        /**
         * Finds out first what became of the step that was under way when the agent was killed; by that the unfinished run
         * goes forward, or is rolled back (aborted, if nothing was deployed).
         */
        GO_ON_OR_ROLL_BACK(
                "would begin nothing new: would go on with the unfinished run, forward or back by what became of"
                        + " the step that was under way"),
        /** Writes what is left to write of the unfinished run, which has come to its end; executes nothing. */
        COMPLETE_RECORD("would not deploy: would complete the record of the unfinished run, and execute nothing"),
        /** Begins to roll back the deployment that it was asked for, as is shown; only {@link DevOpsAgent#previewRollBack} tells it. */
        ROLL_BACK_DEPLOYMENT("would roll the deployment back"),
        /** Records that nobody can know what became of the unfinished run; executes nothing. A person is needed. */
        GIVE_UP("would not deploy: would record that the unfinished run is in doubt, and execute nothing");

        private final String text;

        Next(String text) {
            this.text = text;
        }
    }

    /**
     * What it rests on, in short: the same for the same plan, evidence and choices of the host.
     *
     * @return a SHA-256 over {@link #basis()}, in hexadecimal digits
     */
    public String digest() {
        return Digest.of(basis.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether a run would begin the deployment that is shown, and get as far as its first deploy step, as far as can be
     * told. A run that goes on with an unfinished one begins none; {@link #next()} tells that.
     *
     * @return true if nothing is refused, vetoed, unfinished, or found to be an error
     */
    public boolean wouldDeploy() {
        return next == Next.DEPLOY;
    }

    /**
     * A plan as it was read.
     *
     * @param environment where it would be deployed to
     * @param pointOfNoReturn the first irreversible deploy step, from which on nothing is rolled back automatically; empty if
     *     everything can be undone
     * @param readings how each step and each health check was read, in the plan's order; of a rollback on demand those that it
     *     would execute, in its order
     * @param settings the effective settings, as a JSON document
     * @param proposal what the plan could be, if steps of it are the text of a runbook; empty otherwise
     */
    public record ReadPlan(
            String environment,
            Optional<StepRef> pointOfNoReturn,
            List<Reading> readings,
            String settings,
            Optional<ProposedPlan> proposal) {

        public ReadPlan {
            Objects.requireNonNull(environment, "environment");
            Objects.requireNonNull(pointOfNoReturn, "pointOfNoReturn");
            readings = List.copyOf(readings);
            Objects.requireNonNull(settings, "settings");
            Objects.requireNonNull(proposal, "proposal");
        }

        private Stream<String> lines() {
            return Stream.concat(
                    Stream.of("reads: environment " + environment),
                    readings.stream().map(each -> "reads: " + each));
        }
    }

    /**
     * A plan to be looked at, mended and pasted by whoever writes the plan. Nothing of it is executed.
     *
     * @param plan JSON: the plan, in which each command that stands in a runbook's text is a step with {@code run}
     * @param leftOut what of these texts is not in it, each with the reason
     */
    public record ProposedPlan(String plan, List<String> leftOut) {

        public ProposedPlan {
            Objects.requireNonNull(plan, "plan");
            leftOut = List.copyOf(leftOut);
        }

        private Stream<String> lines() {
            return Stream.concat(
                    bounded("left out of the proposal: ", leftOut),
                    Stream.of("proposal: the plan's text is a runbook; the plan that it could be, to be looked at and"
                            + " pasted:\n" + plan));
        }
    }

    /**
     * How a step or a health check was read.
     *
     * @param path where it is defined, such as {@code deployment_steps/1}
     * @param name as the plan has it; a bare command is its own name
     * @param text the command, the executor's name, or the bare string
     * @param how {@code command}, {@code executor NAME}, or {@code prose} and why
     */
    public record Reading(String path, String name, String text, String how) {

        private static final int LONGEST_LINE = 500;

        /** One line, in which what would break it or steer a terminal is an escape. */
        @Override
        public String toString() {
            String said = name.equals(text) ? text : name + ": " + text;
            return path + " [" + how + "] "
                    + said.lines()
                            .map(line -> Printable.quoted(line, LONGEST_LINE))
                            .collect(joining(" ⏎ "));
        }
    }

    /**
     * The preview for other programs.
     *
     * @return a JSON object in one line, by {@link JsonSchema#PREVIEW}: {@code type} is {@code preview}, and {@code
     *     would_deploy} tells what {@link #wouldDeploy()} does, {@code digest} what {@link #digest()} does, {@code basis} on what that
     *     rests. Lists are there also if they are empty; {@code settings} and a proposed plan are objects
     */
    public String toJson() {
        return PreviewJson.of(this).text();
    }

    private Stream<Finding> of(Finding.Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity);
    }

    private List<String> differences(Finding.Severity severity) {
        return of(severity)
                .filter(finding -> !isOfTheSearchPath(finding))
                .map(Finding::message)
                .toList();
    }

    /** Where programs were looked for that were not found: what was read is not concerned. */
    private static boolean isOfTheSearchPath(Finding finding) {
        return finding.path().equals("PATH");
    }

    private List<String> texts(Finding.Severity severity) {
        return of(severity).map(Finding::toString).toList();
    }

    private static Stream<String> bounded(String label, List<String> lines) {
        return OutcomeText.bounded(lines).map(label::concat);
    }

    private static Stream<String> lines(Veto veto) {
        List<String> lines = OutcomeText.lines(veto).toList();
        return Stream.concat(Stream.of("veto: " + lines.get(0)), lines.stream().skip(1));
    }

    @Override
    public String toString() {
        return Stream.of(
                        Stream.of(next.text),
                        unfinished.stream().map(run -> "unfinished: " + run),
                        bounded("refused: ", FaultLines.of(refusals)),
                        vetoes.stream().flatMap(Preview::lines),
                        bounded("read differently: ", differences(Finding.Severity.NOTE)),
                        of(Finding.Severity.NOTE)
                                .filter(Preview::isOfTheSearchPath)
                                .map(finding -> "note: " + finding.message()),
                        bounded("WARNING: ", texts(Finding.Severity.WARNING)),
                        texts(Finding.Severity.ERROR).stream().map(each -> "ERROR: " + each),
                        consents.stream().map(each -> "ok: " + each.note()),
                        plan.stream().flatMap(ReadPlan::lines),
                        warnings.stream().map(each -> "warning: " + each),
                        OutcomeText.lines(inbox),
                        plan.flatMap(ReadPlan::proposal).stream().flatMap(ProposedPlan::lines))
                .flatMap(lines -> lines)
                .collect(joining(
                        "\n",
                        "",
                        plan.map(read -> "\nsettings: " + read.settings()).orElse("")));
    }
}
