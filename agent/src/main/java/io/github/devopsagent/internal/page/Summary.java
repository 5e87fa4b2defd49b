package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

import java.util.List;

/**
 * What stands first on a page, and is all that somebody reads who has ten seconds.
 *
 * @param about what it is about, such as a deployment and its environment
 * @param tone how it is to be taken
 * @param word what happened, in a word or two
 * @param sentence what happened
 * @param reason why, if something went wrong
 * @param todo what a person has to do next, in this order; empty if nothing
 */
record Summary(Markup about, Tone tone, String word, Markup sentence, Markup reason, List<Markup> todo) {

    Summary {
        todo = List.copyOf(todo);
    }

    Markup markup() {
        return styled(
                "header",
                "summary " + tone.styleClass(),
                styled("p", "about", about),
                element("h1", styled("span", "sign", text(tone.sign())).with("aria-hidden", "true"), text(" " + word)),
                styled("p", "sentence", sentence),
                reason,
                styled("div", "todo", element("h2", text("What to do now")), steps()));
    }

    private Markup steps() {
        return todo.isEmpty()
                ? element("p", text("Nothing."))
                : element("ol", Markup.all(todo.stream().map(each -> element("li", each))));
    }

    /** What went wrong, on a line of its own. */
    static Markup because(String why) {
        return styled("p", "reason", UntrustedText.line(why));
    }
}
