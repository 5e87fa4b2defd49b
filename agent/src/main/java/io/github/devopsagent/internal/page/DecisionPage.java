package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.internal.document.FaultLines;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Veto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of a run of which this agent has no record: it was vetoed or refused, or another worker has it. */
public final class DecisionPage {

    private DecisionPage() {}

    /** Evidence is wanting. */
    public static String of(Outcome.Vetoed vetoed) {
        Map<String, List<Veto>> byRole = vetoed.vetoes().stream()
                .collect(Collectors.groupingBy(
                        veto -> veto.addressee().label(), LinkedHashMap::new, Collectors.toList()));
        List<Markup> todo = new ArrayList<>();
        byRole.forEach((role, vetoes) -> todo.add(all(
                element("strong", UntrustedText.name(role)),
                text(" mends "),
                UntrustedText.line(vetoes.stream().map(Veto::code).distinct().collect(Collectors.joining(", "))),
                text("."))));
        todo.add(text("Then set phase back to deployment in status.json, and run the agent again."));
        Summary summary = new Summary(
                all(text("epic "), UntrustedText.name(vetoed.epicId()), text(" · iteration " + vetoed.iteration())),
                Tone.CARE,
                "Vetoed: nothing was deployed",
                text("Evidence is wanting, so the epic is back in testing, with a message to each role that must act."),
                Markup.NOTHING,
                todo);
        List<Markup> sections = new ArrayList<>();
        sections.add(Page.section(
                "Why", all(vetoed.vetoes().stream().limit(UntrustedText.MOST).map(DecisionPage::veto))));
        addRemarks(sections, vetoed.warnings(), vetoed.inbox());
        return Page.of(vetoed.epicId() + ": vetoed", summary, sections);
    }

    /** It was not the moment. */
    public static String of(Outcome.Refused refused) {
        boolean isNothingToDo = refused.isNothingToDo();
        Summary summary = new Summary(
                text("consensus directory"),
                isNothingToDo ? Tone.NONE : Tone.CARE,
                isNothingToDo ? "Nothing to do" : "Refused: nothing was deployed",
                text("The agent did not begin, and changed nothing."),
                Markup.NOTHING,
                isNothingToDo
                        ? List.of()
                        : List.of(text("Mend what stands below under \"Why\", and run the agent again.")));
        List<Markup> sections = new ArrayList<>();
        sections.add(Page.section("Why", UntrustedText.list(FaultLines.of(refused.refusals()))));
        if (!refused.vetoes().isEmpty()) {
            sections.add(Page.section(
                    "It would be vetoed, too",
                    all(refused.vetoes().stream().limit(UntrustedText.MOST).map(DecisionPage::veto))));
        }
        addRemarks(sections, refused.warnings(), refused.inbox());
        return Page.of("Refused", summary, sections);
    }

    /** Another worker brings the run to its end. */
    public static String of(Outcome.Fenced fenced) {
        Summary summary = new Summary(
                text("consensus directory"),
                Tone.CARE,
                "Another worker has the run",
                text("This one lost its lease. It ended its own step, undid nothing, and wrote nothing more."),
                Markup.NOTHING,
                List.of());
        List<Markup> sections = new ArrayList<>();
        sections.add(Page.section("Why", UntrustedText.list(List.of(fenced.reason()))));
        addRemarks(sections, fenced.warnings(), fenced.inbox());
        return Page.of("Fenced", summary, sections);
    }

    private static Markup veto(Veto veto) {
        List<Refusal> faults = veto.faults();
        return styled(
                "div",
                "check",
                element("h3", Tone.BAD.mark(), text(" "), UntrustedText.code(veto.code())),
                element("p", UntrustedText.line(veto.reason())),
                styled(
                        "p",
                        "muted",
                        UntrustedText.code(veto.where().toString()),
                        text(" · for "),
                        UntrustedText.name(veto.addressee().label())),
                faults.isEmpty() ? Markup.NOTHING : UntrustedText.list(FaultLines.of(faults)));
    }

    private static void addRemarks(List<Markup> sections, List<String> warnings, List<ReceivedMessage> inbox) {
        if (!warnings.isEmpty()) {
            sections.add(Page.section("Warnings", UntrustedText.list(warnings)));
        }
        if (!inbox.isEmpty()) {
            sections.add(Page.section(
                    "Inbox of devops",
                    UntrustedText.list(
                            inbox.stream().map(ReceivedMessage::toString).toList())));
        }
    }
}
