package io.github.devopsagent.git.internal.setting;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text of a configuration file of git's. JGit's parser loses where a line stands, and knows no {@code includeIf}. */
final class GitConfigText {

    private static final char END = '\0';

    private final String text;
    private final String origin;
    private final List<GitSetting> settings = new ArrayList<>();
    private int at;
    private String section = "";
    private String subsection = "";

    private GitConfigText(String text, String origin) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.origin = origin;
    }

    static List<GitSetting> read(String text, String origin) throws GitRefusal {
        GitConfigText reader = new GitConfigText(text, origin);
        reader.read();
        return List.copyOf(reader.settings);
    }

    private void read() throws GitRefusal {
        while (at < text.length()) {
            char next = peek();
            if (Character.isWhitespace(next)) {
                at++;
            } else if (next == '#' || next == ';') {
                skipLine();
            } else if (next == '[') {
                at++;
                readSection();
            } else if (isLetter(next) && !section.isEmpty()) {
                readSetting();
            } else {
                throw broken();
            }
        }
    }

    private void readSection() throws GitRefusal {
        String name = word().toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        section = dot < 0 ? name : name.substring(0, dot);
        subsection = dot < 0 ? "" : name.substring(dot + 1);
        skipBlanks();
        if (peek() == '"') {
            at++;
            subsection = quotedName();
            skipBlanks();
        }
        if (section.isEmpty() || peek() != ']') {
            throw broken();
        }
        at++;
    }

    private String quotedName() throws GitRefusal {
        StringBuilder name = new StringBuilder();
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            if (peek() == '\n' || peek() == END) {
                throw broken();
            }
            name.append(text.charAt(at++));
        }
        at++;
        return name.toString();
    }

    private void readSetting() throws GitRefusal {
        String name = word().toLowerCase(Locale.ROOT);
        skipBlanks();
        if (peek() == '=') {
            at++;
            settings.add(new GitSetting(section, subsection, name, value(), origin));
        } else if (at >= text.length() || "\r\n#;".indexOf(peek()) >= 0) {
            settings.add(new GitSetting(section, subsection, name, GitSetting.TRUE, origin));
        } else {
            throw broken();
        }
    }

    private String value() throws GitRefusal {
        StringBuilder value = new StringBuilder();
        int kept = 0;
        boolean quoted = false;
        skipBlanks();
        while (at < text.length() && peek() != '\n') {
            char next = text.charAt(at++);
            if (!quoted && (next == '#' || next == ';')) {
                skipLine();
                break;
            } else if (next == '"') {
                quoted = !quoted;
                kept = value.length();
            } else if (next == '\\') {
                escaped(value);
                kept = value.length();
            } else if (next != '\r' || peek() != '\n') {
                value.append(next);
                kept = quoted || !Character.isWhitespace(next) ? value.length() : kept;
            }
        }
        if (quoted) {
            throw broken();
        }
        value.setLength(kept);
        return value.toString();
    }

    private void escaped(StringBuilder value) throws GitRefusal {
        char next = peek();
        at++;
        switch (next) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'b' -> value.append('\b');
            case '\\', '"' -> value.append(next);
            case '\n' -> {}
            case '\r' -> at += peek() == '\n' ? 1 : 0;
            default -> throw broken();
        }
    }

    private String word() {
        int start = at;
        while (isLetter(peek()) || Character.isDigit(peek()) || peek() == '-' || peek() == '.') {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    private void skipLine() {
        while (at < text.length() && peek() != '\n') {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private GitRefusal broken() {
        long line = text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        return new GitRefusal(
                "Line " + line + " of " + origin + " is not valid in a configuration of git's. Correct it.");
    }
}
