package io.github.devopsagent.contract;

import static java.util.stream.Collectors.toCollection;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Which class needs which, by {@code jdeps}. It sees what a library that reads byte code does not: a constant of another
 * class, which the compiler has copied.
 */
final class ClassDependencies {

    private static final Pattern ARROW = Pattern.compile(" +(\\S+) +-> (\\S+) .*");

    private ClassDependencies() {}

    /**
     * Reads class files.
     *
     * @param classes directories or jars of class files, none of them with a module descriptor
     * @return for each class, nested ones too, what it needs there and elsewhere
     */
    static NavigableMap<String, NavigableSet<String>> in(Path... classes) {
        NavigableMap<String, NavigableSet<String>> needs = new TreeMap<>();
        jdeps(classes).lines().map(ARROW::matcher).filter(Matcher::matches).forEach(arrow -> needs.computeIfAbsent(
                        arrow.group(1), none -> new TreeSet<>())
                .add(arrow.group(2)));
        needs.keySet().removeIf(name -> name.endsWith(".package-info"));
        return needs;
    }

    private static String jdeps(Path... classes) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] arguments = Stream.concat(
                        Stream.of("-verbose:class", "-filter:none", "--multi-release", "base"),
                        Stream.of(classes).map(Path::toString))
                .toArray(String[]::new);
        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow(() -> new IllegalStateException("this JDK has no jdeps"))
                .run(new PrintWriter(out, true), new PrintWriter(errors, true), arguments);
        if (code != 0) {
            throw new IllegalStateException("jdeps: " + out + errors);
        }
        return out.toString();
    }

    /**
     * Counts a nested class as the one around it.
     *
     * @param needs which class needs which
     * @return which outermost class needs which other, of those that have been read
     */
    static NavigableMap<String, NavigableSet<String>> ofOutermost(NavigableMap<String, NavigableSet<String>> needs) {
        NavigableMap<String, NavigableSet<String>> outermost = new TreeMap<>();
        needs.keySet().forEach(name -> outermost.put(outermost(name), new TreeSet<>()));
        needs.forEach((name, needed) -> outermost
                .getOrDefault(outermost(name), new TreeSet<>())
                .addAll(needed.stream()
                        .map(ClassDependencies::outermost)
                        .filter(outermost::containsKey)
                        .filter(each -> !each.equals(outermost(name)))
                        .collect(toCollection(TreeSet::new))));
        return outermost;
    }

    private static String outermost(String name) {
        int nested = name.indexOf('$', name.lastIndexOf('.') + 2); // A name may begin with it.
        return nested < 0 ? name : name.substring(0, nested);
    }
}
