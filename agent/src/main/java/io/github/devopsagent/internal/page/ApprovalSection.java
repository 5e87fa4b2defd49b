package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.all;
import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import io.github.devopsagent.internal.json.JsonView;
import java.util.List;

/**
 * Who approved: by the git history if an evidence source looked into that, and by {@code status.json}.
 *
 * @param deployment the record
 * @param roles that {@code status.json} names; empty if it was not read
 */
record ApprovalSection(JsonView deployment, List<String> roles) {

    Markup markup() {
        List<JsonView> signed = deployment
                .object("evidence")
                .map(evidence -> evidence.objects("approvals"))
                .orElse(List.of());
        return all(
                signed.isEmpty()
                        ? element(
                                "p",
                                text("The record names nobody, since no evidence source looked into the git history for"
                                        + " who approved."))
                        : element(
                                "ul",
                                all(signed.stream().limit(UntrustedText.MOST).map(ApprovalSection::approval))),
                roles.isEmpty()
                        ? Markup.NOTHING
                        : element(
                                "p",
                                text("status.json named when this page was made: "),
                                UntrustedText.line(String.join(", ", roles))));
    }

    private static Markup approval(JsonView approval) {
        return element(
                "li",
                element("strong", UntrustedText.name(approval.text("role").orElse(""))),
                text(" by commit "),
                UntrustedText.code(approval.text("commit").orElse("")),
                approval.text("key")
                        .map(key -> all(text(", signed with the key "), UntrustedText.code(key)))
                        .orElse(styled("span", "muted", text(", no signature was demanded"))));
    }
}
