package io.github.devopsagent.internal.page;

import static io.github.devopsagent.internal.page.Markup.element;
import static io.github.devopsagent.internal.page.Markup.styled;
import static io.github.devopsagent.internal.page.Markup.text;

/** Parts of a small drawing. */
final class Plot {

    private Plot() {}

    /** A drawing that is as wide as there is room, of what its label says in words. */
    static Element of(String styleClass, int width, int height, String label, Markup... content) {
        return styled("svg", "plot " + styleClass, element("title", text(label)))
                .and(content)
                .with("viewBox", "0 0 " + width + " " + height)
                .with("role", "img");
    }

    static Element rect(String styleClass, double x, double y, double width, double height) {
        return styled("rect", styleClass)
                .with("x", x)
                .with("y", y)
                .with("width", width)
                .with("height", height);
    }

    static Element line(String styleClass, double x1, double y1, double x2, double y2) {
        return styled("line", styleClass)
                .with("x1", x1)
                .with("y1", y1)
                .with("x2", x2)
                .with("y2", y2);
    }

    static Element circle(String styleClass, double x, double y, double radius) {
        return styled("circle", styleClass).with("cx", x).with("cy", y).with("r", radius);
    }

    static Element cross(double x, double y) {
        return styled("path", "cross")
                .with("d", "M" + (x - 3) + " " + (y - 3) + "l6 6M" + (x - 3) + " " + (y + 3) + "l6 -6");
    }

    static Element label(String anchor, double x, double y, String words) {
        return styled("text", anchor, text(words)).with("x", x).with("y", y);
    }
}
