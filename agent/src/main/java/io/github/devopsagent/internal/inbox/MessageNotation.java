package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.MessageField;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the fields of a message in whatever notation it was written, and what stands around them. */
final class MessageNotation {

    private static final Pattern FENCE = Pattern.compile("^[\\s>]*(`{3,}|~{3,}).{0,100}$");
    private static final Pattern QUOTE = Pattern.compile("^\\s{0,10}>(?:\\s?>){0,20}\\s?");
    private static final Pattern ELEMENT =
            Pattern.compile("<([A-Za-z][\\w.:-]{0,40})(?:\\s[^<>]{0,200})?>([^<>]{0,500})</");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([A-Za-z][\\w.:-]{0,40})\\s?=\\s?([\"'])([^\"'<>]{0,500})\\2");
    private static final int MOST_BLOCKS = 1000;

    private final List<MessageField> fields = new ArrayList<>();
    private final StringBuilder outside = new StringBuilder();
    private int parts;
    private boolean isWhole;
    private boolean breaksOff;
    private boolean hasFrontMatter;

    private MessageNotation() {}

    /**
     * What was found.
     *
     * @param isStructured whether it is made of fields, and not a text in which some were found
     */
    record ParsedMessage(boolean isStructured, MessageParts parts) {}

    static ParsedMessage read(String text) {
        MessageNotation notation = new MessageNotation();
        notation.readAll(text);
        List<MessageField> found = notation.parts > 1 ? MessageParts.oneOfSeveral(notation.fields) : notation.fields;
        List<MessageField> all = new ArrayList<>(found);
        all.addAll(EmbeddedFields.encoded(found));
        all.addAll(EmbeddedFields.in(List.copyOf(all)));
        if (notation.parts > 0) {
            all.addAll(EmbeddedFields.in(
                    List.of(MessageParts.text(List.of("(around)"), "", -1, notation.outside.toString()))));
        }
        return new ParsedMessage(
                notation.parts > 0,
                new MessageParts(
                        all, notation.outside.toString(), notation.isWhole, notation.breaksOff, !notation.breaksOff));
    }

    private void readAll(String text) {
        if (isJson(text)) {
            add(LenientJson.read(text, List.of(), ""));
            return;
        }
        List<String> blocks = blocks(text);
        if (blocks.isEmpty()) {
            outside.setLength(0);
            block(text);
        } else {
            blocks.forEach(this::block);
            isWhole &= hasFrontMatter && blocks.size() == 1;
        }
        if (parts == 0) {
            fields.clear();
            outside.setLength(0);
            outside.append(text);
            inText(text);
        }
    }

    private static boolean isJson(String text) {
        String start = text.stripLeading();
        boolean mayLeadToOne = start.startsWith("[") || start.startsWith("//") || start.startsWith("/*");
        return start.startsWith("{") || (mayLeadToOne && start.indexOf('{') >= 0);
    }

    private void add(MessageParts found) {
        fields.addAll(found.fields());
        outside.append(found.text()).append('\n');
        isWhole = found.isWhole();
        breaksOff |= found.breaksOff();
        parts++;
    }

    private void block(String text) {
        if (isJson(text)) {
            add(LenientJson.read(text, List.of(), ""));
            return;
        }
        MessageParts lines = KeyValueLines.read(text);
        if (MessageKeys.areOfMessage(lines.fields())) {
            add(lines);
        } else {
            outside.append(text).append('\n');
        }
    }

    /** The fenced blocks and the front matter; what is around them is put outside. */
    private List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        String fence = "";
        boolean isFirst = true;
        for (String line : text.lines().toList()) {
            String bare = line.strip();
            boolean isFrontMatter = isFirst && (bare.equals("---") || bare.equals("+++"));
            isFirst &= bare.isEmpty();
            Matcher opening = FENCE.matcher(line);
            if (!fence.isEmpty() && QUOTE.matcher(line).replaceFirst("").strip().startsWith(fence)) {
                blocks.add(block.toString());
                block.setLength(0);
                fence = "";
            } else if (!fence.isEmpty()) {
                block.append(QUOTE.matcher(line).replaceFirst("")).append('\n');
            } else if (blocks.size() < MOST_BLOCKS && (isFrontMatter || opening.matches())) {
                fence = isFrontMatter ? bare : opening.group(1);
                hasFrontMatter |= isFrontMatter;
            } else {
                outside.append(line).append('\n');
            }
        }
        if (!fence.isEmpty()) {
            blocks.add(block.toString());
        }
        return blocks;
    }

    /** What can be told from the fields that stand in the midst of a text, whose words are judged all the same. */
    private void inText(String text) {
        fields.addAll(KeyValueLines.read(text).fields());
        fields.addAll(DelimitedRows.read(text));
        int brace = text.indexOf('{');
        if (brace >= 0) {
            fields.addAll(LenientJson.read(text.substring(brace), List.of(), "").fields());
        }
        if (text.indexOf('<') >= 0) {
            ELEMENT.matcher(text).results().forEach(each -> named(each.group(1), each.group(2)));
            ATTRIBUTE.matcher(text).results().forEach(each -> named(each.group(1), each.group(3)));
        }
    }

    private void named(String key, String value) {
        fields.add(MessageParts.bare(List.of(), key, -1, value.strip()));
    }
}
