package io.github.devopsagent.barestring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The tools that are known even where they are not installed, and the forms of their arguments.
 *
 * <p>A line {@code a,b : form ; form} gives forms to tools, {@code a,b % -o --option} names their options behind which a
 * plain word may stand as the value ({@code -*}: whatever word; {@code --*}: behind every long option, too; {@code -!}: no
 * other option has one behind it), {@code $name = word word} makes a list of words, in which an earlier {@code $name}
 * stands for its words. A form is an {@link ArgumentForm};
 * an empty one is the tool alone. Indented lines go on with the one before.
 */
final class ToolTable {

    /** The list of words that places, services and the like often have for a name. */
    static final String NAMES = "names";

    private static final Map<String, Set<String>> LISTS = new HashMap<>();
    private static final Map<String, Tool> TOOLS = read();

    private ToolTable() {}

    private static final Pattern VERSION = Pattern.compile("(?<=[a-z]{2})\\d[\\d.]*$");

    /** The tool of this name, which may have a version behind it, such as {@code php8.2}. */
    static Optional<Tool> find(String name) {
        return Optional.ofNullable(TOOLS.get(name))
                .or(() -> Optional.ofNullable(TOOLS.get(VERSION.matcher(name).replaceFirst(""))));
    }

    /** All names of tools. */
    static Set<String> names() {
        return new TreeSet<>(TOOLS.keySet());
    }

    private static Map<String, Tool> read() {
        List<String> lines = List.of(
                        DeploymentTools.LISTS,
                        ProgrammingTools.LISTS,
                        SystemTools.LISTS,
                        PlatformTools.LISTS,
                        UsualNames.LISTS,
                        DeploymentTools.FORMS,
                        ProgrammingTools.FORMS,
                        SystemTools.FORMS,
                        PlatformTools.FORMS)
                .stream()
                .flatMap(ToolTable::lines)
                .filter(line -> !line.isBlank())
                .toList();
        lines.stream().filter(line -> line.startsWith("$")).forEach(ToolTable::readList);
        Map<String, List<ArgumentForm>> forms = new HashMap<>();
        Map<String, Set<String>> values = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(" ", 3);
            if (parts[1].equals("%")) {
                names(parts[0]).forEach(name -> values.computeIfAbsent(name, any -> new HashSet<>())
                        .addAll(words(parts[2])));
            } else if (parts[1].equals(":")) {
                List<ArgumentForm> read = forms(parts.length > 2 ? parts[2] : "");
                names(parts[0]).forEach(name -> forms.computeIfAbsent(name, any -> new ArrayList<>())
                        .addAll(read));
            }
        }
        Map<String, Tool> tools = new HashMap<>();
        forms.forEach((name, all) -> tools.put(name, new Tool(all, values.getOrDefault(name, Set.of()))));
        return Map.copyOf(tools);
    }

    /** A line goes on in those that are indented; nothing is put behind a comma or a bar there. */
    private static java.util.stream.Stream<String> lines(String text) {
        return text.replaceAll("([,|])\n +", "$1").replaceAll("\n +", " ").lines();
    }

    private static void readList(String line) {
        String[] parts = line.substring(1).split(" = ", 2);
        Set<String> all = new HashSet<>();
        for (String word : words(parts[1])) {
            all.addAll(word.startsWith("$") ? LISTS.getOrDefault(word.substring(1), Set.of()) : Set.of(word));
        }
        LISTS.put(parts[0], all);
    }

    private static List<String> names(String text) {
        return List.of(text.split(","));
    }

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.strip().split("\\s+", -1)));
    }

    private static List<ArgumentForm> forms(String text) {
        List<ArgumentForm> forms = new ArrayList<>();
        List<String> form = new ArrayList<>();
        for (String item : text.strip().split("\\s+", -1)) {
            if (item.equals(";")) {
                forms.add(ArgumentForm.of(form, LISTS));
                form = new ArrayList<>();
            } else if (!item.isEmpty()) {
                form.add(item);
            }
        }
        forms.add(ArgumentForm.of(form, LISTS));
        return forms;
    }

    /** A form that is no tool's. */
    static ArgumentForm form(String... items) {
        return ArgumentForm.of(List.of(items), LISTS);
    }
}
