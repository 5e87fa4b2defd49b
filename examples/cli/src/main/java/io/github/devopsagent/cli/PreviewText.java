package io.github.devopsagent.cli;

import io.github.devopsagent.Preview;

/** A preview for people: without the settings, which are pages of JSON, and with the digest that {@code --previewed} takes. */
final class PreviewText {

    private PreviewText() {}

    static String of(Preview preview) {
        String text = preview.toString();
        int settings = preview.plan()
                .map(plan -> text.lastIndexOf("\nsettings: " + plan.settings()))
                .orElse(-1);
        return (settings < 0 ? text : text.substring(0, settings)) + "\ndigest: " + preview.digest();
    }
}
