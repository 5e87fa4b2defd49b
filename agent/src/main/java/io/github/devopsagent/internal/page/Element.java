package io.github.devopsagent.internal.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An element of HTML or SVG.
 *
 * @param name such as {@code section}
 * @param attributes in their order
 * @param content between its tags; an element without is closed at once where HTML allows that
 */
record Element(String name, List<Attribute> attributes, List<Markup> content) implements Markup {

    /** What has no end tag in HTML; elements of SVG may be closed at once. */
    private static final List<String> VOID = List.of("meta", "rect", "line", "circle", "polyline", "path");

    Element {
        attributes = List.copyOf(attributes);
        content = List.copyOf(content);
    }

    /** An attribute. */
    record Attribute(String name, String value) {}

    Element with(String attribute, String value) {
        List<Attribute> more = new ArrayList<>(attributes);
        more.add(new Attribute(attribute, value));
        return new Element(name, more, content);
    }

    /** With a coordinate or length: two digits behind the point at most. */
    Element with(String attribute, double value) {
        String digits = String.format(Locale.ROOT, "%.2f", value);
        return with(attribute, digits.endsWith(".00") ? digits.substring(0, digits.length() - 3) : digits);
    }

    /** With more behind what it holds already. */
    Element and(Markup... more) {
        List<Markup> all = new ArrayList<>(content);
        all.addAll(List.of(more));
        return new Element(name, attributes, all);
    }

    @Override
    public void writeTo(StringBuilder page) {
        page.append('<').append(name);
        for (Attribute attribute : attributes) {
            page.append(' ').append(attribute.name()).append("=\"");
            Markup.text(attribute.value()).writeTo(page);
            page.append('"');
        }
        if (VOID.contains(name)) {
            page.append("/>");
            return;
        }
        page.append('>');
        content.forEach(each -> each.writeTo(page));
        page.append("</").append(name).append('>');
    }
}
