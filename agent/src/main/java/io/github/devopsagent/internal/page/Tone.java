package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

/** How something is to be taken: by a colour, and by a sign for whoever sees no colours. */
enum Tone {
    GOOD("good", "✓", "success"),
    CARE("care", "!", "warning"),
    BAD("bad", "✗", "failed"),
    DOUBT("doubt", "?", "in doubt"),
    NONE("none", "·", "");

    private final String styleClass;
    private final String sign;
    private final String meaning;

    Tone(String styleClass, String sign, String meaning) {
        this.styleClass = styleClass;
        this.sign = sign;
        this.meaning = meaning;
    }

    String styleClass() {
        return styleClass;
    }

    String sign() {
        return sign;
    }

    /** The sign, which a screen reader reads as a word. */
    Markup mark() {
        return styled("span", "mark " + styleClass, text(sign))
                .with("role", "img")
                .with("aria-label", meaning);
    }

    /** Of the status of a stage or a step. */
    static Tone ofStatus(String status) {
        return switch (status) {
            case "success" -> GOOD;
            case "failed" -> BAD;
            default -> DOUBT;
        };
    }

    /** Of what a health check or a metric says. */
    static Tone ofVerdict(String verdict) {
        return switch (verdict) {
            case "passed", "good" -> GOOD;
            case "failed", "bad" -> BAD;
            default -> DOUBT;
        };
    }
}
