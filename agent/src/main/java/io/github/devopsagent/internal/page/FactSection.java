package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.internal.json.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When, by whom, from what, and how it can be undone.
 *
 * @param deployment the record
 */
record FactSection(JsonView deployment) {

    Markup markup() {
        List<Markup> facts = new ArrayList<>();
        add(facts, "Began", deployment.instant("started_at").map(Times::moment));
        add(facts, "Ended", deployment.instant("timestamp").map(Times::moment));
        add(facts, "Took", deployment.whole("duration_ms").map(ms -> text(Times.span(ms / 1000.0))));
        add(facts, "Agent", deployment.object("agent").map(FactSection::agent));
        add(facts, "Undoes", deployment.text("rolls_back").map(UntrustedText::name));
        add(
                facts,
                "Tried again",
                deployment
                        .whole("repeated")
                        .map(times -> all(
                                text(times + " times, last as "),
                                UntrustedText.name(
                                        deployment.text("last_deployment_id").orElse("?")))));
        deployment.object("evidence").ifPresent(evidence -> {
            add(facts, "Commit", evidence.text("deployed_commit").map(UntrustedText::code));
            add(facts, "Tests ran on", evidence.text("tested_commit").map(UntrustedText::code));
            add(facts, "Skipped tests", evidence.text("skipped_tests").map(UntrustedText::line));
            add(facts, "Digest of plan.json", evidence.text("plan_sha256").map(UntrustedText::code));
            add(
                    facts,
                    "Digest of test_results.json",
                    evidence.text("test_results_sha256").map(UntrustedText::code));
        });
        return all(element("dl", all(facts)), undoing());
    }

    private static void add(List<Markup> facts, String title, Optional<Markup> value) {
        value.ifPresent(known -> facts.add(element("div", element("dt", text(title)), element("dd", known))));
    }

    private static Markup agent(JsonView agent) {
        return all(
                UntrustedText.name(agent.text("user").orElse("?")),
                text(" on "),
                UntrustedText.name(agent.text("host").orElse("?")),
                agent.text("version")
                        .map(version -> all(text(", version "), UntrustedText.name(version)))
                        .orElse(Markup.NOTHING));
    }

    /** After a failed rollback the command stands first on the page. */
    private Markup undoing() {
        String command = deployment.text("rollback_command").orElse("");
        boolean isFirst = deployment.text("status").orElse("").equals("rollback_failed");
        return command.isEmpty() || isFirst
                ? Markup.NOTHING
                : Page.folded(
                        text("The command that undoes this deployment by hand"),
                        UntrustedText.block(command),
                        styled("p", "muted", text("The agent undoes it as well: rollBack(id) verifies what it did.")));
    }
}
