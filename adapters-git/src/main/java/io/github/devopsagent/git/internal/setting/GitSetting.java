package io.github.devopsagent.git.internal.setting;

import java.util.Locale;

/**
 * One line of git's configuration.
 *
 * @param section in lower case
 * @param subsection as written; empty if there is none
 * @param name in lower case
 * @param value {@code true} for a name without a value
 * @param origin where it stands, for people
 */
public record GitSetting(String section, String subsection, String name, String value, String origin) {

    /** What a name without a value stands for. */
    static final String TRUE = "true";

    /** Whether it is this one, in whatever subsection. */
    public boolean is(String ofSection, String ofName) {
        return section.equals(ofSection) && name.equalsIgnoreCase(ofName);
    }

    /** Whether it is on, as git reads it. */
    public boolean isOn() {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case TRUE, "yes", "on" -> true;
            case "", "false", "no", "off" -> false;
            default -> !value.matches("[-+]?0+");
        };
    }

    /** As people write it, with where it stands. */
    public String shown() {
        return section + "." + (subsection.isEmpty() ? "" : subsection + ".") + name + " in " + origin;
    }

    /** Whether it names another file to be read. */
    boolean isIncluding() {
        return name.equals("path") && (section.equals("include") ? subsection.isEmpty() : section.equals("includeif"));
    }

    /** As it stands in a file. */
    String text() {
        String part = subsection.isEmpty()
                ? ""
                : " \"" + subsection.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        String quoted = value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\b", "\\b");
        return "[" + section + part + "]\n\t" + name + " = \"" + quoted + "\"\n";
    }
}
