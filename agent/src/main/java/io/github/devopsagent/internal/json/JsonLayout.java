package io.github.devopsagent.internal.json;

import io.github.devopsagent.internal.json.JsonSpans.Member;
import io.github.devopsagent.internal.json.JsonSpans.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How an object or a list is laid out: the white space that its author uses.
 *
 * @param open after the opening bracket
 * @param between after each comma
 * @param colon from the end of a name to its value
 * @param close before the closing bracket
 */
public record JsonLayout(String open, String between, String colon, String close) {

    /** Two spaces for each level. */
    public static final JsonLayout PRETTY = new JsonLayout("\n  ", "\n  ", ": ", "\n");

    public static final JsonLayout INLINE = new JsonLayout("", " ", ": ", "");

    private static final int LONGEST_SPACE = 200;

    /** White space without end is not repeated: each field that is added would need as much room again. */
    public JsonLayout {
        open = open.length() > LONGEST_SPACE ? "" : open;
        between = between.length() > LONGEST_SPACE ? " " : between;
        colon = colon.length() > LONGEST_SPACE ? ": " : colon;
        close = close.length() > LONGEST_SPACE ? "" : close;
    }

    /** The shape of an object that has fields. */
    public static JsonLayout ofObject(JsonSpans spans, Span object, List<Member> members) {
        Member first = members.get(0);
        Member last = members.get(members.size() - 1);
        String open = spans.text(object.from() + 1, first.from());
        String close = spans.text(last.value().to(), object.to() - 1);
        String colon = withoutName(spans.text(last.from(), last.value().from()));
        String between = members.size() == 1
                ? ofSingle(open, colon)
                : afterComma(spans.text(members.get(members.size() - 2).value().to(), last.from()));
        return new JsonLayout(open, between, colon, close);
    }

    /** The shape of a list that has elements, in an object of this shape. */
    public JsonLayout ofList(JsonSpans spans, Span list, List<Span> elements) {
        Span last = elements.get(elements.size() - 1);
        String open = spans.text(list.from() + 1, elements.get(0).from());
        String close = spans.text(last.to(), list.to() - 1);
        String space = elements.size() == 1
                ? ofSingle(open, colon)
                : afterComma(spans.text(elements.get(elements.size() - 2).to(), last.from()));
        return new JsonLayout(open, space, colon, close);
    }

    private static String ofSingle(String open, String colon) {
        return open.contains("\n") ? open : colon.endsWith(" ") ? " " : "";
    }

    private static String afterComma(String text) {
        return text.substring(text.indexOf(',') + 1);
    }

    private static String withoutName(String text) {
        int end = 1;
        while (text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return text.substring(end + 1);
    }

    /** The shape of what lies so many levels below an object of this shape. */
    public JsonLayout below(int levels) {
        if (!between.contains("\n")) {
            return this;
        }
        String newline = between.contains("\r\n") ? "\r\n" : "\n";
        String outer = indentation(close);
        String inner = indentation(between);
        String unit = inner.startsWith(outer) ? inner.substring(outer.length()) : inner;
        String own = newline + outer + unit.repeat(levels);
        return new JsonLayout(own + unit, own + unit, colon, own);
    }

    /** On one line, brackets of lists stand close to their elements. */
    public JsonLayout ofNewList() {
        return open.contains("\n") ? this : new JsonLayout("", between, colon, "");
    }

    private static String indentation(String space) {
        return space.substring(space.lastIndexOf('\n') + 1);
    }

    /** The text of one more field of such an object, its comma included. */
    public String further(String name, String value) {
        return "," + between + field(name, value);
    }

    /** The text of an object of such fields, whose values are JSON already. */
    public String object(Map<String, String> fields) {
        List<String> written = new ArrayList<>();
        for (Map.Entry<String, String> each : fields.entrySet()) {
            written.add(field(each.getKey(), each.getValue()));
        }
        return "{" + open + String.join("," + between, written) + close + "}";
    }

    private String field(String name, String value) {
        return JsonText.quoted(name) + colon + value;
    }

    /** The text of a list of such elements, which are JSON already. */
    public String list(List<String> elements) {
        return elements.isEmpty() ? "[]" : "[" + open + String.join("," + between, elements) + close + "]";
    }
}
