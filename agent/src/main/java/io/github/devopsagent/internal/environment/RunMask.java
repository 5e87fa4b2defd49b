package io.github.devopsagent.internal.environment;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.address.UrlCredentials;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.attempt.OutputCapture;
import io.github.devopsagent.internal.document.ExecutablePlan;
import io.github.devopsagent.internal.document.MaskedPlan;
import io.github.devopsagent.internal.document.PinnedPlan;
import io.github.devopsagent.internal.document.VetoCode;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.internal.secret.KnownSecrets;
import io.github.devopsagent.internal.secret.MaskingOutput;
import io.github.devopsagent.internal.secret.SecretForms;
import io.github.devopsagent.internal.secret.SecretMask;
import io.github.devopsagent.run.Finding;
import io.github.devopsagent.run.Output;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Masks secrets in what a run tells of itself: those of the host, and those that executors learn while it goes on. What
 * machines compare stays, such as the id of an epic.
 */
public final class RunMask implements KnownSecrets {

    private final Set<String> secrets;
    private volatile SecretMask mask;
    private volatile boolean hasLearned;
    private final UnaryOperator<String> ofPlans = this::planned;

    public RunMask(Collection<String> secrets) {
        this.secrets = new HashSet<>(secrets);
        this.mask = SecretMask.of(secrets);
    }

    /** From now on this is masked as well. What is too short stands in much text by chance, and is left alone. */
    @Override
    public synchronized void learn(String secret) {
        if (SecretForms.isLongEnough(SecretForms.withoutLineEnd(secret)) && secrets.add(secret)) {
            mask = SecretMask.of(secrets);
            hasLearned = true;
        }
    }

    @Override
    public SecretMask mask() {
        return mask;
    }

    /** Without credentials in URLs too, and without what a terminal would obey. */
    public String text(String text) {
        String masked = planned(text);
        String printable = Printable.text(masked);
        // What is left out may have stood in the midst of a secret.
        return printable.equals(masked) ? masked : planned(printable);
    }

    /** A text of the plan, whose control characters belong to a command. */
    private String planned(String text) {
        SecretMask now = mask;
        return UrlCredentials.masked(now.withoutTorn(now.mask(text)));
    }

    public List<String> texts(List<String> texts) {
        List<String> masked = new ArrayList<>();
        for (String each : texts) {
            masked.add(text(each));
        }
        return List.copyOf(masked);
    }

    public MaskingOutput over(OutputCapture capture) {
        return new MaskingOutput(this, capture);
    }

    public StepResult result(StepResult result) {
        String masked = text(result.reason());
        if (masked.equals(result.reason())) {
            return result;
        }
        return result.fold(
                succeeded -> new StepResult.Succeeded(text(succeeded.reason()), succeeded.exit()),
                failed -> new StepResult.Failed(text(failed.reason()), failed.exit()),
                notStarted -> new StepResult.NotStarted(text(notStarted.reason())),
                stillRunning -> new StepResult.StillRunning(text(stillRunning.reason())));
    }

    /** What a step has printed, also before it said what of that is a secret. */
    public Output output(Output printed) {
        // What was known from the beginning was masked while it was printed.
        return hasLearned
                ? new Output(text(printed.head()), text(printed.tail()), printed.bytes(), printed.file())
                : printed;
    }

    public List<Finding> findings(List<Finding> findings) {
        List<Finding> masked = new ArrayList<>();
        for (Finding each : findings) {
            masked.add(new Finding(each.severity(), text(each.path()), text(each.message())));
        }
        return List.copyOf(masked);
    }

    public List<Veto> vetoes(List<Veto> vetoes) {
        if (vetoes.isEmpty()) {
            return List.of();
        }
        return vetoes.stream()
                .map(veto -> new Veto(
                        VetoCode.of(text(veto.code())),
                        text(veto.reason()),
                        source(veto.where()),
                        veto.addressee(),
                        refusals(veto.faults())))
                .toList();
    }

    public List<Refusal> refusals(List<Refusal> refusals) {
        if (refusals.isEmpty()) {
            return List.of();
        }
        return refusals.stream()
                .map(refusal -> new Refusal(text(refusal.code()), text(refusal.reason()), source(refusal.where())))
                .toList();
    }

    private Source source(Source where) {
        return new Source(text(where.file()), text(where.pointer()));
    }

    public List<Ok> consents(List<Ok> consents) {
        List<Ok> masked = new ArrayList<>();
        for (Ok consent : consents) {
            masked.add(new Ok(text(consent.note())));
        }
        return List.copyOf(masked);
    }

    public List<ReceivedMessage> received(List<ReceivedMessage> messages) {
        List<ReceivedMessage> masked = new ArrayList<>();
        for (ReceivedMessage message : messages) {
            masked.add(new ReceivedMessage(
                    text(message.file()),
                    text(message.sender()),
                    text(message.kind()),
                    texts(message.summary()),
                    text(message.remark())));
        }
        return List.copyOf(masked);
    }

    public Outcome outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Deployed deployed) {
            return deployed(deployed);
        }
        return outcome.fold(
                this::deployed,
                one -> new Outcome.Vetoed(
                        one.epicId(),
                        one.iteration(),
                        vetoes(one.vetoes()),
                        texts(one.warnings()),
                        received(one.inbox())),
                one -> new Outcome.Refused(
                        refusals(one.refusals()), vetoes(one.vetoes()), texts(one.warnings()), received(one.inbox())),
                one -> new Outcome.Aborted(
                        one.deployment(), one.reason(), texts(one.warnings()), received(one.inbox())),
                one -> new Outcome.RolledBack(
                        one.deployment(), one.reason(), one.health(), texts(one.warnings()), received(one.inbox())),
                one -> new Outcome.RollbackFailed(
                        one.deployment(), one.reason(), one.faults(), texts(one.warnings()), received(one.inbox())),
                one -> new Outcome.Fenced(one.reason(), texts(one.warnings()), received(one.inbox())));
    }

    private Outcome deployed(Outcome.Deployed one) {
        return new Outcome.Deployed(one.deployment(), texts(one.warnings()), received(one.inbox()));
    }

    /** What stands in it of the plan is masked already; why a journal cannot be read is not. */
    public UnfinishedRun unfinished(UnfinishedRun run) {
        return new UnfinishedRun(
                run.run(),
                run.epicId(),
                run.rollsBack(),
                run.life(),
                run.agent(),
                run.startedAt(),
                run.stage(),
                run.step(),
                run.mayHaveDeployed(),
                text(run.summary()));
    }

    public List<Preview.Reading> readings(List<Preview.Reading> readings) {
        List<Preview.Reading> masked = new ArrayList<>();
        for (Preview.Reading each : readings) {
            masked.add(new Preview.Reading(
                    text(each.path()), planned(each.name()), planned(each.text()), planned(each.how())));
        }
        return List.copyOf(masked);
    }

    public MaskedPlan plan(ExecutablePlan plan) {
        return plan.masked(ofPlans);
    }

    public MaskedPlan plan(PinnedPlan plan) {
        return plan.masked(ofPlans);
    }
}
